//! What each account says, one column each, this register's value last: where they part is seen, never settled here.

use super::facts::stated;
use super::file::{View, read_linked};
use super::{address, findings, row, sort};
use crate::component::accounts::{Account, Matter, Voice, accounts};
use crate::component::{figure, notice};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::routes;
use domain::count::Count;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Assertion, Assessment, Finding, Report};
use domain::vocabulary::{Polarity, ReportOrigin};
use domain::when::When;
use maud::{Markup, html};
use register::incident::Linked;
use register::record::Record;
use std::collections::{BTreeMap, BTreeSet};

/// Columns that a reader can still hold side by side; more accounts are in the list of sources.
const COLUMNS_MAX: usize = 6;

/// The matters of the table, in order; the first ones are shown even where every account is silent on them.
const MATTERS: [&str; 12] = [
    "account-says",
    "account-polarity",
    "account-killed",
    "account-injured",
    "account-children",
    "account-women",
    "account-other-count",
    "account-actors",
    "account-place",
    "account-speaker",
    "account-origin",
    "account-standing",
];

/// Matters that are shown in any case.
const ALWAYS: [&str; 3] = ["account-says", "account-killed", "account-injured"];

/// Matters on which accounts are compared word by word or number by number.
const COMPARED: [&str; 6] = [
    "account-polarity",
    "account-killed",
    "account-injured",
    "account-children",
    "account-women",
    "account-actors",
];

/// One column: what an account says on each matter.
struct Column {
    account: Account,
    /// The record, to mark one that was entered just now.
    id: Option<RecordId>,
    /// Earliest moment it was told; what has no date stands first.
    told: Option<String>,
    /// What is shown, by matter; silence is absent.
    cells: BTreeMap<&'static str, Markup>,
    /// What is compared, by matter, in a form that is the same where two accounts agree.
    compared: BTreeMap<&'static str, String>,
    /// What it says of the killed, where it asserts it.
    killed: Option<Count>,
}

/// The accounts side by side.
pub(super) fn section(say: Say, view: &View<'_>) -> Markup {
    let mut columns = told(say, view);
    let hidden = columns.len().saturating_sub(COLUMNS_MAX);
    mark_ends(say, &mut columns);
    show_entered(view, &mut columns);
    let parting = parting(&columns);
    columns.truncate(COLUMNS_MAX);
    columns.extend(view.judged.iter().map(|(record, judged)| of_judgment(say, view, record, judged)));
    let heads: Vec<Account> = columns.iter().map(|column| column.account.clone()).collect();
    let matters: Vec<Matter> = MATTERS
        .iter()
        .filter(|matter| {
            ALWAYS.contains(matter) || columns.iter().any(|each| each.cells.contains_key(*matter))
        })
        .map(|matter| Matter {
            name: say.text(matter),
            note: parting.contains(matter).then(|| say.text("account-differs")),
            cells: columns
                .iter()
                .map(|column| column.cells.get(matter).cloned().unwrap_or_else(|| figure::not_stated(say)))
                .collect(),
        })
        .collect();
    html! {
        section.part #accounts {
            h2 { (say.text("accounts-head")) }
            @if let Some(entered) = view.entered { (marked(say, view, entered)) }
            @if differs(view) {
                (notice::notice(
                    notice::Kind::Conflict,
                    &html! { (say.text("accounts-conflict")) },
                    &html! { p { (say.text("accounts-conflict-words")) } },
                ))
            }
            @if heads.is_empty() {
                p { span.none { (say.text("sources-none-here")) } }
            } @else {
                (accounts(&say.text("accounts-head"), &heads, &matters))
            }
            @if hidden > 0 {
                p.small { a href="#sources" { (say.with("accounts-more", &[("count", hidden.into())])) } }
            }
            (ways_on(say, view))
        }
    }
}

/// To the form, and to how independent the reports are.
fn ways_on(say: Say, view: &View<'_>) -> Markup {
    let at = |route: &str| route.replace("{id}", &view.file.incident.id.to_string());
    let has_reports = !view.origins.independence.reports.is_empty();
    let established = view.origins.independence.established;
    html! {
        p.actions {
            a.btn href=(at(routes::ACCOUNT_NEW)) { (say.text("enter-head")) }
            @if has_reports {
                a.btn.btn-quiet href=(at(routes::INDEPENDENCE)) { (say.html("indep-established", &[("count", established.into())])) }
            }
        }
    }
}

