//! Releases: pasted texts become records, renditions count once, late additions stand on their own day.

use super::stand::{Stand, reason};
use crate::on_both;
use domain::id::ReleaseId;
use domain::kind::Kind;
use domain::record::{Place, body};
use domain::vocabulary::LinkRole;
use register::release::{Filter, Page, Verdict, Window};
use register::release_intake::{Draft, Fields, Kept, Paste, read};

/// 17 July 2017: 15 near Raqqa on the 16th.
const FIRST: &str = "July 17, 2017\n\nOn July 16, 2017, Coalition military forces conducted 18 strikes consisting of 22 engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted 16 strikes consisting of 18 engagements against ISIS targets.\n* Near Abu Kamal, a strike destroyed two ISIS oil stills.\n* Near Raqqah, 15 strikes engaged eight ISIS tactical units and destroyed six fighting positions.\n\nIn Iraq, Coalition military forces conducted two strikes consisting of four engagements against ISIS targets.\n* Near Mosul, two strikes engaged an ISIS tactical unit.\n";
/// The rewrite of the same day.
const REWRITE: &str = "July 17, 2017\n\nCoalition military forces conducted 18 strikes consisting of 22 engagements against Islamic State of Iraq and Syria targets on July 16, 2017.\n\nIn Syria, coalition military forces conducted 16 strikes consisting of 18 engagements against ISIS targets:\n\n-- Near Abu Kamal, a strike destroyed two oil stills.\n\n-- Near Raqqa, 15 strikes engaged eight ISIS tactical units and destroyed six fighting positions.\n\nIn Iraq, coalition military forces conducted two strikes consisting of four engagements against ISIS targets:\n\n-- Near Mosul, two strikes engaged an ISIS tactical unit.\n";
/// 18 July 2017: adds 12 to the 16th.
const LATER: &str = "July 18, 2017\n\nOn July 17, 2017, Coalition military forces conducted five strikes consisting of five engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted five strikes consisting of five engagements against ISIS targets.\n* Near Raqqah, five strikes engaged two ISIS tactical units.\n\nAdditionally, 12 strikes consisting of 14 engagements were conducted in Syria and Iraq on July 16 that closed within the last 24 hours.\n* On July 16, near Raqqah, Syria, 12 strikes engaged four ISIS tactical units.\n";
/// 27 August 2017: adds one more; its Syria total is printed one too high.
const LATEST: &str = "Aug. 27, 2017\n\nOn Aug. 26, 2017, Coalition military forces conducted four strikes consisting of four engagements against ISIS terrorists in Syria and Iraq.\n\nIn Syria, Coalition military forces conducted four strikes consisting of four engagements against ISIS targets.\n* Near Ar Raqqah, three strikes engaged two ISIS tactical units.\n\nAdditionally, one strike consisting of one engagement was conducted in Syria and Iraq on July 16 that closed within the last 24 hours.\n* On July 16, near Raqqah, Syria, one strike destroyed a fighting position.\n";
/// A period of 2019.
const PERIOD: &str = "Jan. 30, 2019\n\nFrom Jan. 13, 2019, to Jan. 26, 2019, Coalition military forces conducted 654 strikes consisting of 1,372 engagements in Iraq and Syria.\n\nIn Syria, Coalition military forces conducted 645 strikes consisting of 1,360 engagements against ISIS targets.\n\nIn Iraq, Coalition military forces conducted nine strikes consisting of 12 engagements against ISIS targets.\n";

fn fields() -> Fields {
    Fields { publisher: "CJTF-OIR".to_owned(), ..Fields::default() }
}

fn draft(text: &str) -> Draft {
    let paste = read(text, &fields()).unwrap();
    let draft = if let Paste::Release(draft) = paste { Some(*draft) } else { None };
    draft.unwrap()
}

async fn paste(stand: &Stand, text: &str) -> ReleaseId {
    let outcome = paste_as(stand, text).await;
    let id = if let Kept::Release(id) = outcome { Some(ReleaseId(id.0)) } else { None };
    id.unwrap()
}

