//! What a package says of itself to a person, in English and Arabic: what is in it, what was left out and why. Never
//! whom that would have named.

use domain::consent::Denial;
use domain::kind::Kind;
use domain::language::Language;
use domain::vocabulary::ConsentPurpose;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// What is told.
pub(super) struct Contents {
    pub(super) kinds: BTreeMap<Kind, usize>,
    pub(super) purpose: ConsentPurpose,
    pub(super) day: String,
    pub(super) left_out: BTreeMap<Denial, usize>,
    pub(super) withheld: usize,
}

/// The words of one language.
struct Words {
    language: Language,
    inside: &'static str,
    layout: &'static str,
    outside: &'static str,
    use_of: &'static str,
    on_day: &'static str,
    nothing: &'static str,
    records: &'static str,
    withheld: &'static str,
    reason: fn(Denial) -> &'static str,
}

const ENGLISH: Words = Words {
    language: Language::English,
    inside: "WHAT IS IN IT",
    layout: "  data/records/   what the register holds of each record
  data/acts/      who changed it, when and why, by pseudonym
  data/proofs/    for each act: its proof, its leaf, and the values it commits to
  data/items/     the files, each under the SHA-256 of its bytes
  data/custody/   who had each file in hand
  data/verify_proof.py, data/ledger.md, data/log/key.txt: how a proof is checked
",
    outside: "WHAT WAS LEFT OUT",
    use_of: "Use this package was made for",
    on_day: "Consent as it stood on",
    nothing: "  No record was left out for want of consent.",
    records: "Records left out because",
    withheld: "Fields withheld because they point to a record that is not to be in here",
    reason: |denial| match denial {
        Denial::NeverAsked => "nobody asked the source about this use",
        Denial::CoversElse => "the source allowed it for something else",
        Denial::Expired => "the source's consent has run out",
        Denial::Refused => "the source said no",
        Denial::Withdrawn => "the source took the consent back",
    },
};

const ARABIC: Words = Words {
    language: Language::Arabic,
    inside: "ما في الحزمة",
    layout: "  data/records/   ما يحفظه السجل من كل سجل
  data/acts/      من غيّره ومتى ولماذا، بأسماء مستعارة
  data/proofs/    لكل فعل برهانه وورقته والقيم التي يلتزم بها
  data/items/     الملفات، وكل منها باسم بصمة SHA-256 لبياناته
  data/custody/   من كان كل ملف بين يديه
  data/verify_proof.py و data/ledger.md و data/log/key.txt: كيف يُتحقق من البرهان
",
    outside: "ما تُرك خارجها",
    use_of: "الاستعمال الذي أُعدّت له هذه الحزمة",
    on_day: "الرضا كما كان في",
    nothing: "  لم يُترك سجل لعدم الرضا.",
    records: "عدد السجلات المتروكة، والسبب",
    withheld: "عدد الحقول المحجوبة لأنها تشير إلى سجل لا يجوز أن يكون هنا",
    reason: |denial| match denial {
        Denial::NeverAsked => "لم يُسأل المصدر عن هذا الاستعمال",
        Denial::CoversElse => "سمح المصدر به لشيء آخر",
        Denial::Expired => "انقضى رضا المصدر",
        Denial::Refused => "رفض المصدر",
        Denial::Withdrawn => "سحب المصدر رضاه",
    },
};

impl Contents {
    pub(super) fn english(&self) -> String {
        self.in_words(&ENGLISH)
    }

    pub(super) fn arabic(&self) -> String {
        self.in_words(&ARABIC)
    }

    fn in_words(&self, words: &Words) -> String {
        let mut text = format!("\n\n{}\n\n", words.inside);
        // Writing to a string does not fail.
        for (kind, count) in &self.kinds {
            let _ = writeln!(text, "  {}: {count}", kind.label(words.language));
        }
        let _ = write!(text, "\n{}\n\n{}\n\n", words.layout, words.outside);
        let _ = writeln!(text, "  {}: {}", words.use_of, self.purpose.label(words.language));
        let _ = writeln!(text, "  {}: {}", words.on_day, self.day);
        if self.left_out.is_empty() {
            let _ = writeln!(text, "{}", words.nothing);
        }
        for (denial, count) in &self.left_out {
            let _ = writeln!(text, "  {} {}: {count}", words.records, (words.reason)(*denial));
        }
        if self.withheld > 0 {
            let _ = writeln!(text, "  {}: {}", words.withheld, self.withheld);
        }
        text
    }
}
