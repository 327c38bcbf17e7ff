//! Every screen that the tests of narrow screens, of paper and of accessibility look at: one list, so that a new screen
//! is judged by all of them. Where `{…}` stands, the first of its kind is looked up.
//!
//! Pages that only an answer holds, such as a sealed text given out, are judged where a test drives them.

use e2e::browser::Browser;
use e2e::demonstration::Demonstration;
use e2e::program::{Program, Server};
use std::collections::BTreeMap;

/// Whose screens, by the invented person's name; the owner's, in the documented campaign, where nobody is named.
pub(crate) type Screens = (Option<&'static str>, &'static [&'static str]);

/// Screens on which a team works.
pub(crate) const WORK: &[Screens] = &[
    (
        Some("Sami"),
        &[
            "/work",
            "/work?stage=in_review",
            "/searches",
            "/exports?kind=incidents",
            "/links",
            "/approvals",
            "/coding",
            "/accounts/new",
            "{task}",
            "{incident}",
            "{incident}/work",
            "{incident}/changes",
            "{incident}/coding",
            "{incident}/independence",
            "{incident}/assess",
            "{incident}/assessments",
            "{incident}/accounts/new",
            "{incident}/merge",
            "{likeness}",
            "{verification}",
        ],
    ),
    (Some("Rana"), &["{review}", "/coding"]),
    (Some("Ada"), &["/members", "/approvals"]),
];

/// Screens where what is kept of an event is looked at and listened to, people are asked, and custodians decide.
pub(crate) const EVIDENCE: &[Screens] = &[
    (
        Some("Nur"),
        &[
            "/items",
            "/items?day=2031-04-02",
            "/items/new",
            "{inside}",
            "{recording}",
            "{recording}/listen",
            "{recording}/clock",
            "{recording}/custody",
            "{picture}",
            "{picture}/look",
            "{picture}/place",
            "{passage}",
            "{source}/interviews/new",
            "{source}/consents/new",
            "{source}/identity",
            "{incident}/visits/new",
            "/feedback",
            "/log",
        ],
    ),
    (
        Some("Karim"),
        &[
            "{record}",
            "{record}/history",
            "{record}/readers",
            "/readings",
            "/legal",
            "/custodian-keys",
            "{source}/identity",
            "/approvals",
            "/erasures",
        ],
    ),
];

/// Screens of the documented campaign, which the owner of the machine sees, and of signing in.
pub(crate) const DOCUMENTED: &[Screens] = &[(
    None,
    &[
        "/",
        "/incidents",
        "{incident}",
        "{incident}/assessments",
        "/releases",
        "/releases/new",
        "/tallies",
        "{tally}/contains",
        "/records",
        "{record}",
        "{record}/history",
        "/log",
        "/codebook",
        "/import",
        "/account",
        "/people",
        "/sign-in",
        "/sign-in/code",
        "/invitation",
    ],
)];

/// Opens the demonstration as each reader in turn, and hands over each of their screens' name and address. Ends early
/// where there is no browser.
pub(crate) fn each(
    language: e2e::browser::Language,
    all: &[Screens],
    mut judge: impl FnMut(&Browser, &str, &str),
) {
    let demonstration = Demonstration::copy().expect("a demonstration");
    let program = Program::sijil().expect("a program to test");
    let arguments = ["demo", "--data", &demonstration.argument(), "--listen", "127.0.0.1:0"];
    for (person, paths) in all {
        // The printed key opens one session.
        let server = program.serve(&arguments).expect("it serves");
        let Some(browser) = Browser::start(language).expect("a browser where strict") else { return };
        browser.goto(server.entrance()).expect("the entrance opens");
        if let Some(name) = person {
            become_person(&browser, name);
        }
        let mut known = BTreeMap::new();
        for path in *paths {
            let address = address(&browser, &server, path, &mut known);
            judge(&browser, path, &address);
        }
    }
}

/// Goes on as one of the invented people.
fn become_person(browser: &Browser, name: &str) {
    let buttons = browser.find_all("#practise button").expect("people to practise as");
    let is_wanted = |button: &&e2e::browser::Element<'_>| button.text().expect("a name").starts_with(name);
    buttons.iter().find(is_wanted).expect(name).click().expect("chosen");
    browser.expect_text(".reader", name).expect("going on");
}

/// The address of a screen; what a placeholder stands for is looked up once.
fn address(
    browser: &Browser,
    server: &Server,
    path: &'static str,
    known: &mut BTreeMap<&'static str, String>,
) -> String {
    let origin = server.origin();
    let Some(end) = path.find('}') else { return format!("{origin}{path}") };
    let (name, rest) = path.split_at(end + 1);
    let found = known.entry(name).or_insert_with(|| meant(browser, origin, name));
    format!("{found}{rest}")
}

/// What a placeholder stands for.
fn meant(browser: &Browser, origin: &str, name: &str) -> String {
    let from = |list: &str, part: &str| first(browser, &format!("{origin}{list}"), part);
    let found = match name {
        "{incident}" => from("/incidents", "/incidents/"),
        "{record}" => from("/records/reports", "/records/reports/"),
        "{tally}" => from("/records/tallies", "/records/tallies/"),
        "{task}" => format!("{}/work", from("/work", "/incidents/")),
        "{recording}" => from("/items?kind=audio", "/items/"),
        "{inside}" => from("/items?kind=audio", "/items/").replace("/items/", "/items/inside?item="),
        "{picture}" => from("/items?kind=photo", "/items/"),
        "{passage}" => passage(browser, origin),
        "{likeness}" => likeness(browser, origin),
        "{source}" => from("/records/sources", "/records/sources/").replace("/records/", "/"),
        "{verification}" => {
            let item = from("/items", "/items/").replace("/items/", "/records/items/");
            format!("{item}/verifications/new")
        }
        "{review}" => {
            let assessment = from("/records/assessments", "/records/assessments/");
            assessment.replace("/records/assessments/", "/assessments/") + "/review"
        }
        _ => String::new(),
    };
    assert!(!found.is_empty(), "nothing is meant by {name}");
    found
}

fn addresses(browser: &Browser, at: &str, part: &str) -> Vec<String> {
    browser.goto(at).expect("the page opens");
    let links = browser.find_all("main a").expect("links");
    let links = links
        .iter()
        .filter_map(|link| link.property("href").expect("an address").as_str().map(str::to_owned));
    links.filter(|address| address.contains(part)).collect()
}

/// The first address on a page that has this part, up to the id in it.
fn first(browser: &Browser, at: &str, part: &str) -> String {
    let all = addresses(browser, at, part);
    let found = all.iter().find_map(|address| {
        let after = address.find(part)? + part.len();
        let id: String = address[after..]
            .chars()
            .take_while(|letter| letter.is_ascii_hexdigit() || *letter == '-')
            .collect();
        (id.len() == 36).then(|| format!("{}{id}", &address[..after]))
    });
    assert!(found.is_some(), "{at} leads to no {part}: {all:?}");
    found.unwrap_or_default()
}

/// The form for an assertion about the first passage of a recording that somebody noted something in.
fn passage(browser: &Browser, origin: &str) -> String {
    let recordings = addresses(browser, &format!("{origin}/items?kind=audio"), "/items/");
    let mut rooms =
        recordings.iter().map(|address| format!("{}/listen", address.trim_end_matches("/listen")));
    let found = rooms.find_map(|room| addresses(browser, &room, "annotation=").into_iter().next());
    found.expect("a recording with a passage")
}

/// The comparison of the first incident that has another like it.
fn likeness(browser: &Browser, origin: &str) -> String {
    let incidents = addresses(browser, &format!("{origin}/incidents"), "/incidents/");
    let ids = incidents.iter().filter_map(|address| address.split(['#', '?']).next());
    let mut merges = ids.map(|address| format!("{address}/merge")).collect::<Vec<_>>();
    merges.dedup();
    let found = merges.iter().find_map(|merge| addresses(browser, merge, "with=").into_iter().next());
    found.expect("two incidents that may be one")
}
