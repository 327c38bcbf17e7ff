//! The parts of a day as sources word them, with the local hours they may stand for.

vocabulary! {
    /// A part of the day as a source words it. Windows overlap on purpose.
    PartOfDay "part_of_day" {
        AroundDawn "around_dawn" "Around dawn" "قرابة الفجر",
        Morning "morning" "Morning" "صباحًا",
        AroundMidday "around_midday" "Around midday" "قرابة الظهر",
        Afternoon "afternoon" "Afternoon" "بعد الظهر",
        DuringTheDay "during_the_day" "During the day" "نهارًا",
        AroundDusk "around_dusk" "Around dusk" "قرابة الغروب",
        Evening "evening" "Evening" "مساءً",
        AroundMidnight "around_midnight" "Around midnight" "قرابة منتصف الليل",
        AfterMidnight "after_midnight" "After midnight" "بعد منتصف الليل",
        DuringTheNight "during_the_night" "During the night" "ليلًا",
    }
}

impl PartOfDay {
    /// The usual local hours `(start, end)` of the words, end exclusive. An end above 24 is on the next day.
    /// Wide enough for sunrise and sunset of every season between 30° and 55° north.
    pub const fn hours(self) -> (i8, i8) {
        match self {
            Self::AroundDawn => (3, 8),
            Self::Morning => (5, 12),
            Self::AroundMidday => (11, 14),
            Self::Afternoon => (12, 18),
            Self::DuringTheDay => (5, 21),
            Self::AroundDusk => (15, 22),
            Self::Evening => (16, 24),
            Self::AroundMidnight => (22, 26),
            Self::AfterMidnight => (0, 5),
            Self::DuringTheNight => (18, 30),
        }
    }

    /// The hours, counted from the start of the stated day, outside which the event cannot lie. "In the night of
    /// the 18th" is said both of the hours before dawn and of those after dusk of the 18th, and "around midnight"
    /// of both ends of the day, so these reach from the day's start into the next day.
    pub const fn reach(self) -> (i8, i8) {
        match self {
            Self::AroundMidnight => (0, 26),
            Self::DuringTheNight => (0, 30),
            _ => self.hours(),
        }
    }
}
