//! Every component and chart once, in a frame. The figures are specimens or public facts with their speakers.

use domain::count::{Count, Sum};
use domain::language::Language;
use domain::vocabulary::{Bound, Disclosure};
use maud::{Markup, html};
use web::chart::step::{Event, Lane, Series, Span, Statement, StepChart, Weight};
use web::chart::strip::{Cell, Row, State, Strip, Window};
use web::chart::{Side, ranges, step, strip};
use web::component::{
    accounts, digest, disclosure, empty, facets, facts, figure, form, grade, history, job, name, notice,
    paging, problems, range_bar, raw, seal, search_bar, sums, table,
};
use web::i18n::Say;
use web::layout::{self, DataLink, Frame, Reviewing, Section, Standing};
use web::preference::Preference;

/// The page.
pub fn gallery(preference: Preference) -> Markup {
    let say = preference.say;
    let standing = Standing {
        name: two(say, "Raqqa and Deir ez-Zor · demonstration data", "الرقة ودير الزور · بيانات للعرض"),
        as_of: "2026-11-14T09:12:00.000Z".to_owned(),
        checkpoint: Some(18_204),
        reviewing: Reviewing::ByNobody,
        credits: vec!["Places: GeoNames, CC BY 4.0.".to_owned()],
        is_exercise: true,
        reader: None,
        is_practising: false,
    };
    let mut frame = Frame::new(preference, "Gallery", "/?q=1", Section::Tallies, &standing);
    frame.data = vec![DataLink { label: "CSV".to_owned(), address: "/export.csv".to_owned() }];
    let content = html! {
        (opening(say)) (charts(say)) (marks(say)) (accounts_part(say)) (release_part(say)) (list_part(say)) (forms(say))
    };
    layout::document(&frame, &content)
}

fn two(say: Say, english: &str, arabic: &str) -> String {
    match say.language {
        Language::English => english.to_owned(),
        Language::Arabic => arabic.to_owned(),
    }
}

fn at_least(value: i64) -> Count {
    Count { min: Some(value), max: None, bound: Some(Bound::AtLeast), wording: None }
}

fn opening(say: Say) -> Markup {
    let more = Count { min: Some(13_000), max: None, bound: Some(Bound::MoreThan), wording: None };
    html! {
        div.head {
            p.over { (two(say, "US-led Coalition in Iraq and Syria", "التحالف بقيادة الولايات المتحدة في العراق وسوريا")) }
            h1 {
                (two(say, "The Coalition acknowledges ", "يعترف التحالف بما ")) (figure::count(say, "/tallies/1", &at_least(1417)))
                (two(say, " civilians killed. ", " من القتلى المدنيين. ")) bdi { "Airwars" } (say.text("colon")) " "
                (figure::count(say, "/tallies/2", &more))
            }
            p.lede { (figure::total(say, "/incidents", &Sum { min: 39, max: 415, parts: 4, unknown_min: 1, unknown_max: 1 })) }
        }
    }
}

fn statement(day: &str, figure: Count, is_labelled: bool) -> Statement {
    Statement {
        day: day.to_owned(),
        figure,
        note: "specimen".to_owned(),
        address: "/tallies/1".to_owned(),
        is_labelled,
    }
}

fn charts(say: Say) -> Markup {
    html! {
        (step::step_chart(say, &steps(say)))
        (strip::strip(say, &calendar(say)))
        section.part { h2 { (two(say, "How the toll was told", "كيف رُويت الحصيلة")) } (ranges::range_list(say, &told(say))) }
    }
}

