//! Rows per second of a recorder's table of 100,000 incidents through its mapping, without anything stored.

use divan::Bencher;
use divan::counter::ItemsCount;
use exchange::table::{self, Mapping};
use std::fmt::Write as _;

const ROWS: usize = 100_000;

fn main() {
    divan::main();
}

fn incidents() -> String {
    let mut text = String::from(
        "code,title,date,part_of_day,country,governorate,place,place_ar,latitude,longitude,location_accuracy,strike_type,\
         strike_status,grade,killed_min,killed_max,injured_min,injured_max,children_min,children_max,belligerents,sources_count,url\n",
    );
    for row in 0..ROWS {
        let _ = writeln!(
            text,
            "CS{row:06},\"Strike near Raqqa, {row}\",2017-{:02}-{:02},{},Syria,Raqqa,Raqqa,الرقة,35.9{row:05},39.0{row:05},city,\
             Airstrike,Likely strike,{},{},{},{},,,,US-led Coalition,{},https://example.org/{row}",
            row % 12 + 1,
            row % 28 + 1,
            ["", "morning", "during_the_night"][row % 3],
            ["Fair", "Weak", "Contested"][row % 3],
            row % 5,
            row % 5 + row % 9,
            row % 4,
            row % 17,
        );
    }
    text
}

#[divan::bench(sample_count = 5)]
fn airwars_incidents(bencher: Bencher<'_, '_>) {
    let text = incidents();
    let mapping = Mapping::built_in("airwars-incidents").expect("it comes with the program");
    bencher.counter(ItemsCount::new(ROWS)).bench_local(|| {
        let mut drafts = 0;
        let summary =
            table::import(text.as_bytes(), "a.csv", &mapping, &mut |row| drafts += row.drafts.len());
        let summary = summary.expect("the table reads");
        assert_eq!((summary.rows, summary.refused, drafts), (100_000, 0, 200_000));
    });
}
