//! The verbs of effect, in the forms that releases use. Not a grammar of English: a verb that is not in the table
//! is left unread. Start at [`verb_at`].

use super::scan::Scanned;

/// Verbs: past form (also the name), form in -ing, bare form.
const VERBS: [[&str; 3]; 24] = [
    ["engaged", "engaging", "engage"],
    ["destroyed", "destroying", "destroy"],
    ["damaged", "damaging", "damage"],
    ["suppressed", "suppressing", "suppress"],
    ["struck", "striking", "stuck"],
    ["cratered", "cratering", "crater"],
    ["denied", "denying", "deny"],
    ["degraded", "degrading", "degrade"],
    ["disabled", "disabling", "disable"],
    ["illuminated", "illuminating", "illuminate"],
    ["wounded", "wounding", "wound"],
    ["neutralized", "neutralizing", "neutralize"],
    ["neutralised", "neutralising", "neutralise"],
    ["killed", "killing", "kill"],
    ["injured", "injuring", "injure"],
    ["immobilized", "immobilizing", "immobilize"],
    ["breached", "breaching", "breach"],
    ["halted", "halting", "halt"],
    ["targeted", "targeting", "target"],
    ["removed", "removing", "remove"],
    ["disrupted", "disrupting", "disrupt"],
    ["attacked", "attacking", "attack"],
    ["eliminated", "eliminating", "eliminate"],
    ["sank", "sinking", "sunk"],
];

/// The verb at token `at`, in its plain past form.
pub(crate) fn verb_at(scanned: Scanned<'_>, at: usize, after_strikes: bool) -> Option<&'static str> {
    let word = scanned.word(at);
    if word.len() < 4 || word.len() > 13 {
        return None;
    }
    let forms = VERBS.iter().find(|[past, ing, bare]| {
        let bare_allowed = after_strikes || *bare == "stuck";
        past.eq_ignore_ascii_case(word)
            || ing.eq_ignore_ascii_case(word)
            || (bare_allowed && bare.eq_ignore_ascii_case(word))
    })?;
    let passive = at > 0 && scanned.is_one_of(at - 1, &["was", "were", "been", "be", "to", "a", "an", "the"]);
    (!passive).then_some(forms[0])
}