async fn paste_as(stand: &Stand, text: &str) -> Kept {
    let texts = vec![("paste".to_owned(), text.to_owned())];
    let kept = stand.register.keep_texts(stand.scope, &reason("Pasted"), &fields(), texts).await.unwrap();
    *kept[0].outcome.as_ref().unwrap()
}

async fn raqqa(stand: &Stand) {
    let place = Place {
        code: "GN172955".to_owned(),
        name: "Ar Raqqah".to_owned(),
        name_ar: Some("الرقة".to_owned()),
        alternate_names: vec!["Raqqah".to_owned()],
        ..Place::default()
    };
    let mut work = stand.register.begin(reason("Gazetteer"), stand.scope.project).await.unwrap();
    work.create(Kind::Place, body(&place)).await.unwrap();
    work.commit().await.unwrap();
}

fn quarter() -> Window {
    Window { first: "2017-07-01".to_owned(), last: "2017-09-30".to_owned() }
}

#[test]
fn figures_of_the_grammar_add_up() {
    let first = draft(FIRST);
    assert!(first.sums.iter().all(|sum| sum.verdict == Verdict::Agrees), "{:?}", first.sums);
    assert_eq!(first.release.period.as_ref().unwrap().edtf, "2017-07-16");
    assert_eq!(first.release.issued.as_ref().unwrap().edtf, "2017-07-17");
    assert_eq!(first.lines.len(), 3);
    let later = draft(LATER);
    let late: Vec<_> = later.lines.iter().filter(|line| line.late_addition).collect();
    assert_eq!(late.len(), 1);
    assert_eq!(late[0].when.as_ref().unwrap().edtf, "2017-07-16", "a late addition stands on its own day");
    assert_eq!(later.release.totals.iter().filter(|total| total.scope == "late").count(), 1);
    assert_eq!(register::release::sums::verdict(&draft(LATEST).sums), Verdict::Differs);
    let period = draft(PERIOD);
    let syria = period.lines.iter().find(|line| line.country.as_deref() == Some("Syria")).unwrap();
    assert!(syria.period_total && syria.place_words.is_none() && syria.strikes == Some(645));
}

#[test]
fn a_text_of_another_kind_is_said_to_be_one() {
    assert!(matches!(read("Good morning.", &fields()).unwrap(), Paste::Neither));
    let bad = Fields { issued: Some("17 July".to_owned()), ..fields() };
    assert_eq!(read(FIRST, &bad).unwrap_err().code(), "record-refused");
}

