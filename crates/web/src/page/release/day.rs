//! The lines of one place and day, from every release that speaks of it: which count, which are another wording, and
//! which were added later.

use super::calendar::cell_address;
use super::{address, effect};
use crate::component::figure;
use crate::date::{self, Width};
use crate::desk::Visit;
use crate::error::Error;
use crate::i18n::{Arg, Say};
use domain::id::RecordId;
use domain::kind::Kind;
use domain::record::{Release, ReleaseLine};
use maud::{Markup, html};
use register::release::{Calendar, Cell, PlaceRow};
use std::collections::BTreeMap;

/// What the section shows.
pub(super) struct View {
    place: PlaceRow,
    cell: Cell,
    lines: Vec<(RecordId, ReleaseLine)>,
    releases: BTreeMap<RecordId, Release>,
}

impl View {
    /// Reads the lines of a cell; `None` where the calendar has none. Two statements.
    pub(super) async fn read(
        visit: &Visit,
        calendar: &Calendar,
        place: &str,
        day: &str,
    ) -> Result<Option<Self>, Error> {
        let rows = calendar.places.iter();
        let row = rows
            .clone()
            .find(|row| row.key() == place)
            .or_else(|| rows.clone().find(|row| row.is_called(place)));
        let Some((row, cell)) =
            row.and_then(|row| Some((row, row.cells.iter().find(|cell| cell.day == day)?)))
        else {
            return Ok(None);
        };
        let mut lines = Vec::new();
        for record in visit.register.records(visit.scope, Kind::ReleaseLine, &cell.lines).await? {
            lines.push((record.id, record.read::<ReleaseLine>()?));
        }
        let mut ids: Vec<RecordId> = lines.iter().map(|(_, line)| RecordId(line.release.0)).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut releases = BTreeMap::new();
        for record in visit.register.records(visit.scope, Kind::Release, &ids).await? {
            releases.insert(record.id, record.read::<Release>()?);
        }
        Ok(Some(Self { place: row.clone(), cell: cell.clone(), lines, releases }))
    }
}

/// The section.
pub(super) fn section(say: Say, list: &super::list::View, view: &View) -> Markup {
    let name = view.place.name_ar.as_ref().filter(|_| say.mirrored()).unwrap_or(&view.place.name);
    let heads = [
        say.text("releases-day-release"),
        say.text("releases-day-printed"),
        say.text("release-strikes"),
        say.text("release-effects"),
        say.text("releases-day-standing"),
    ];
    html! {
        section.part #day {
            h2 { bdi { (name) } (say.text("comma")) " " (date::element(say, &view.cell.day, Width::Full)) }
            p { (summary(say, list, view)) }
            p.quiet.small { (say.with("releases-spellings", &[("names", view.place.spellings.join(&format!("{} ", say.text("comma"))).into())])) }
            table.stack.tight {
                thead { tr { @for (index, head) in heads.iter().enumerate() { th scope="col" class=[(index == 2).then_some("num")] { (head) } } } }
                tbody { @for (id, line) in &view.lines { (row(say, view, *id, line, &heads)) } }
            }
        }
    }
}

/// The story of the day in one sentence: 15 in the release of the day, then 12, then 1.
fn summary(say: Say, list: &super::list::View, view: &View) -> Markup {
    let address = cell_address(list, &view.place.key(), &view.cell.day);
    let strikes = |count: i64| html! { a.fig href=(address) { (say.with("count-strikes", &[("count", count.into())])) } };
    let own = match (view.cell.strikes, view.cell.own.is_empty()) {
        (Some(count), _) => say.html("releases-day-own", &[("strikes", Arg::Html(strikes(count)))]),
        (None, true) => html! { (say.text("releases-day-not-held")) },
        (None, false) => html! { (say.text("releases-day-no-number")) },
    };
    html! {
        (own)
        @for late in &view.cell.late {
            " "
            @let count = late.strikes.map_or_else(|| figure::not_stated(say), strikes);
            @match &late.issued {
                Some(day) => (say.html("releases-day-late", &[("strikes", Arg::Html(count)), ("day", Arg::Html(date::element(say, day, Width::Full)))])),
                None => (say.html("releases-day-late-undated", &[("strikes", Arg::Html(count))])),
            }
        }
        @if !view.cell.rivals.is_empty() { " " (say.text("releases-day-rivals")) }
    }
}

fn row(say: Say, view: &View, id: RecordId, line: &ReleaseLine, heads: &[String; 5]) -> Markup {
    let release_id = RecordId(line.release.0);
    let release = view.releases.get(&release_id);
    let address = address::line(release_id, line.position);
    let name = release.and_then(|release| release.number.clone().or_else(|| release.code.clone()));
    html! {
        tr {
            th scope="row" {
                a href=(address) {
                    @match release.and_then(|release| release.issued.as_ref()) {
                        Some(issued) => (date::element(say, &issued.edtf, Width::Short)),
                        None => (say.text("releases-not-dated")),
                    }
                }
                @if let Some(name) = name { br; small.quiet { bdi { (name) } } }
                @if let Some(release) = release { br; small.quiet { bdi { (release.publisher) } } }
            }
            td data-l=(heads[1]) { span { bdi { (line.place_words.as_deref().unwrap_or_default()) } } }
            td.num data-l=(heads[2]) {
                @match line.strikes { Some(count) => (figure::integer(&address, count)), None => (figure::not_stated(say)) }
            }
            td data-l=(heads[3]) { span { (effect::effects(say, &line.effects)) } }
            td data-l=(heads[4]) { span { (standing(say, view, id, line)) } }
        }
    }
}

/// Whether the line counts for the day.
fn standing(say: Say, view: &View, id: RecordId, line: &ReleaseLine) -> Markup {
    let counts = view.cell.own.contains(&id) || view.cell.late.iter().any(|late| late.line == id);
    let words = match (counts, line.late_addition) {
        (true, false) => "releases-standing-own",
        (true, true) => "releases-standing-late",
        (false, _) => {
            match view.releases.get(&RecordId(line.release.0)).and_then(|release| release.rendition_of) {
                Some(_) => "releases-standing-rendition",
                None => "releases-standing-rival",
            }
        }
    };
    html! { (say.text(words)) }
}
