//! What is true of every page: direction, no inline style or script, marks that exist, no missing message.

use super::gallery;
use domain::language::Language;

#[test]
fn arabic_pages_run_from_right_to_left() {
    let arabic = gallery(Language::Arabic);
    assert!(arabic.contains(r#"<html lang="ar" dir="rtl" data-theme="dark">"#));
    assert!(gallery(Language::English).contains(r#"<html lang="en" dir="ltr" data-theme="dark">"#));
    assert!(arabic.contains("4 إلى 300") && arabic.contains("لا يقل عن"), "ranges and bounds are worded");
}

#[test]
fn nothing_is_inline_and_nothing_is_foreign() {
    for language in Language::ALL {
        let page = gallery(*language);
        for forbidden in [
            "<script",
            "<style",
            " style=",
            " onclick",
            " onload",
            "javascript:",
            "src=\"http",
            "href=\"http",
        ] {
            assert!(!page.contains(forbidden), "{forbidden} in the {language:?} gallery");
        }
    }
}

#[test]
fn no_message_is_missing_and_no_number_is_not_one() {
    for language in Language::ALL {
        let page = gallery(*language);
        for broken in ["⟦", "NaN", "inf ", "{ $", "\u{E000}"] {
            assert!(!page.contains(broken), "{broken} in the {language:?} gallery");
        }
    }
}

#[test]
fn every_mark_used_is_in_the_sprite_and_ids_are_unique() {
    let page = gallery(Language::English);
    for id in page.split("<use href=\"#").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(page.contains(&format!("<symbol id=\"{id}\"")), "{id} is not drawn");
    }
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let all = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(all, ids.len(), "an id is used twice");
    for id in page
        .split("aria-labelledby=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .flat_map(|list| list.split(' '))
    {
        assert!(ids.binary_search(&id).is_ok(), "nothing is called {id}");
    }
}

#[test]
fn the_twin_of_a_step_chart_holds_every_figure_and_lines_have_no_slopes() {
    let page = gallery(Language::English);
    for figure in ["21", "484", "735", "1,302", "1,417", "2,232–2,961", "8,106–12,980", "6,575", "13,000"]
    {
        let cell = format!("{figure}</a></span></td>");
        assert!(page.contains(&cell), "the twin lacks {figure}");
    }
    for path in page.split("<path class=\"c-off\" d=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        let points: Vec<(f64, f64)> = path
            .split(['M', 'L'])
            .filter_map(|pair| pair.split_once(' '))
            .filter_map(|(x, y)| x.parse().ok().zip(y.parse().ok()))
            .collect();
        assert!(
            points
                .windows(2)
                .all(|pair| (pair[0].0 - pair[1].0).abs() < 0.05 || (pair[0].1 - pair[1].1).abs() < 0.05),
            "a slope in {path}"
        );
    }
}