/// That an account was kept just now, and where it is.
fn marked(say: Say, view: &View<'_>, entered: RecordId) -> Markup {
    let linked = view.file.linked.iter().find(|linked| linked.record.id == entered);
    html! {
        @if let Some(linked) = linked {
            (notice::notice(
                notice::Kind::Done,
                &html! { (say.text("enter-done")) },
                &html! { p { a href=(address::record(&linked.record)) { bdi { (linked.record.name()) } } } },
            ))
        }
    }
}

/// What was told of it, first to last; what only cites it, such as a story of this register, is no account.
fn told(say: Say, view: &View<'_>) -> Vec<Column> {
    let is_account =
        |linked: &Linked| !linked.is_candidate() && ["about", "reports"].contains(&linked.role.as_str());
    let mut columns: Vec<Column> = Vec::new();
    columns.extend(view.findings.iter().map(|(linked, finding)| of_finding(say, linked, finding)));
    let claims = read_linked::<Assertion>(view.file, Kind::Assertion);
    let claims = claims.iter().filter(|(linked, _)| is_account(linked));
    columns.extend(claims.map(|(linked, claim)| of_assertion(say, view, linked, claim)));
    let reports = read_linked::<Report>(view.file, Kind::Report);
    let reports = reports.iter().filter(|(linked, _)| is_account(linked));
    columns.extend(reports.map(|(linked, report)| of_report(say, view, linked, report)));
    columns.sort_by(|one, other| one.told.cmp(&other.told));
    columns
}

fn differs(view: &View<'_>) -> bool {
    let judged = view.shown().map(|(_, judged)| judged);
    view.findings.iter().any(|(_, finding)| row::parting(judged, finding).is_some())
}

/// The matters on which two accounts say something else; one that is silent parts from nobody.
fn parting(columns: &[Column]) -> BTreeSet<&'static str> {
    let said = |matter: &'static str| -> BTreeSet<&String> {
        columns.iter().filter_map(|column| column.compared.get(matter)).collect()
    };
    COMPARED.iter().copied().filter(|matter| said(matter).len() > 1).collect()
}

/// Says of the accounts that give the lowest and the highest number of killed that they do, where they differ.
fn mark_ends(say: Say, columns: &mut [Column]) {
    let ends = |pick: fn(&Count) -> Option<i64>| {
        columns.iter().filter_map(move |column| column.killed.as_ref().and_then(pick))
    };
    let lowest = ends(|count| count.min).min();
    let highest = ends(|count| count.max.or(count.min)).max();
    if lowest == highest {
        return;
    }
    for column in columns {
        let Some(count) = &column.killed else { continue };
        let is_lowest = count.min.is_some() && count.min == lowest;
        let is_highest = count.max.or(count.min) == highest;
        let Some(cell) = column.cells.get_mut("account-killed") else { continue };
        *cell = html! {
            (cell)
            @if is_lowest { br; small.quiet { (say.text("account-lowest")) } }
            @if is_highest { br; small.quiet { (say.text("account-highest")) } }
        };
    }
}

/// An account entered just now is among the columns shown, whatever its date.
fn show_entered(view: &View<'_>, columns: &mut [Column]) {
    let place = columns.iter().position(|column| column.id.is_some() && column.id == view.entered);
    if let Some(place) = place.filter(|place| *place >= COLUMNS_MAX) {
        columns.swap(place, COLUMNS_MAX - 1);
    }
}

fn earliest(when: Option<&When>) -> Option<String> {
    when.map(|when| when.earliest.clone())
}

fn head(say: Say, name: &str, when: Option<&When>, address: String, voice: Voice) -> Account {
    let when = when
        .map_or_else(|| say.text("none-not-stated"), |when| date::interval(say, &when.edtf, Width::Short));
    Account { name: name.to_owned(), when, address: Some(address), voice }
}

impl Column {
    const fn new(account: Account, told: Option<String>) -> Self {
        Self { account, id: None, told, cells: BTreeMap::new(), compared: BTreeMap::new(), killed: None }
    }

    fn put(&mut self, matter: &'static str, cell: Markup) {
        self.cells.insert(matter, cell);
    }

