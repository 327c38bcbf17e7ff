//! One account as a column: what it says on each matter, and in which form that is compared with the others.

use super::facts::stated;
use super::file::View;
use super::{address, findings, row, sort};
use crate::component::accounts::{Account, Voice};
use crate::date::{self, Width};
use crate::i18n::{Arg, Say};
use crate::routes;
use domain::count::Count;
use domain::id::RecordId;
use domain::record::{Assertion, Assessment, Finding, Report};
use domain::vocabulary::{Polarity, ReportOrigin};
use domain::when::When;
use maud::{Markup, html};
use register::incident::Linked;
use register::record::Record;
use std::collections::BTreeMap;

/// One column: what an account says on each matter.
pub(super) struct Column {
    pub(super) account: Account,
    /// The record, to mark one that was entered just now.
    pub(super) id: Option<RecordId>,
    /// Earliest moment it was told; what has no date stands first.
    pub(super) told: Option<String>,
    /// What is shown, by matter; silence is absent.
    pub(super) cells: BTreeMap<&'static str, Markup>,
    /// What is compared, by matter, in a form that is the same where two accounts agree.
    pub(super) compared: BTreeMap<&'static str, String>,
    /// What it says of the killed, where it asserts it.
    pub(super) killed: Option<Count>,
    /// Whether it gives the lowest or the highest number of killed.
    pub(super) is_end: bool,
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
        Self {
            account,
            id: None,
            told,
            cells: BTreeMap::new(),
            compared: BTreeMap::new(),
            killed: None,
            is_end: false,
        }
    }

    /// Whether it says that it was not so.
    pub(super) fn is_denial(&self) -> bool {
        self.compared.get("account-polarity").is_some_and(|said| said == Polarity::Denies.slug())
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

/// What a body decided.
pub(super) fn of_finding(say: Say, linked: &Linked, finding: &Finding) -> Column {
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

/// What a statement of a report says.
pub(super) fn of_assertion(say: Say, view: &View<'_>, linked: &Linked, claim: &Assertion) -> Column {
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

/// What a report says that was linked as a whole.
pub(super) fn of_report(say: Say, view: &View<'_>, linked: &Linked, report: &Report) -> Column {
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

/// What is judged of it, here or elsewhere.
pub(super) fn of_judgment(say: Say, view: &View<'_>, record: &Record, judged: &Assessment) -> Column {
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
