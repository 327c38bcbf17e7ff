//! Two wordings of one release, and a later release that adds to a day.

use exchange::release::{self, Verdict};

const TASK_FORCE: &str = "Release # 20170610-01\nOn June 9, Coalition military forces conducted 27 strikes consisting of 70 engagements \
    against ISIS terrorists in Syria and Iraq.\nIn Syria, Coalition military forces conducted 21 strikes consisting of 30 engagements \
    against ISIS targets.\n*Near Abu Kamal, one strike destroyed an oil refinery.\n*Near Raqqah, 20 strikes engaged 12 ISIS tactical units.\n\
    In Iraq, Coalition military forces conducted six strikes consisting of 40 engagements against ISIS targets.\n\
    *Near Huwayjah, two strikes destroyed a boat.\n*Near Bayji, four strikes destroyed a boat.\n";
const DEFENCE_NEWS: &str = "AN EXAMPLE CITY, June 10, 2017 — Coalition forces struck again yesterday, conducting 27 strikes consisting of 70 \
    engagements, officials reported today.\nIn Syria, coalition military forces conducted 21 strikes consisting of 30 engagements against \
    ISIS targets:\n-- Near Abu Kamal, a strike destroyed an oil refinery.\n-- Near Raqqa, 20 strikes engaged 12 ISIS tactical units.\n\
    In Iraq, coalition military forces conducted six strikes consisting of 40 engagements against ISIS targets:\n\
    -- Near Hawija, two strikes destroyed a boat.\n-- Near Beiji, four strikes destroyed a boat.\n";

#[test]
fn two_wordings_are_one_release() {
    let (original, rewrite) = (release::parse(TASK_FORCE), release::parse(DEFENCE_NEWS));
    assert_eq!(
        (original.wording, rewrite.wording),
        (release::Wording::TaskForce, release::Wording::DefenceNews)
    );
    let rendition = release::same(&original, &rewrite);
    assert_eq!(rendition.verdict, Verdict::Same, "{rendition:?}");
    assert_eq!(rendition.agreeing, 10, "six totals and four places");
}

#[test]
fn a_copy_that_counts_otherwise_is_the_same_release_with_its_difference() {
    let printed = "Sept. 1, 2017\nOn Aug. 31, Coalition military forces conducted 30 strikes in Syria and Iraq.\nIn Syria, Coalition \
        military forces conducted 22 strikes.\nIn Iraq, Coalition military forces conducted five strikes.\n";
    let copy = printed.replace("five strikes", "eight strikes");
    let rendition = release::same(&release::parse(printed), &release::parse(&copy));
    assert_eq!(rendition.verdict, Verdict::SameWithDifferences);
    let difference = &rendition.differences[0];
    assert_eq!((difference.of.as_str(), difference.first, difference.second), ("Iraq", Some(5), Some(8)));
}

#[test]
fn a_later_release_adds_to_a_day() {
    let first = release::parse(
        "July 17, 2017\nOn July 16, Coalition military forces conducted 15 strikes in Syria.\n\
        -- Near Raqqa, 15 strikes engaged 13 ISIS tactical units.\n",
    );
    let later = release::parse(
        "July 18, 2017\nOn July 17, Coalition military forces conducted one strike in Syria.\n\
        -- Near Hajin, one strike destroyed a van.\nAdditionally, 12 strikes were conducted in Syria on July 16 that closed within the \
        last 24 hours.\n-- On July 16, near Raqqah, Syria, 12 strikes engaged eight ISIS tactical units.\n",
    );
    let rendition = release::same(&first, &later);
    assert_eq!(rendition.verdict, Verdict::AddsTo);
    assert_eq!(rendition.additions.len(), 1);
    assert_eq!(rendition.additions[0].beside, Some(0), "beside the 15 near Raqqa, which stay 15");
    assert_eq!(later.lines[1].strikes.map(|strikes| strikes.value), Some(12));
    assert_eq!(release::same(&later, &first).verdict, Verdict::Different);
}