    /// Words that are compared with those of other accounts.
    fn put_words(&mut self, matter: &'static str, text: Option<&str>) {
        if let Some(text) = text {
            self.put(matter, html! { bdi lang=(row::language_of(text)) { (text) } });
            self.compared.insert(matter, domain::fold::fold(text));
        }
    }

    fn put_count(&mut self, say: Say, matter: &'static str, address: &str, count: Option<&Count>) {
        if let Some(count) = count {
            self.put(matter, stated(say, address, Some(count)));
            if !count.is_unknown() {
                self.compared.insert(matter, format!("{:?} {:?}", count.min, count.max));
            }
        }
    }
}

fn of_finding(say: Say, linked: &Linked, finding: &Finding) -> Column {
    let address = address::record(&linked.record);
    let account = head(say, &finding.body, finding.decided.as_ref(), address.clone(), Voice::Source);
    let mut column = Column::new(account, earliest(finding.decided.as_ref()));
    column.put("account-says", findings::line(say, linked, finding));
    column.put_count(say, "account-killed", &address, finding.killed.as_ref());
    column.put_count(say, "account-injured", &address, finding.injured.as_ref());
    if let Some(place) = &finding.place_words {
        column.put("account-place", words(place));
    }
    column
}

fn of_assertion(say: Say, view: &View<'_>, linked: &Linked, claim: &Assertion) -> Column {
    let address = address::record(&linked.record);
    let report = view.file.origins.get(&claim.report.into());
    let read = report.and_then(|report| report.read::<Report>().ok());
    let when = claim.said.as_ref().or_else(|| read.as_ref().and_then(|report| report.published.as_ref()));
    let source = read.as_ref().and_then(|report| source_of(say, view, report));
    // Where the source is not known, whoever speaks heads the column.
    let (name, speaker) = match (source, claim.speaker.clone()) {
        (Some(source), speaker) => (source, speaker),
        (None, Some(speaker)) => (speaker, None),
        (None, None) => (say.text("account-no-speaker"), None),
    };
    let mut column = Column::new(head(say, &name, when, address.clone(), Voice::Source), earliest(when));
    column.id = Some(linked.record.id);
    column.put(
        "account-says",
        html! {
            bdi lang=(row::language_of(&claim.claim)) { (claim.claim) }
            @if view.entered == Some(linked.record.id) { br; span.disagree { (say.text("account-entered")) } }
        },
    );
    if let Some(polarity) = claim.polarity {
        column.put("account-polarity", html! { (polarity.label(say.language)) });
        column.compared.insert("account-polarity", polarity.slug().to_owned());
    }
    counts(say, &mut column, &address, claim);
    if claim.polarity != Some(Polarity::Denies) {
        column.killed = count_of(claim, "killed").cloned();
    }
    column.put_words("account-actors", claim.actors.as_deref());
    if let Some(location) = &claim.location
        && (location.words.is_some() || location.words_ar.is_some())
    {
        column.put("account-place", row::place_words(say, Some(location)));
    }
    if let Some(speaker) = &speaker {
        column.put("account-speaker", words(speaker));
    }
    if let Some(read) = &read {
        rests(say, view, &mut column, claim.report.into(), read);
    }
    if claim.polarity == Some(Polarity::Denies) {
        column.put("account-standing", html! { (say.text("account-denial")) });
    }
    column
}

/// Parts of the killed and what else is counted, each under its own name.
fn counts(say: Say, column: &mut Column, address: &str, claim: &Assertion) {
    const PARTS: [(&str, &str); 2] =
        [("account-children", "killed_children"), ("account-women", "killed_women")];
    column.put_count(say, "account-killed", address, count_of(claim, "killed"));
    column.put_count(say, "account-injured", address, count_of(claim, "injured"));
    for (matter, category) in PARTS {
        let part = claim.counts.iter().find(|each| each.category == category);
        column.put_count(say, matter, address, part.map(|part| &part.count));
    }
    let is_shown = |category: &str| {
        PARTS.iter().any(|(_, part)| *part == category)
            || ["killed", "injured"].iter().any(|whole| is_of(claim, whole) == Some(category))
    };
    let others: Vec<_> = claim.counts.iter().filter(|each| !is_shown(&each.category)).collect();
    if !others.is_empty() {
        let cell = html! {
            @for (index, each) in others.iter().enumerate() {
                @if index > 0 { br; }
                small.quiet {
                    @if each.category == "as_worded" { (say.text("account-as-worded")) } @else { bdi { (each.category.replace('_', " ")) } }
                    (say.text("colon")) " "
                }
                (stated(say, address, Some(&each.count)))
            }
        };
        column.put("account-other-count", cell);
    }
}

