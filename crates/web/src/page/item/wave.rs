//! The picture of a recording's sound: bars from the server, no scripts. Time runs from left to right in every language.

use super::made::Wave;
use super::time;
use crate::i18n::Say;
use maud::{Markup, html};
use std::fmt::Write as _;

/// Width of the drawing; heights are of 110.
const WIDTH: u64 = 1_200;
const MIDDLE: u64 = 55;
const REACH: u64 = 50;

/// A stretch of the recording that is marked in the drawing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stretch {
    /// Where it begins.
    pub start_milliseconds: u64,
    /// Where it ends.
    pub end_milliseconds: u64,
    /// Whether it is the one chosen.
    pub is_chosen: bool,
}

/// Draws the sound with its stretches; what it shows is said in words too.
pub(super) fn wave(say: Say, wave: &Wave, stretches: &[Stretch]) -> Markup {
    let duration = wave.duration_milliseconds.max(1);
    let place = |milliseconds: u64| milliseconds.min(duration).saturating_mul(WIDTH) / duration;
    let loudest = loudest(wave);
    let words = say.with(
        "listen-wave-words",
        &[
            ("duration", time::clock(wave.duration_milliseconds).into()),
            ("loudest", time::clock(loudest).into()),
            ("count", stretches.len().into()),
        ],
    );
    html! {
        div.wave #wave role="img" aria-label=(words) data-duration=(wave.duration_milliseconds) {
            svg viewBox={ "0 0 " (WIDTH) " 110" } preserveAspectRatio="none" aria-hidden="true" {
                path.wv d=(path(&wave.bars)) {}
                @for stretch in stretches {
                    @let (from, to) = (place(stretch.start_milliseconds), place(stretch.end_milliseconds));
                    rect class=(if stretch.is_chosen { "wv-loud" } else { "wv-part" }) x=(from) y="1" width=(to.saturating_sub(from).max(2)) height="108" {}
                }
                path.c-axis d={ "M0 " (MIDDLE) "H" (WIDTH) } opacity=".3" {}
                rect.wv-new #wave-part x="0" y="0" width="0" height="110" {}
                path.wv-head #wave-head d="M0 0V110" {}
            }
        }
        p.wave-scale.part-head.small dir="ltr" {
            span.fix { "0:00" }
            span dir=(say.direction()) { (say.html("listen-loudest", &[("place", time::clock(loudest).into())])) }
            span.fix { (time::clock(wave.duration_milliseconds)) }
        }
    }
}

/// The middle of the loudest bar, to the second.
fn loudest(wave: &Wave) -> u64 {
    let most = wave.bars.iter().max();
    let place = most.and_then(|most| wave.bars.iter().position(|bar| bar == most)).unwrap_or(0) as u64;
    let halves = (2 * place + 1).saturating_mul(wave.duration_milliseconds);
    let middle = halves / (2 * wave.bars.len().max(1) as u64);
    ((middle + 500) / 1_000 * 1_000).min(wave.duration_milliseconds)
}

/// One path of all bars, in tenths of a unit; silence is a hair.
fn path(bars: &[u8]) -> String {
    let mut path = String::with_capacity(bars.len() * 24);
    let count = bars.len().max(1) as u64;
    for (place, bar) in (0_u64..).zip(bars) {
        let reach = (u64::from(*bar) * REACH / 255).max(1);
        let (from, width) = (place * WIDTH * 10 / count, (WIDTH * 6 / count).max(1));
        // Writing to a String cannot fail.
        let _ = write!(
            path,
            "M{}.{} {}h{}.{}v{}h-{}.{}z",
            from / 10,
            from % 10,
            MIDDLE - reach,
            width / 10,
            width % 10,
            2 * reach,
            width / 10,
            width % 10
        );
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_loudest_place_is_told_by_its_time() {
        let wave = Wave { bars: vec![3, 9, 200, 4], duration_milliseconds: 20_000 };
        assert_eq!(loudest(&wave), 13_000, "12.5, as the nearest second");
        assert_eq!(loudest(&Wave { bars: Vec::new(), duration_milliseconds: 0 }), 0);
        assert_eq!(path(&[0, 255]), "M0.0 54h360.0v2h-360.0zM600.0 5h360.0v100h-360.0z");
    }
}
