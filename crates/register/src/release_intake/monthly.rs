//! A monthly civilian-casualty report as read from a text: one report, a tally for every figure it gives, and its
//! findings. "At least" stays a lower bound; a finding without an outcome is left in the text and counted.

use super::draft::Fields;
use crate::error::Result;
use domain::count::Count;
use domain::location::Location;
use domain::record::{Finding, Report, Tally};
use domain::vocabulary::{Bound, Outcome, SuppliedBy, TallyKind};
use domain::when::{When, Zone};
use exchange::monthly::{self as text, MonthlyReport};
use exchange::release::{Day, Stated};

/// A monthly report before it is kept.
#[derive(Clone, Debug)]
pub struct MonthlyDraft {
    /// Who issued it.
    pub publisher: String,
    /// The report.
    pub report: Report,
    /// A tally for every figure.
    pub tallies: Vec<Tally>,
    /// Its findings, those with an outcome.
    pub findings: Vec<Finding>,
    /// Findings whose outcome is not told: in the text only.
    pub findings_left: usize,
    /// What the text was read into, with every span.
    pub read: MonthlyReport,
}

/// Since when the cumulative figures of these reports count (domain.md section 2).
const CUMULATIVE_SINCE: &str = "2014-08";
/// What "strike" means in these reports, which is not what it means in releases.
const DEFINITION: &str = "strike_monthly_report";

pub(crate) fn draft(words: &str, fields: &Fields, read: MonthlyReport) -> Result<MonthlyDraft> {
    let published = read.published.map(|stated| stated.value).or(fields.issue_day()?);
    let month = month(&read, published);
    let publisher = fields.publisher.trim().to_owned();
    let published_when =
        published.filter(|day| day.year.is_some()).and_then(|day| day_when(day, &fields.zone));
    let title = match &month {
        Some(month) => format!("Monthly civilian casualty report for {month}"),
        None => "Monthly civilian casualty report".to_owned(),
    };
    let url = fields.url.clone().map(|url| url.trim().to_owned()).filter(|url| !url.is_empty());
    let period = month.as_deref().and_then(|month| When::day(month, fields.zone.clone()).ok());
    let report = Report {
        title,
        form: Some("monthly_casualty_report".to_owned()),
        published: published_when.clone(),
        period,
        url: url.clone(),
        words: Some(words.to_owned()),
        language: Some("en".to_owned()),
        ..Report::default()
    };
    let tallies = tallies(&read, &report, &publisher, month.as_deref());
    let findings: Vec<Finding> = read
        .findings
        .iter()
        .filter_map(|finding| {
            one_finding(finding, words, &publisher, published_when.as_ref(), &fields.zone, published)
        })
        .map(|finding| Finding { url: url.clone(), ..finding })
        .collect();
    let findings_left = read.findings.len() - findings.len();
    Ok(MonthlyDraft { publisher, report, tallies, findings, findings_left, read })
}

/// The month it covers, `2017-06`; without a year the latest one before the day of publication.
fn month(read: &MonthlyReport, published: Option<Day>) -> Option<String> {
    let (year, month) = read.month?.value;
    let by_publication = || {
        let published = published?;
        let year = published.year?;
        Some(if month <= published.month { year } else { year - 1 })
    };
    year.or_else(by_publication).map(|year| format!("{year:04}-{month:02}"))
}

fn day_when(day: Day, zone: &Zone) -> Option<When> {
    When::day(&day.to_string(), zone.clone()).ok()
}

