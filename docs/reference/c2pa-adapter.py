"""Tells whether the C2PA content credentials of a file hold, in the contract of c2pa.md. Needs PyPI's c2pa-python."""

import io
import json
import sys

import c2pa

# Speaks about lists of trusted signers, not about the file.
ABOUT_TRUST = ("signingCredential.untrusted", "timeStamp.untrusted")


def answer(media_type, content):
    try:
        reader = c2pa.Reader(media_type, io.BytesIO(content))
    except Exception as error:
        if "ManifestNotFound" in type(error).__name__ + str(error) or "no JUMBF data" in str(error):
            return {"verdict": "none"}
        return {"verdict": "broken", "reasons": [type(error).__name__]}
    store = json.loads(reader.json())
    results = store.get("validation_results", {}).get("activeManifest", {}).get("failure", [])
    for delta in store.get("validation_results", {}).get("ingredientDeltas", []) or []:
        results = results + delta.get("validationDeltas", {}).get("failure", [])
    results = results or store.get("validation_status", [])
    reasons = sorted({status["code"] for status in results if status["code"] not in ABOUT_TRUST})
    manifest = store.get("manifests", {}).get(store.get("active_manifest"), {})
    signer = manifest.get("signature_info", {}).get("issuer")
    said = {"verdict": "broken" if reasons else "valid", "reasons": reasons[:50]}
    if signer:
        said["signer"] = signer
    return said


print(json.dumps(answer(sys.argv[-1], sys.stdin.buffer.read())))
