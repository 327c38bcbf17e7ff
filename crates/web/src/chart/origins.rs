//! Reports and what they rest on, as an indented drawing: one line a report, drawn under the one it is tied to.
//!
//! Each mark has its own shape and its word stands beside it; depth runs from the start edge. It lays nothing out by
//! itself: rows come in order, each with its depth and the row above that it hangs from. Start at [`drawing`].

use super::{Anchor, Surface, real, text_width};
use crate::i18n::Say;
use maud::{Markup, html};

/// What a report adds, as a shape.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// An origin: filled.
    Origin,
    /// Part of an origin, or taken from a report: open.
    Tied,
    /// Of unknown origin: a dashed ring with a question mark.
    Unknown,
    /// Counts for nothing: crossed out.
    Nothing,
}

/// One report.
#[derive(Clone, Debug)]
pub struct Row {
    /// How many ties lie between it and its origin.
    pub depth: usize,
    /// The row it hangs from.
    pub above: Option<usize>,
    /// Whether it shares an origin with that row rather than derive from it.
    pub is_shared: bool,
    /// What it adds.
    pub mark: Mark,
    /// Who says it, with its number and date; a foreign name stands between isolates.
    pub name: String,
    /// Why it is where it is, in words.
    pub words: String,
    /// Where its entry is.
    pub address: String,
}

/// Places of one drawing.
struct Shape {
    class: &'static str,
    width: f64,
    indent: f64,
    pitch: f64,
}

/// Indents beyond this many stay where they are: the words still say what a report rests on.
const DEPTH_SHOWN_MAX: usize = 6;

/// Draws the rows, wide and narrow.
pub fn drawing(say: Say, id: &str, title: &str, rows: &[Row]) -> Markup {
    let wide = Shape { class: "wide", width: 860.0, indent: 36.0, pitch: 50.0 };
    let narrow = Shape { class: "narrow", width: 380.0, indent: 18.0, pitch: 54.0 };
    html! { @for shape in [wide, narrow] { (one(say, id, title, rows, &shape)) } }
}

fn one(say: Say, id: &str, title: &str, rows: &[Row], shape: &Shape) -> Markup {
    let surface = Surface { say, width: shape.width };
    let height = shape.pitch * place(rows.len()) + 6.0;
    let ids = (format!("{id}-{}-t", shape.class), format!("{id}-{}-d", shape.class));
    let told: Vec<String> =
        rows.iter().map(|row| format!("{}{} {}", row.name, say.text("colon"), row.words)).collect();
    html! {
        svg class=(shape.class) viewBox={ "0 0 " (shape.width) " " (height) } role="group" aria-labelledby={ (ids.0) " " (ids.1) } {
            title id=(ids.0) { (title) }
            desc id=(ids.1) { (told.join(&say.text("list-separator"))) }
            @for (index, row) in rows.iter().enumerate() { (edge(surface, shape, rows, index, row)) }
            @for (index, row) in rows.iter().enumerate() {
                @let (x, y) = point(shape, index, row);
                (mark(surface, row.mark, x, y))
                a href=(row.address) { (surface.label("b", (x + 20.0, y), Anchor::Start, &cut(&row.name, shape.width - x - 24.0))) }
                (surface.label("lab2", (x + 20.0, y + 17.0), Anchor::Start, &cut(&row.words, shape.width - x - 24.0)))
            }
        }
    }
}

fn place(index: usize) -> f64 {
    real(i64::try_from(index).unwrap_or(i64::from(i32::MAX)))
}

/// The middle of a row's mark.
fn point(shape: &Shape, index: usize, row: &Row) -> (f64, f64) {
    (12.0 + shape.indent * place(row.depth.min(DEPTH_SHOWN_MAX)), 20.0 + shape.pitch * place(index))
}

/// From the mark above down, then across to this one.
fn edge(surface: Surface, shape: &Shape, rows: &[Row], index: usize, row: &Row) -> Markup {
    let Some((above, upper)) = row.above.and_then(|above| Some((above, rows.get(above)?))) else {
        return html! {};
    };
    let (from, to) = (point(shape, above, upper), point(shape, index, row));
    let class = if row.is_shared { "o-edge o-shared" } else { "o-edge" };
    surface.path(class, &[(from.0, from.1 + 9.0), (from.0, to.1 - 3.0), (to.0 - 9.0, to.1 - 3.0)])
}

fn mark(surface: Surface, mark: Mark, x: f64, y: f64) -> Markup {
    let y = y - 4.0;
    html! {
        @match mark {
            Mark::Origin => { (surface.circle("o-origin", x, y, 8.0)) }
            Mark::Tied => { (surface.circle("o-tied", x, y, 7.0)) }
            Mark::Unknown => {
                (surface.circle("o-tied o-unknown", x, y, 8.0))
                (surface.label("b", (x, y + 4.5), Anchor::Middle, if surface.say.mirrored() { "؟" } else { "?" }))
            }
            Mark::Nothing => {
                (surface.circle("o-tied", x, y, 7.0))
                (surface.path("o-edge", &[(x - 5.0, y - 5.0), (x + 5.0, y + 5.0)]))
                (surface.path("o-edge", &[(x - 5.0, y + 5.0), (x + 5.0, y - 5.0)]))
            }
        }
    }
}

/// As many of the words as the room holds.
fn cut(words: &str, room: f64) -> String {
    if text_width(words) <= room {
        return words.to_owned();
    }
    let mut kept = String::new();
    let mut width = text_width("…");
    for letter in words.chars() {
        width += text_width(letter.encode_utf8(&mut [0; 4]));
        if width > room {
            break;
        }
        kept.push(letter);
    }
    let closing =
        if kept.matches('\u{2068}').count() > kept.matches('\u{2069}').count() { "\u{2069}" } else { "" };
    format!("{}…{closing}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::language::Language;

    fn row(depth: usize, above: Option<usize>, mark: Mark) -> Row {
        Row {
            depth,
            above,
            is_shared: false,
            mark,
            name: "A name that is far too long for the room there is on a telephone, really".to_owned(),
            words: "quotes 1".to_owned(),
            address: "#r-1".to_owned(),
        }
    }

    #[test]
    fn each_report_hangs_from_the_one_it_rests_on() {
        let rows = [row(0, None, Mark::Origin), row(1, Some(0), Mark::Tied), row(0, None, Mark::Unknown)];
        let english = drawing(Say::new(Language::English), "o", "Title", &rows).0;
        assert_eq!(english.matches("o-origin").count(), 2, "wide and narrow");
        assert!(english.contains(r#"<path class="o-edge" d="M12 29L12 67L39 67">"#), "{english}");
        assert!(english.contains("…</text>"), "what does not fit is cut");
        let arabic = drawing(Say::new(Language::Arabic), "o", "Title", &rows).0;
        assert!(arabic.contains(r#"<path class="o-edge" d="M848 29L848 67L821 67">"#), "mirrored");
        assert!(arabic.contains('؟') && !arabic.contains(">?<"));
    }
}