fn tallies(read: &MonthlyReport, report: &Report, publisher: &str, month: Option<&str>) -> Vec<Tally> {
    use TallyKind as K;
    let (ledger, total) = (&read.ledger, &read.cumulative);
    let of_month: [(Option<Stated<u32>>, TallyKind, &str); 9] = [
        (ledger.carried_over, K::ReportsCarriedOver, "reports open at the start of the month"),
        (ledger.received, K::ReportsReceived, "new reports received in the month"),
        (ledger.completed, K::ReportsCompleted, "reports assessed in the month"),
        (ledger.credible, K::ReportsCredible, "reports found credible in the month"),
        (ledger.non_credible, K::ReportsNonCredible, "reports found non-credible in the month"),
        (ledger.duplicate, K::ReportsDuplicate, "reports found duplicate in the month"),
        (ledger.reopened, K::ReportsReopened, "reports reopened in the month"),
        (ledger.open, K::ReportsOpenAtEnd, "reports open at the end of the month"),
        (ledger.deaths, K::CiviliansKilled, "deaths in the month's credible reports"),
    ];
    let injured = (ledger.injured, K::CiviliansInjured, "injured in the month's credible reports");
    let to_date: [(Option<Stated<u32>>, TallyKind, &str); 5] = [
        (total.strikes, K::Strikes, "strikes to date"),
        (total.engagements, K::Engagements, "engagements to date"),
        (total.reports, K::ReportsReceived, "reports to date"),
        (total.credible, K::ReportsCredible, "credible reports to date"),
        (total.deaths_at_least, K::CiviliansKilled, "civilians killed to date"),
    ];
    let since = month.and_then(|month| When::day(&format!("{CUMULATIVE_SINCE}/{month}"), Zone::Unknown).ok());
    let make = |(stated, kind, words): &(Option<Stated<u32>>, TallyKind, &str),
                period: Option<&When>,
                bound: Bound| {
        let figure = i64::from(stated.as_ref()?.value);
        let max = (bound == Bound::Exact).then_some(figure);
        Some(Tally {
            body: publisher.to_owned(),
            code: None,
            as_of: report.published.clone(),
            kind: *kind,
            measure_words: Some((*words).to_owned()),
            area: Some("Iraq and Syria".to_owned()),
            period: period.cloned(),
            actor_scope: Some("US-led Coalition".to_owned()),
            count: Count { min: Some(figure), max, bound: Some(bound), wording: None },
            status_filter: None,
            subgroup: None,
            definition: (*kind == K::Strikes || *kind == K::Engagements).then(|| DEFINITION.to_owned()),
            report: None,
            url: report.url.clone(),
            note: None,
            raw: None,
        })
    };
    let months =
        of_month.iter().chain([&injured]).filter_map(|row| make(row, report.period.as_ref(), Bound::Exact));
    let dates = to_date.iter().filter_map(|row| {
        let bound = if row.1 == K::CiviliansKilled { Bound::AtLeast } else { Bound::Exact };
        make(row, since.as_ref(), bound)
    });
    months.chain(dates).collect()
}

fn one_finding(
    finding: &text::Finding,
    words: &str,
    publisher: &str,
    decided: Option<&When>,
    zone: &Zone,
    published: Option<Day>,
) -> Option<Finding> {
    let outcome = match finding.outcome?.value {
        text::Outcome::Credible => Outcome::Credible,
        text::Outcome::NonCredible => Outcome::NonCredible,
        text::Outcome::Duplicate => Outcome::Duplicate,
    };
    let count = |stated: Option<Stated<u32>>| {
        let figure = i64::from(stated?.value);
        Some(Count::range(Some(figure), Some(figure)))
    };
    let when = finding.days.as_ref().and_then(|days| {
        let (first, last) = (dated(days.first, published)?, dated(days.last, published)?);
        let edtf = if first == last { first.to_string() } else { format!("{first}/{last}") };
        When::day(&edtf, zone.clone()).ok()
    });
    // A finding is not older than its event; a misprinted day stays in the words.
    let when = when.filter(|when| decided.is_none_or(|decided| decided.latest >= when.earliest));
    Some(Finding {
        body: publisher.to_owned(),
        code: None,
        when,
        place_words: finding.place.as_ref().map(|place| place.value.clone()),
        country: finding.country.as_ref().map(|country| country.value.clone()),
        via: finding.via.as_ref().map(|via| via.value.clone()),
        outcome,
        reason: finding.reason.as_ref().map(|reason| reason.value.to_string()),
        words: Some(finding.words.of(words).trim().to_owned()).filter(|words| !words.is_empty()),
        killed: count(finding.killed),
        injured: count(finding.injured),
        location: finding.mgrs.as_ref().and_then(|reference| location(&reference.value)),
        case_number: finding.case_number.as_ref().map(|number| number.value.clone()),
        list_number: finding.item.map(|item| item.value.to_string()),
        decided: decided.cloned(),
        standard: None,
        report: None,
        report_words: None,
        incident_words: None,
        url: None,
        note: None,
        raw: None,
    })
}

/// A day without a year lies in the latest year before the publication.
fn dated(day: Day, published: Option<Day>) -> Option<Day> {
    if day.year.is_some() {
        return Some(day);
    }
    let published = published?;
    let year = published.year?;
    day.in_year(year).filter(|day| day.not_after(published)).or_else(|| day.in_year(year - 1))
}

fn location(reference: &str) -> Option<Location> {
    let grid = exchange::coordinates::mgrs(reference).ok()?;
    Some(Location {
        point: Some(grid.centre),
        precision: Some(grid.precision),
        sigma_m: Some((grid.side_m / 2).max(1)),
        supplied_by: Some(SuppliedBy::Belligerent),
        mgrs: Some(grid.reference),
        ..Location::default()
    })
}