on_both! {
    /// 15, then 12 more, then one: three releases of one day, and the rewrite counts once.
    async fn one_day_of_three_releases(stand: Stand) {
        raqqa(&stand).await;
        let first = paste(&stand, FIRST).await;
        let rewrite = paste(&stand, REWRITE).await;
        let later = paste(&stand, LATER).await;
        paste(&stand, LATEST).await;
        let calendar = stand.register.calendar(stand.scope, "Syria", &quarter()).await.unwrap();
        let row = &calendar.places[0];
        assert_eq!((row.name.as_str(), row.name_ar.as_deref()), ("Ar Raqqah", Some("الرقة")));
        assert!(row.is_called("Raqqa") && row.is_called("الرقة") && !row.is_called("Mosul"));
        let cell = row.cells.iter().find(|cell| cell.day == "2017-07-16").unwrap();
        assert_eq!(cell.strikes, Some(15), "the rewrite is not added");
        assert_eq!(cell.late.iter().map(|late| late.strikes).collect::<Vec<_>>(), [Some(12), Some(1)]);
        assert_eq!(cell.late[1].issued.as_deref(), Some("2017-08-27"));
        assert_eq!(cell.lines.len(), 4, "every line is there to be opened");
        assert!(cell.rivals.is_empty());
        assert!(calendar.covered.contains("2017-07-17") && !calendar.covered.contains("2017-07-18"));

        let file = stand.register.release_file(stand.scope, first).await.unwrap();
        assert_eq!(file.renditions.len(), 1);
        assert_eq!(file.renditions[0].id.0, rewrite.0);
        assert_eq!(file.added_by.iter().map(|added| added.strikes).collect::<Vec<_>>(), [Some(12), Some(1)]);
        let line = file.lines.iter().find(|line| line.line.place_words.as_deref() == Some("Raqqah")).unwrap();
        assert_eq!(line.place.as_ref().unwrap().0, "Ar Raqqah");
        let file = stand.register.release_file(stand.scope, later).await.unwrap();
        assert_eq!(file.adds_to.len(), 1);
        assert_eq!(file.adds_to[0].release.0, first.0);
        let adds = file.links.iter().find(|link| link.role == LinkRole::AddsTo.slug()).unwrap();
        assert!(adds.outgoing && adds.there.0 == first.0, "{adds:?}");
        let rewrite = stand.register.release_file(stand.scope, rewrite).await.unwrap();
        assert_eq!(rewrite.release.rendition_of, Some(first));
        assert!(stand.register.fsck().await.unwrap().faults.is_empty());
    }

    /// The same text is not kept twice, and another order of arrival gives the same links.
    async fn the_same_text_is_held_and_order_does_not_matter(stand: Stand) {
        let later = paste(&stand, LATER).await;
        let first = paste(&stand, FIRST).await;
        assert_eq!(paste_as(&stand, FIRST).await, Kept::Held(domain::id::RecordId(first.0)));
        let file = stand.register.release_file(stand.scope, first).await.unwrap();
        let adds = file.links.iter().find(|link| link.role == LinkRole::AddsTo.slug()).unwrap();
        assert!(!adds.outgoing && adds.there.0 == later.0);
        let again = draft(FIRST);
        let kin = stand.register.release_kin(stand.scope, &again).await.unwrap();
        assert_eq!(kin.same_text.as_ref().unwrap().0.0, first.0);
        let refused = stand.register.keep_release(stand.scope, reason("Again"), &again, &kin, None).await.unwrap_err();
        assert_eq!(refused.code(), "record-refused");
    }

    /// Before the commit: another wording, additions to a held day, and nothing kept.
    async fn a_draft_is_compared_and_not_kept(stand: Stand) {
        paste(&stand, FIRST).await;
        let kin = stand.register.release_kin(stand.scope, &draft(REWRITE)).await.unwrap();
        assert_eq!((kin.renditions.len(), kin.others.len()), (1, 0));
        let different = REWRITE.replace("-- Near Raqqa, 15 strikes", "-- Near Raqqa, 14 strikes");
        let kin = stand.register.release_kin(stand.scope, &draft(&different)).await.unwrap();
        assert_eq!(kin.renditions[0].differences.len(), 1, "{kin:?}");
        let kin = stand.register.release_kin(stand.scope, &draft(LATER)).await.unwrap();
        assert_eq!(kin.adds_to.len(), 1);
        assert_eq!((kin.adds_to[0].day.as_str(), kin.adds_to[0].strikes), ("2017-07-16", Some(12)));
        let all = stand.register.releases(stand.scope, &Filter::default(), &Page::First, 50).await.unwrap();
        assert_eq!(all.rows.len(), 1);
    }

    /// The list pages by issue date, its facets count, and the sums that disagree are found.
    async fn the_list_pages_and_narrows(stand: Stand) {
        for text in [FIRST, LATER, LATEST, PERIOD] {
            paste(&stand, text).await;
        }
        let filter = |pairs: &[(&str, &str)]| Filter::read(pairs.iter().copied());
        let list = async |pairs: &[(&str, &str)], page: &Page, limit| {
            stand.register.releases(stand.scope, &filter(pairs), page, limit).await.unwrap()
        };
        let issued = |rows: &register::release::Rows| {
            rows.rows.iter().map(|row| row.release.issued.as_ref().unwrap().edtf.clone()).collect::<Vec<_>>()
        };
        let first = list(&[], &Page::First, 3).await;
        assert_eq!(issued(&first), ["2019-01-30", "2017-08-27", "2017-07-18"]);
        assert!(first.has_later && !first.has_earlier);
        let cursor = first.rows[2].cursor.clone();
        let second = list(&[], &Page::After(cursor), 3).await;
        assert_eq!(issued(&second), ["2017-07-17"]);
        let back = list(&[], &Page::Before(second.rows[0].cursor.clone()), 3).await;
        assert_eq!(issued(&back), issued(&first));
        assert_eq!(issued(&list(&[("sums", "differ")], &Page::First, 9).await), ["2017-08-27"]);
        assert_eq!(list(&[("late", "yes")], &Page::First, 9).await.rows.len(), 2);
        assert_eq!(list(&[("year", "2019")], &Page::First, 9).await.rows.len(), 1);
        assert_eq!(list(&[("q", "الرقة")], &Page::First, 9).await.rows.len(), 3, "by a place of its lines");
        assert_eq!(list(&[("q", "!!!")], &Page::First, 9).await.rows.len(), 0);
        for pairs in [&[][..], &[("year", "2017")], &[("q", "Raqqa"), ("publisher", "CJTF-OIR"), ("late", "yes"), ("sums", "differ")]] {
            let facets = stand.register.release_facets(stand.scope, &filter(pairs)).await.unwrap();
            assert_eq!(facets.all, i64::try_from(list(pairs, &Page::First, 9).await.rows.len()).unwrap(), "{pairs:?}");
        }
        let facets = stand.register.release_facets(stand.scope, &filter(&[("year", "2017")])).await.unwrap();
        assert_eq!(facets.years, [("2019".to_owned(), 1), ("2017".to_owned(), 3)], "a facet leaves itself out");
        assert_eq!(facets.late, 2);
    }

    /// Place by place, then one number for the country, then nothing.
    async fn disclosure_stops(stand: Stand) {
        for text in [FIRST, LATER, LATEST, PERIOD] {
            paste(&stand, text).await;
        }
        let disclosure = stand.register.disclosure(stand.scope).await.unwrap();
        assert_eq!(disclosure.countries()[0].0, "Syria");
        assert_eq!(disclosure.stops("Syria").as_deref(), Some("2019-01-13"));
        assert_eq!(disclosure.periods.iter().map(|(_, _, count)| count).sum::<i64>(), 4);
        let window = Window { first: "2019-01-01".to_owned(), last: "2019-03-31".to_owned() };
        let calendar = stand.register.calendar(stand.scope, "Syria", &window).await.unwrap();
        assert!(calendar.places.is_empty() && calendar.covered.is_empty());
        assert_eq!(calendar.totals[0].strikes, Some(645));
    }

    /// As many statements for three releases as for sixty.
    async fn statements_do_not_grow(stand: Stand) {
        let mut made = 0;
        let mut counts = Vec::new();
        for days in [1..4, 4..28] {
            for day in days {
                let text = LATER.replace("July 17", &format!("June {day}")).replace("July 18", &format!("June {}", day + 1));
                let first = paste(&stand, &text).await;
                made += 1;
                if made == 3 || made == 27 {
                    let before = stand.register.db.statements();
                    stand.register.releases(stand.scope, &Filter::default(), &Page::First, 50).await.unwrap();
                    stand.register.release_facets(stand.scope, &Filter::default()).await.unwrap();
                    stand.register.disclosure(stand.scope).await.unwrap();
                    let window = Window { first: "2017-06-01".to_owned(), last: "2017-08-31".to_owned() };
                    stand.register.calendar(stand.scope, "Syria", &window).await.unwrap();
                    stand.register.release_file(stand.scope, first).await.unwrap();
                    stand.register.release_kin(stand.scope, &draft(FIRST)).await.unwrap();
                    counts.push(stand.register.db.statements() - before);
                }
            }
        }
        assert_eq!(counts[0], counts[1], "{counts:?}");
        assert!(counts[0] <= 22, "{counts:?}");
    }
}