/// The category that stands for a whole: civilians before anybody else, never a part such as children.
fn is_of<'claim>(claim: &'claim Assertion, whole: &str) -> Option<&'claim str> {
    let is_whole = |category: &str| {
        category.contains(whole) && !["children", "women", "men"].iter().any(|part| category.ends_with(part))
    };
    let categories = || claim.counts.iter().map(|each| each.category.as_str());
    let civilians = categories().find(|category| is_whole(category) && category.contains("civilians"));
    civilians.or_else(|| categories().find(|category| is_whole(category)))
}

fn count_of<'claim>(claim: &'claim Assertion, whole: &str) -> Option<&'claim Count> {
    let category = is_of(claim, whole)?;
    claim.counts.iter().find(|each| each.category == category).map(|each| &each.count)
}

fn of_report(say: Say, view: &View<'_>, linked: &Linked, report: &Report) -> Column {
    let says = report.words.as_deref().unwrap_or(&report.title);
    let name = source_of(say, view, report).unwrap_or_else(|| say.text("account-no-speaker"));
    let account = head(say, &name, report.published.as_ref(), address::record(&linked.record), Voice::Source);
    let mut column = Column::new(account, earliest(report.published.as_ref()));
    column.put("account-says", words(says));
    rests(say, view, &mut column, linked.record.id, report);
    column
}

fn source_of(say: Say, view: &View<'_>, report: &Report) -> Option<String> {
    let source = view.file.origins.get(&report.source?.into())?;
    let arabic = source.text("name_ar").filter(|_| say.mirrored());
    Some(arabic.map_or_else(|| source.name(), str::to_owned))
}

/// What the report rests on, as said of it and as reckoned.
fn rests(say: Say, view: &View<'_>, column: &mut Column, id: RecordId, report: &Report) {
    let origin = match (report.origin, report.first_hand) {
        (Some(ReportOrigin::ThisRegister), _) => Some("enter-origin-this-register"),
        (Some(ReportOrigin::Unknown), _) => Some("enter-origin-unknown"),
        (_, Some(true)) => Some("enter-origin-first-hand"),
        (_, Some(false)) => Some("account-heard"),
        (_, None) => None,
    };
    if let Some(origin) = origin {
        column.put("account-origin", html! { (say.text(origin)) });
    }
    let traced = view.origins.independence.reports.iter().find(|traced| traced.report.0 == id.0);
    if let Some(traced) = traced {
        let page = routes::INDEPENDENCE.replace("{id}", &view.file.incident.id.to_string());
        let standing = html! { a href={ (page) "#r-" (id) } { (traced.standing.label(say.language)) } };
        column.put("account-standing", standing);
    }
}

fn of_judgment(say: Say, view: &View<'_>, record: &Record, judged: &Assessment) -> Column {
    let address = address::record(record);
    let slug = judged.grade.as_deref();
    let is_own = judged.body.is_none();
    let name = judged.body.clone().unwrap_or_else(|| say.text("account-this-register"));
    let when = say.with("account-version", &[("number", Arg::from(judged.version))]);
    let account = Account { name, when, address: Some(address.clone()), voice: Voice::Own };
    let mut column = Column::new(account, None);
    column.put(
        "account-says",
        html! { (sort::grade_label(say, slug)) @if !is_own { br; small.quiet { (say.text("account-taken-over")) } } },
    );
    column.put(
        "account-killed",
        html! {
            (stated(say, &address, judged.killed.as_ref()))
            @if let Some(basis) = judged.range_basis { br; small.quiet { (basis.label(say.language)) } }
        },
    );
    column.put("account-injured", stated(say, &address, judged.injured.as_ref()));
    column.put_count(say, "account-children", &address, judged.killed_children.as_ref());
    column.put_count(say, "account-women", &address, judged.killed_women.as_ref());
    column.put("account-place", row::place_words(say, view.incident.location.as_ref()));
    column
}

fn words(text: &str) -> Markup {
    html! { bdi lang=(row::language_of(text)) { (text) } }
}