fn steps(say: Say) -> StepChart {
    let official = [
        ("2016-03-31", 21),
        ("2017-06-02", 484),
        ("2017-09-29", 735),
        ("2017-10-27", 786),
        ("2018-05-31", 892),
        ("2018-07-31", 1061),
        ("2018-12-30", 1139),
        ("2019-01-31", 1190),
        ("2019-06-03", 1302),
        ("2019-08-07", 1321),
        ("2021-11-29", 1417),
    ];
    StepChart {
        id: "gap".to_owned(),
        title: two(say, "The gap, and what was disclosed while it grew", "الفجوة، وما كان يُعلَن وهي تتسع"),
        reading: two(
            say,
            "Civilians killed, by the date each figure was published. A value is held until its speaker changes it.",
            "القتلى المدنيون بحسب تاريخ نشر كل رقم. تُرحَّل القيمة حتى يغيّرها قائلها.",
        ),
        unit: two(say, "people killed", "قتلى مدنيون"),
        from: "2016-01-01".to_owned(),
        to: "2022-04-01".to_owned(),
        series: vec![
            Series {
                speaker: two(say, "Coalition", "التحالف"),
                side: Side::Official,
                statements: official
                    .iter()
                    .map(|(day, value)| statement(day, at_least(*value), matches!(value, 484 | 1417)))
                    .collect(),
            },
            Series {
                speaker: "Airwars".to_owned(),
                side: Side::Documented,
                statements: vec![
                    statement("2016-03-31", Count::range(Some(2232), Some(2961)), true),
                    statement("2018-07-31", Count::range(Some(6575), Some(6575)), true),
                    statement("2019-08-07", Count::range(Some(8106), Some(12_980)), true),
                    statement(
                        "2021-11-29",
                        Count { min: Some(13_000), max: None, bound: Some(Bound::MoreThan), wording: None },
                        true,
                    ),
                ],
            },
        ],
        events: vec![Event {
            day: "2019-01-04".to_owned(),
            lines: vec![
                two(say, "4 January 2019", "4 كانون الثاني 2019"),
                two(say, "place and day of strikes", "مكان الضربات ويومها"),
                two(say, "no longer published", "لم يعودا يُنشران"),
            ],
        }],
        lanes: vec![lane(say)],
    }
}

fn lane(say: Say) -> Lane {
    let span = |from: &str, to: &str, weight, label: String| Span {
        from: from.to_owned(),
        to: to.to_owned(),
        weight,
        label,
    };
    Lane {
        title: two(say, "What was published about each strike", "ما نُشر عن كل ضربة"),
        spans: vec![
            span("2016-01-01", "2017-11-01", Weight::Full, two(say, "daily, each place", "يوميًا، كل مكان")),
            span("2017-11-01", "2018-01-01", Weight::High, two(say, "twice a week", "مرتين أسبوعيًا")),
            span("2018-01-01", "2019-01-04", Weight::Middle, two(say, "weekly", "أسبوعيًا")),
            span("2019-01-04", "2019-01-27", Weight::Low, String::new()),
            span(
                "2019-01-27",
                "2022-04-01",
                Weight::Void,
                two(say, "country totals, then none held here", "مجاميع للبلد، ثم لا شيء محفوظ هنا"),
            ),
        ],
    }
}

#[expect(clippy::too_many_lines, reason = "one example of a chart, read from top to bottom")]
fn calendar(say: Say) -> Strip {
    let cell = |day, strikes, late| Cell {
        day,
        days: 1,
        state: State::Named {
            strikes: Some(strikes),
            late: if late == 0 { Vec::new() } else { vec![(Some(late), Some("2017-08-31".to_owned()))] },
            rivals: Vec::new(),
            address: "/releases/1".to_owned(),
        },
    };
    let covered = |day, days| Cell { day, days, state: State::Covered };
    let raqqa = (152..250)
        .filter(|day| day % 3 != 0)
        .map(|day| cell(day, i64::from(day % 17) + 8, i64::from(day % 5) * 3))
        .collect();
    let place = |name: &str, figure: &str, cells| Row {
        name: name.to_owned(),
        figure: figure.to_owned(),
        cells,
        stops_at: None,
        is_total: false,
    };
    let total = |day, days| Cell {
        day,
        days,
        state: State::Withheld { strikes: Some(645), address: "/releases/9".to_owned() },
    };
    Strip {
        title: two(say, "Disclosure, day by day", "الإفصاح يومًا بيوم"),
        reading: two(
            say,
            "A bar is a day for which a release held here names strikes near that place; its height is their number.",
            "العمود يوم يسمّي فيه بيان محفوظ هنا ضربات قرب ذلك المكان؛ وارتفاعه عددها.",
        ),
        windows: vec![
            Window {
                name: "2017".to_owned(),
                first: "2017-01-01".to_owned(),
                days: 365,
                note: two(say, "issued daily for each place", "يصدر يوميًا لكل مكان"),
                rows: vec![
                    place(&two(say, "Raqqa", "الرقة"), "65", raqqa),
                    place(
                        &two(say, "Dayr az Zawr", "دير الزور"),
                        "2",
                        vec![covered(152, 40), cell(200, 2, 0), covered(201, 20), cell(240, 1, 1)],
                    ),
                ],
            },
            Window {
                name: "2019".to_owned(),
                first: "2019-01-01".to_owned(),
                days: 365,
                note: two(
                    say,
                    "issued every two weeks, for the country as a whole",
                    "يصدر كل أسبوعين للبلد كله",
                ),
                rows: vec![
                    Row { stops_at: Some(3), ..place(&two(say, "Raqqa", "الرقة"), "0", vec![]) },
                    Row {
                        is_total: true,
                        ..place(
                            &two(say, "Syria, undivided", "سوريا، دون تقسيم"),
                            "2",
                            vec![total(0, 12), total(12, 14)],
                        )
                    },
                ],
            },
        ],
    }
}

