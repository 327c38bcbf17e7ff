//! The files of facts, as they are shipped inside the program.

macro_rules! facts {
    ($($name:ident = $file:literal),+ $(,)?) => {$(
        pub const $name: (&str, &str) = ($file, include_str!(concat!("../../demo/", $file)));
    )+};
}

facts! {
    ALLEGATIONS = "allegations.csv",
    FINDINGS = "findings.csv",
    INCIDENTS = "incidents.csv",
    MONTHLY_REPORTS = "monthly_reports.csv",
    OFFICES = "offices.csv",
    OFFICIAL_EVENTS = "official_events.csv",
    PLACES = "places.csv",
    RELEASES = "releases.csv",
    RELEASE_LINES = "release_lines.csv",
    SOURCES = "sources.tsv",
    STORIES = "stories.toml",
    TALLIES = "tallies.csv",
}
