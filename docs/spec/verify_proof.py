"""Checks a Sijil proof with nothing but Python's standard library and openssl. See ledger.md.

usage: verify_proof.py KEY PROOF LEAF [FIELDS.json]   (KEY is the text name+id+base64; the others are files)
"""
import base64, hashlib, json, subprocess, sys, tempfile

sha = lambda data: hashlib.sha256(data).digest()
decode = lambda text: base64.b64decode(text, validate=True)

def number(text):  # written the one way C2SP writes it
    if not (text.isascii() and text.isdigit() and str(int(text)) == text): sys.exit(f"refused: {text} is not a number")
    return int(text)

def once(members):  # an object whose members stand once each
    if len(dict(members)) < len(members): sys.exit("refused: a member stands twice")
    return dict(members)

def root_hash(text):
    if len(decode(text)) != 32: sys.exit("refused: a hash is not 32 bytes")
    return decode(text)

def canonical(value):  # section 2
    if isinstance(value, float): sys.exit("refused: a number that is not whole")
    if isinstance(value, list): return "[" + ",".join(map(canonical, value)) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(canonical(name) + ":" + canonical(value[name]) for name in names) + "}"
    return json.dumps(value, ensure_ascii=False)

def check_signature(key, note):  # section 6
    name, key_id, public = key.strip().split("+", 2)
    public = decode(public)
    if len(public) != 33 or public[0] != 1 or sha(name.encode() + b"\n" + public)[:4].hex() != key_id: sys.exit("refused: not a key")
    text, lines = note.rsplit("\n\n", 1)
    for line in lines.rstrip("\n").split("\n"):
        signature = decode(line.split(" ")[-1])
        if not line.startswith("\u2014 " + name + " ") or signature[:4].hex() != key_id: continue
        with tempfile.TemporaryDirectory() as folder:
            for file, data in (("key", bytes.fromhex("302a300506032b6570032100") + public[1:]),
                               ("text", (text + "\n").encode()), ("signature", signature[4:])):
                open(f"{folder}/{file}", "wb").write(data)
            done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-rawin", "-inkey",
                                   f"{folder}/key", "-in", f"{folder}/text", "-sigfile", f"{folder}/signature"],
                                  capture_output=True)
        if done.returncode == 0: return text.split("\n")
    sys.exit("refused: no valid signature by this key")

def root_of(leaf, index, size, path):  # RFC 9162, 2.1.3.2
    if index >= size: sys.exit("refused: no such leaf")
    place, last, node = index, size - 1, sha(b"\0" + leaf)
    for sibling in path:
        if last == 0: sys.exit("refused: the proof is too long")
        if place & 1 or place == last:
            node = sha(b"\1" + sibling + node)
            while place and not place & 1: place, last = place >> 1, last >> 1
        else: node = sha(b"\1" + node + sibling)
        place, last = place >> 1, last >> 1
    return node if last == 0 else sys.exit("refused: the proof is too short")

key, proof, leaf = sys.argv[1], open(sys.argv[2], encoding="utf-8", newline="").read(), open(sys.argv[3], "rb").read()
head, note = proof.split("\n\n", 1)
lines = head.split("\n")
if lines[1].startswith("extra "): del lines[1]
if lines[0] != "c2sp.org/tlog-proof@v1" or not lines[1].startswith("index "): sys.exit("refused: not a proof")
_, size, root = check_signature(key, note)[:3]
path = [root_hash(line) for line in lines[2:]]
if root_of(leaf, number(lines[1][6:]), number(size), path) != root_hash(root):
    sys.exit("refused: the proof does not lead from this leaf to the signed root")
act = json.loads(leaf, object_pairs_hook=once)
if act["v"] != 1 or canonical(act).encode() != leaf: sys.exit("refused: the leaf is not canonical")  # section 4
fields = json.load(open(sys.argv[4], encoding="utf-8"), object_pairs_hook=once) if len(sys.argv) > 4 else {}
for name, disclosed in fields.items():  # section 3
    coded, salt = name.encode(), bytes.fromhex(disclosed["salt"])
    if len(salt) != 32: sys.exit(f"refused: the salt of {name} is not 32 bytes")
    commitment = sha(b"sijil.commitment.v1\0" + salt + len(coded).to_bytes(4, "big") + coded
                     + canonical(disclosed["value"]).encode()).hex()
    if act["fields"].get(name) != commitment: sys.exit(f"refused: the leaf commits to another {name}")
print("verified")
