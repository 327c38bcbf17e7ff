//! What each account says, one column each, this register's value last; and the accounts that may be about it.

use super::facts::stated;
use super::file::{View, read_linked};
use super::{address, findings, row, sort};
use crate::component::accounts::{Account, Matter, Voice, accounts};
use crate::component::{figure, notice};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::routes;
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Assertion, Assessment, Finding, Report};
use domain::when::When;
use maud::{Markup, html};
use register::incident::Linked;
use register::record::Record;

/// Columns that a reader can still hold side by side; more accounts are in the list of sources.
const COLUMNS_MAX: usize = 6;

/// One column: what an account says on each matter.
struct Column {
    account: Account,
    /// Earliest moment it was told; what has no date stands first.
    told: Option<String>,
    says: Markup,
    killed: Markup,
    injured: Markup,
    place: Markup,
}

/// The accounts side by side.
pub(super) fn section(say: Say, view: &View<'_>) -> Markup {
    let mut columns = told(say, view);
    let hidden = columns.len().saturating_sub(COLUMNS_MAX);
    columns.truncate(COLUMNS_MAX);
    columns.extend(view.judged.iter().map(|(record, judged)| of_judgment(say, view, record, judged)));
    let matter = |name: &str, cell: fn(&Column) -> &Markup| Matter {
        name: say.text(name),
        cells: columns.iter().map(|column| cell(column).clone()).collect(),
    };
    let matters = [
        matter("account-says", |column| &column.says),
        matter("account-killed", |column| &column.killed),
        matter("account-injured", |column| &column.injured),
        matter("account-place", |column| &column.place),
    ];
    let heads: Vec<Account> = columns.iter().map(|column| column.account.clone()).collect();
    html! {
        section.part #accounts {
            h2 { (say.text("accounts-head")) }
            @if let Some(entered) = view.entered { (marked(say, view, entered)) }
            p.actions {
                a.btn href=(routes::ACCOUNT_NEW.replace("{id}", &view.file.incident.id.to_string())) { (say.text("enter-head")) }
            }
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
    columns.extend(claims.map(|(linked, claim)| of_assertion(say, linked, claim)));
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

fn earliest(when: Option<&When>) -> Option<String> {
    when.map(|when| when.earliest.clone())
}

fn head(say: Say, name: &str, when: Option<&When>, address: String, voice: Voice) -> Account {
    let when = when
        .map_or_else(|| say.text("none-not-stated"), |when| date::interval(say, &when.edtf, Width::Short));
    Account { name: name.to_owned(), when, address: Some(address), voice }
}

fn of_finding(say: Say, linked: &Linked, finding: &Finding) -> Column {
    let address = address::record(&linked.record);
    Column {
        told: earliest(finding.decided.as_ref()),
        says: findings::line(say, linked, finding),
        killed: stated(say, &address, finding.killed.as_ref()),
        injured: stated(say, &address, finding.injured.as_ref()),
        place: words(say, finding.place_words.as_deref()),
        account: head(say, &finding.body, finding.decided.as_ref(), address, Voice::Source),
    }
}

fn of_assertion(say: Say, linked: &Linked, claim: &Assertion) -> Column {
    let address = address::record(&linked.record);
    let of = |category: &str| claim.counts.iter().find(|count| count.category.contains(category));
    let count = |category: &str| stated(say, &address, of(category).map(|each| &each.count));
    Column {
        told: earliest(claim.said.as_ref()),
        says: html! { bdi lang=(row::language_of(&claim.claim)) { (claim.claim) } (worded(say, &address, claim)) },
        killed: count("killed"),
        injured: count("injured"),
        place: words(say, claim.location.as_ref().and_then(|location| location.words.as_deref())),
        account: head(
            say,
            claim.speaker.as_deref().unwrap_or(&say.text("account-no-speaker")),
            claim.said.as_ref(),
            address,
            Voice::Source,
        ),
    }
}

/// Counts of an assertion that are neither killed nor injured, with what they count.
fn worded(say: Say, address: &str, claim: &Assertion) -> Markup {
    let others = claim
        .counts
        .iter()
        .filter(|each| !each.category.contains("killed") && !each.category.contains("injured"));
    html! {
        @for each in others {
            br; small.quiet { (say.text(if each.category == "as_worded" { "account-as-worded" } else { "account-other-count" })) (say.text("colon")) " " }
            @if each.category != "as_worded" { bdi { (each.category) } " " }
            (stated(say, address, Some(&each.count)))
        }
    }
}

fn of_report(say: Say, view: &View<'_>, linked: &Linked, report: &Report) -> Column {
    let source = report.source.and_then(|source| view.file.origins.get(&source.into())).map(Record::name);
    let says = report.words.as_deref().unwrap_or(&report.title);
    let name = source.unwrap_or_else(|| say.text("account-no-speaker"));
    Column {
        told: earliest(report.published.as_ref()),
        says: html! { bdi lang=(row::language_of(says)) { (says) } },
        killed: figure::not_stated(say),
        injured: figure::not_stated(say),
        place: figure::not_stated(say),
        account: head(say, &name, report.published.as_ref(), address::record(&linked.record), Voice::Source),
    }
}

fn of_judgment(say: Say, view: &View<'_>, record: &Record, judged: &Assessment) -> Column {
    let address = address::record(record);
    let slug = judged.grade.as_deref();
    let is_own = judged.body.is_none();
    let name = judged.body.clone().unwrap_or_else(|| say.text("account-this-register"));
    let version = say.with("account-version", &[("number", Arg::from(judged.version))]);
    Column {
        told: None,
        says: html! { (sort::grade_label(say, slug)) @if !is_own { br; small.quiet { (say.text("account-taken-over")) } } },
        killed: html! {
            (stated(say, &address, judged.killed.as_ref()))
            @if let Some(basis) = judged.range_basis { br; small.quiet { (basis.label(say.language)) } }
        },
        injured: stated(say, &address, judged.injured.as_ref()),
        place: row::place_words(say, view.incident.location.as_ref()),
        account: Account { name, when: version, address: Some(address), voice: Voice::Own },
    }
}

fn words(say: Say, text: Option<&str>) -> Markup {
    match text {
        Some(text) => html! { bdi lang=(row::language_of(text)) { (text) } },
        None => figure::not_stated(say),
    }
}

/// What may be about this incident and was never matched with it.
pub(super) fn candidates(say: Say, view: &View<'_>) -> Markup {
    let candidates: Vec<&Linked> = view.file.linked.iter().filter(|linked| linked.is_candidate()).collect();
    if candidates.is_empty() {
        return html! {};
    }
    html! {
        section.part #candidates {
            h2 { (say.text("candidates-head")) }
            p.small.quiet { (say.text("candidates-words")) }
            ul { @for linked in candidates { li { (candidate(say, linked)) } } }
        }
    }
}

fn candidate(say: Say, linked: &Linked) -> Markup {
    let address = address::record(&linked.record);
    let claim =
        (linked.record.kind == Kind::Assertion).then(|| linked.record.read::<Assertion>().ok()).flatten();
    let finding =
        (linked.record.kind == Kind::Finding).then(|| linked.record.read::<Finding>().ok()).flatten();
    html! {
        a href=(address) { (linked.record.kind.label(say.language)) } (say.text("colon")) " "
        @match (&claim, &finding) {
            (Some(claim), _) => {
                @if let Some(speaker) = &claim.speaker { bdi { (speaker) } (say.text("comma")) " " }
                @if let Some(said) = &claim.said { (date::interval(say, &said.edtf, Width::Short)) (say.text("colon")) " " }
                "“" bdi lang=(row::language_of(&claim.claim)) { (claim.claim) } "”"
                @for each in &claim.counts { " " small.quiet { (say.text("account-as-worded")) (say.text("colon")) " " } (stated(say, &address, Some(&each.count))) }
            }
            (None, Some(finding)) => { bdi { (finding.body) } (say.text("comma")) " " (findings::line(say, linked, finding)) }
            (None, None) => { bdi { (linked.record.name()) } }
        }
        @if linked.role != "candidate_for" { " " span.none { (say.text("candidate-possible")) } }
        @for (name, value) in &linked.attributes {
            @if name != "certainty" {
                br; small.quiet {
                    (say.text(match name.as_str() {
                        "note" => "candidate-note",
                        "references" => "candidate-references",
                        _ => "candidate-attribute",
                    }))
                    (say.text("colon")) " " bdi { (value) }
                }
            }
        }
        " " small { a href=(address::of(Kind::Link, linked.link)) { (say.text("candidate-the-link")) } }
    }
}