fn told(say: Say) -> ranges::RangeList {
    let row = |when: &str, speaker: String, side, figure, note: String, is_own| ranges::Row {
        when: when.to_owned(),
        speaker,
        side,
        figure,
        note,
        address: "/reports/1".to_owned(),
        is_own,
    };
    ranges::RangeList {
        id: "told".to_owned(),
        title: two(say, "How the toll of 18 March 2019 was told", "كيف رُويت حصيلة 18 آذار 2019"),
        reading: two(
            say,
            "People killed, by the date of the statement. Black: official. Colour: documented.",
            "القتلى بحسب تاريخ القول. الأسود: رسمي. الملوّن: موثّق.",
        ),
        rows: vec![
            row(
                "2019",
                two(say, "Local sources", "مصادر محلية"),
                Side::Documented,
                Count::range(Some(160), Some(300)),
                two(say, "incl. 45 children", "منهم 45 طفلًا"),
                false,
            ),
            row(
                "11/2021",
                "CENTCOM".to_owned(),
                Side::Official,
                at_least(80),
                "16 + 4 + 60".to_owned(),
                false,
            ),
            row(
                "05/2022",
                two(say, "Review", "المراجعة"),
                Side::Official,
                Count::range(Some(56), Some(56)),
                two(say, "52 called enemy, 4 civilians", "52 وُصفوا بالعدو، 4 مدنيين"),
                false,
            ),
            row(
                "",
                two(say, "This register, civilians", "هذا السجل، المدنيون"),
                Side::Documented,
                Count::range(Some(4), Some(300)),
                String::new(),
                true,
            ),
        ],
    }
}

fn marks(say: Say) -> Markup {
    let grades = [
        ("confirmed", "Confirmed"),
        ("fair", "Fair"),
        ("weak", "Weak"),
        ("contested", "Contested"),
        ("discounted", "Discounted"),
        ("", "Not graded"),
    ];
    let bar = |min, max, official| {
        range_bar::range_bar(&range_bar::RangeBar { scale_max: 300, min, max, official })
    };
    let official = |value, is_minimum| Some(range_bar::Official { value, is_minimum });
    html! {
        section.part {
            h2 { "Marks" }
            p { @for (code, label) in grades { (grade::grade(Some(code), label)) " · " } }
            p { @for one in Disclosure::ALL { (disclosure::disclosure(say, *one)) " · " } }
            p { (disclosure::five(say, [Disclosure::Disclosed, Disclosure::Withheld, Disclosure::PartlyDisclosed, Disclosure::NeitherConfirmNorDeny, Disclosure::Unknown])) }
            (table::plain(&table::Plain {
                caption: "0–300".to_owned(),
                columns: vec![table::Column::words("Count"), table::Column::words("Bar")],
                rows: vec![
                    vec![figure::count(say, "/a", &Count::range(Some(4), Some(300))), bar(Some(4), Some(300), official(4, false))],
                    vec![figure::count(say, "/a", &at_least(80)), bar(Some(80), None, official(20, true))],
                    vec![figure::count(say, "/a", &Count::range(Some(15), Some(15))), bar(Some(15), Some(15), None)],
                    vec![figure::count(say, "/a", &Count::range(None, Some(90))), bar(None, Some(90), None)],
                    vec![figure::not_known(say), bar(None, None, None)],
                ],
            }))
            (grade::beside(&html! { p.small.quiet { "Grade" } p { (grade::big(Some("fair"), "Fair")) } }, &html! { p.small.quiet { "Official finding" } p { strong { "Non-credible" } } p.small.quiet { "Not enough evidence for the military; it does not mean false." } }))
        }
    }
}

