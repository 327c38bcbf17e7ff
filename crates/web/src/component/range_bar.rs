//! A range as a bar: heavy end = minimum, dashes = open bound, black tick = official, dots = not known.
//!
//! Free of text and mirrored by the stylesheet; it repeats a figure that stands beside it and is therefore
//! hidden from screen readers.

use maud::{Markup, html};

/// Units of the drawing's width.
const WIDTH: f64 = 200.0;

/// An official figure on the same scale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Official {
    /// The figure.
    pub value: i64,
    /// "At least": dashes follow the tick.
    pub is_minimum: bool,
}

/// What a bar shows; every bar of a column shares one `scale_max`, or the page says that it does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RangeBar {
    /// The value at the end edge.
    pub scale_max: i64,
    /// The documented minimum.
    pub min: Option<i64>,
    /// The documented maximum.
    pub max: Option<i64>,
    /// An official figure beside it.
    pub official: Option<Official>,
}

/// Draws the bar.
pub fn range_bar(bar: &RangeBar) -> Markup {
    let x = |value: i64| round(scale(value, bar.scale_max));
    html! {
        svg.rb.flip viewBox="0 0 200 14" preserveAspectRatio="none" aria-hidden="true" {
            @if bar.min.is_none() && bar.max.is_none() {
                path.unk d="M0 7H200" {}
            } @else {
                path.track d="M0 7H200" {}
            }
            @match (bar.min, bar.max) {
                (Some(min), Some(max)) => {
                    rect.span x=(x(min)) y="4.5" width=(round((scale(max, bar.scale_max) - scale(min, bar.scale_max)).max(2.0))) height="5" {}
                    rect.span x=(x(min)) y="1" width="2.4" height="12" {}
                }
                (Some(min), None) => {
                    rect.span x=(x(min)) y="1" width="2.4" height="12" {}
                    path.open d={ "M" (x(min)) " 7H200" } {}
                }
                (None, Some(max)) => {
                    path.open d={ "M0 7H" (x(max)) } {}
                    rect.span x=(x(max)) y="4.5" width="2" height="5" {}
                }
                (None, None) => {}
            }
            @if let Some(official) = bar.official {
                rect.off x=(x(official.value)) y="0" width="2.6" height="14" {}
                @if official.is_minimum {
                    path.offopen d={ "M" (x(official.value)) " 13H" (round((scale(official.value, bar.scale_max) + 40.0).min(WIDTH))) } {}
                }
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "drawing coordinates; tolls are far below 2^53")]
fn scale(value: i64, scale_max: i64) -> f64 {
    // The last 3 units keep a mark at the end edge visible.
    (value.max(0) as f64 / scale_max.max(1) as f64).min(1.0) * (WIDTH - 3.0)
}

fn round(value: f64) -> String {
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_are_coordinates_out() {
        let bar = RangeBar {
            scale_max: 300,
            min: Some(150),
            max: Some(300),
            official: Some(Official { value: 30, is_minimum: true }),
        };
        let html = range_bar(&bar).0;
        assert!(html.contains(r#"<rect class="span" x="98.5" y="4.5" width="98.5" height="5">"#), "{html}");
        assert!(
            html.contains(r#"<rect class="off" x="19.7""#) && html.contains(r#"d="M19.7 13H59.7""#),
            "{html}"
        );
        let unknown = range_bar(&RangeBar { scale_max: 300, min: None, max: None, official: None }).0;
        assert!(unknown.contains(r#"class="unk""#) && !unknown.contains("<rect"));
    }
}
