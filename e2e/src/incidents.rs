//! A made-up table of incidents of any length, as `sijil import --map airwars-incidents` takes it.

use std::fmt::Write as _;

const HEADER: &str = "code,title,date,latitude,longitude,geolocation_accuracy,place,place_ar,country,governorate,\
    strike_type,strike_status,grade,killed_min,killed_max,injured_min,injured_max,sources_count,url\n";

/// Comma-separated text of so many incidents; the first has the code CS000000.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "remainders below 20,000")]
pub fn table(rows: usize) -> String {
    let mut text = String::from(HEADER);
    for row in 0..rows {
        // Six years of days, so that no day has more than its share.
        let day = row * 7 % 2_016;
        let date = format!("20{:02}-{:02}-{:02}", 14 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
        let (latitude, longitude) =
            (34.0 + (row % 9_973) as f64 / 10_000.0, 38.0 + (row % 19_997) as f64 / 10_000.0);
        let grade = ["confirmed", "fair", "weak", "contested", "discounted"][row % 5];
        let (killed, injured) = (row % 4, row % 7);
        // Writing to a string does not fail.
        let _ = writeln!(
            text,
            "CS{row:06},Strike on house {row},{date},{latitude:.5},{longitude:.5},village,Village {},قرية,Syria,\
             Ar-Raqqah,airstrike,likely,{grade},{killed},{},{injured},{},{},https://example.org/{row}",
            row % 900,
            killed + 3,
            injured + 6,
            row % 40,
        );
    }
    text
}