fn accounts_part(say: Say) -> Markup {
    let column = |name: &str, when: &str, voice| accounts::Account {
        name: name.to_owned(),
        when: when.to_owned(),
        address: Some("/reports/1".to_owned()),
        voice,
    };
    let fact = |term: String, value: Markup, one| facts::Fact {
        term,
        value,
        standing: Some(disclosure::disclosure(say, one)),
    };
    let text = |words: &str| html! { (words) };
    html! {
        section.part {
            h2 { "Accounts" }
            (notice::notice(notice::Kind::Conflict, &text("Accounts conflict"), &html! { p { "Both stand." } }))
            (accounts::accounts("Accounts side by side", &[column("Local sources", "2019", accounts::Voice::Source), column("This register", "version 7", accounts::Voice::Own)], &[
                accounts::Matter { name: two(say, "Civilians killed", "قتلى مدنيون"), note: None, cells: vec![figure::not_stated(say), figure::count(say, "/a", &Count::range(Some(4), Some(300)))] },
            ]))
            (facts::facts(&[
                fact(say.text("fact-date"), html! { (web::date::element(say, "2019-03-18", web::date::Width::Short)) (facts::source(&text("kept: 18–19 March"))) }, Disclosure::Disclosed),
                fact(say.text("fact-time"), figure::not_known(say), Disclosure::Unknown),
                fact(say.text("fact-place"), name::both_scripts("Baghuz", Some(("الباغوز", "ar"))), Disclosure::PartlyDisclosed),
            ]))
            (history::history(say, &[history::Entry {
                name: "Version 7".to_owned(),
                address: "/acts/7".to_owned(),
                when: web::date::instant_element(say, "2026-11-14T09:12:44.000Z"),
                changes: vec![
                    history::Change { field: two(say, "Children killed", "أطفال قُتلوا"), was: Some(text("45")), is: Some(text("3–45")) },
                    history::Change { field: "Place".to_owned(), was: Some(text("x")), is: None },
                ],
                reason: Some("The review names 3 children as civilians.".to_owned()),
            }]))
            (seal::seal(&html! { "SHA-256 " (digest::short("9c41aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55aa55e07b")) }))
            (seal::chain(&[seal::Step { name: "Acquired".to_owned(), words: digest::short("9c41") }, seal::Step { name: "Checkpoint".to_owned(), words: name::isolated("18,204") }]))
        }
    }
}

