//! What came with a file says of it, checked: the verdict as the register keeps it.

use domain::record::Item;
use domain::vocabulary::StatedCheck;
use exchange::digest::{Checked, Verdict};

/// The verdict on one digest.
pub(super) const fn check_of(verdict: Verdict) -> Option<StatedCheck> {
    match verdict {
        Verdict::Valid => Some(StatedCheck::Agrees),
        Verdict::Broken => Some(StatedCheck::Disagrees),
        Verdict::NotChecked(_) => Some(StatedCheck::Unchecked),
        Verdict::NotStated => None,
    }
}

/// Notes the verdict on the first digest that is stated. `what` says where each stands.
pub(super) fn note(item: &mut Item, digests: &[(&str, &Checked)]) {
    let found = digests.iter().find_map(|(what, checked)| Some((what, checked, check_of(checked.verdict)?)));
    if let Some((what, checked, check)) = found {
        item.stated_check = Some(check);
        item.stated_check_words = Some(format!("{what} {}", checked.stated.as_deref().unwrap_or_default()));
    }
}

/// The verdict on several digests: none agrees with what was changed, and none is right because another is.
pub(super) fn together<'a>(digests: impl Iterator<Item = &'a Checked>) -> (Option<StatedCheck>, [usize; 3]) {
    let mut counts = [0; 3];
    for checked in digests {
        match check_of(checked.verdict) {
            Some(StatedCheck::Agrees) => counts[0] += 1,
            Some(StatedCheck::Disagrees) => counts[1] += 1,
            Some(StatedCheck::Unchecked) | None => counts[2] += 1,
        }
    }
    let check = match counts {
        [0, 0, 0] => None,
        [_, 0, 0] => Some(StatedCheck::Agrees),
        [_, 0, _] => Some(StatedCheck::Unchecked),
        _ => Some(StatedCheck::Disagrees),
    };
    (check, counts)
}