fn release_part(say: Say) -> Markup {
    let text = "Release # X\n* Near Raqqah, two strikes engaged an ISIS tactical unit.\nEnds.";
    let line = text.find('*').unwrap_or(0);
    let end = text.rfind('\n').unwrap_or(text.len());
    let number = text.find("two").unwrap_or(0);
    let marks = [
        raw::Mark { start: 0, end: line - 1, kind: raw::Kind::Rest },
        raw::Mark { start: line, end, kind: raw::Kind::Line(1) },
        raw::Mark { start: number, end: number + 3, kind: raw::Kind::Value("strikes: 2".to_owned()) },
        raw::Mark { start: end + 1, end: text.len(), kind: raw::Kind::Rest },
    ];
    let check = |verdict, words: &str| sums::Check { verdict, words: html! { (words) } };
    html! {
        section.part {
            h2 { "Release" } " " (notice::specimen("invented example"))
            (raw::raw(text, &marks, "en", |line| say.with("to-line", &[("line", line.into())])))
            (sums::checks(&[check(sums::Verdict::Agrees, "2 = 2"), check(sums::Verdict::Differs, "19, the total says 20"), check(sums::Verdict::Open, "cannot be checked")]))
            p { (sums::verdict(sums::Verdict::Agrees, &html! { "adds up" })) }
            @for kind in [notice::Kind::Unverified, notice::Kind::Correction, notice::Kind::Plain, notice::Kind::Example, notice::Kind::Done] {
                (notice::notice(kind, &html! { (format!("{kind:?}")) }, &html! { p { "…" } }))
            }
            (notice::error(&html! { "The page could not be made." }, &html! { p { "Nothing was changed." } }))
        }
    }
}

fn list_part(say: Say) -> Markup {
    let choice = |code: &str, label: &str, count| facets::Choice {
        value: code.to_owned(),
        label: grade::grade(Some(code), label),
        count: Some(count),
        is_chosen: code == "fair",
    };
    let filters = facets::Facets {
        action: "/incidents".to_owned(),
        kept: vec![("q".to_owned(), "raqqa".to_owned())],
        groups: vec![facets::Group {
            legend: "Grade".to_owned(),
            name: "grade".to_owned(),
            choices: vec![choice("confirmed", "Confirmed", 3), choice("fair", "Fair", 1207)],
        }],
    };
    let order = |label: &str, address: Option<&str>| paging::Order {
        label: label.to_owned(),
        address: address.map(str::to_owned),
    };
    let links = paging::Paging {
        orders: vec![order("Newest first", None), order("oldest first", Some("/incidents?o=1"))],
        previous: Some("/p".to_owned()),
        next: Some("/n".to_owned()),
    };
    html! {
        section.part {
            h2 { "Lists" }
            (search_bar::search_bar(say, &search_bar::SearchBar { action: "/incidents".to_owned(), words: "الرقة".to_owned(), ..Default::default() }))
            (facets::browse(say, &html! {
                (problems::problems(say, &[problems::Row { file: "victims-2.csv".to_owned(), row: Some(1203), cell: "date".to_owned(), given: "03/04/2019".to_owned(), read_as: None, problem: html! { (two(say, "two readings", "قراءتان")) }, advice: html! { "day_first = true" } }]))
                (paging::paging(say, &links))
                (empty::nothing_found(say, &html! { "No incident matches “" (name::in_language("الشعفة", "ar")) "”" }, &[("Any grade".to_owned(), "/incidents".to_owned())]))
                (empty::nothing_yet("No releases yet", "A release you paste is split into lines.", &empty::action("Paste a release", "/releases/new", true)))
            }, &facets::facets(say, &filters)))
        }
    }
}

fn forms(say: Say) -> Markup {
    let field =
        |name: &'static str, label: &'static str| form::Field { name, label, ..form::Field::default() };
    html! {
        section.part {
            h2 { "Forms" }
            form.form method="post" {
                (form::heads(&[("killed".to_owned(), "01".to_owned())]))
                (form::number(&form::Field { value: "12", wrong: Some("The minimum is above the maximum."), ..field("killed_min", "Killed, at least") }))
                (form::line(&form::Field { hint: Some("As the source has it"), ..field("place", "Place") }))
                (form::choice(&form::Field { value: "fair", ..field("grade", "Grade") }, &[("weak".to_owned(), "Weak".to_owned()), ("fair".to_owned(), "Fair".to_owned())]))
                (form::file(&field("upload", "File")))
                (form::reason(say, "", None))
                p.actions { button.btn.btn-main { "Save" } (empty::action("Cancel", "/incidents", false)) }
            }
            (job::job(say, &job::Job { title: "Importing".to_owned(), done: 34_310, total: 90_214, words: html! { "started 08:58" }, actions: html! { button.btn { "Stop" } } }))
            p { code { (digest::full("sijil")) } }
        }
    }
}
