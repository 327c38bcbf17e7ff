//! Whether a source allows that something is done with what they gave, on a day; and if not, why not.
//!
//! Only what is named is allowed: silence, a lapsed consent and a doubt are all a no. Of several consents the latest
//! word decides, and on one day the no wins. It reads no clock and knows no storage. Start at [`answer`]; what several
//! sources together allow is [`intersection`].

use crate::id::RecordId;
use crate::record::Consent;
use crate::vocabulary::{ConsentPurpose, SourceKind};
use crate::when::When;

/// Why something is not allowed, from the weakest to the strongest: of several, the strongest is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Denial {
    /// Nobody asked.
    NeverAsked,
    /// They allow it for something else they gave, not for this.
    CoversElse,
    /// They allowed it until a day that is past.
    Expired,
    /// They were asked and said no.
    Refused,
    /// They took back what they had allowed.
    Withdrawn,
}

impl Denial {
    /// Every reason, from the weakest to the strongest.
    pub const ALL: [Self; 5] =
        [Self::NeverAsked, Self::CoversElse, Self::Expired, Self::Refused, Self::Withdrawn];
}

/// The answer to one purpose: allowed, or why not.
pub type Answer = Result<(), Denial>;

/// One thing that a consent says of the purpose, and of what.
struct Word {
    /// The one record it is about; everything where `None`.
    covers: Option<RecordId>,
    /// The day from which it counts against other words, `YYYY-MM-DD`.
    day: String,
}

/// What the consents of one source say of a purpose on a day, `YYYY-MM-DD`.
///
/// `shown` is the record in question and what it rests on: a consent to a recording covers what is quoted of it. A yes
/// dated unsharply counts from its first day, a no until its last. A no to one record is lifted only by a later yes to
/// that record; a no to everything by a later yes to either.
pub fn answer(consents: &[Consent], shown: &[RecordId], purpose: ConsentPurpose, day: &str) -> Answer {
    let given = |consent: &&Consent| first_day(&consent.given).as_str() <= day;
    let covers = |consent: &&Consent| consent.covers.is_none_or(|record| shown.contains(&record));
    let mut yes: Vec<Word> = Vec::new();
    let mut no: Vec<(Word, Denial)> = Vec::new();
    for consent in consents.iter().filter(given).filter(covers) {
        let word = |day: String| Word { covers: consent.covers, day };
        let withdrawn = consent.withdrawn.as_ref().filter(|when| first_day(when).as_str() <= day);
        if let Some(when) = withdrawn {
            no.push((word(last_day(when)), Denial::Withdrawn));
        }
        let is_said = consent.purposes.contains(&purpose) && withdrawn.is_none();
        let has_ended = consent.expires.as_deref().is_some_and(|last| last < day);
        if consent.refused.contains(&purpose) {
            no.push((word(last_day(&consent.given)), Denial::Refused));
        } else if is_said && has_ended {
            no.push((word(first_day(&consent.given)), Denial::Expired));
        } else if is_said {
            yes.push(word(first_day(&consent.given)));
        }
    }
    if yes.iter().any(|yes| no.iter().all(|(no, _)| lifts(yes, no))) {
        return Ok(());
    }
    let latest = no.iter().max_by_key(|(word, denial)| (word.day.as_str(), *denial));
    let says_it = |consent: &Consent| consent.purposes.contains(&purpose);
    let elsewhere = consents.iter().filter(given).any(|consent| !covers(&consent) && says_it(consent));
    Err(latest.map_or(if elsewhere { Denial::CoversElse } else { Denial::NeverAsked }, |(_, denial)| *denial))
}

fn lifts(yes: &Word, no: &Word) -> bool {
    yes.day > no.day && (no.covers.is_none() || yes.covers == no.covers)
}

/// The first local day a statement can be of; before every day where it is open.
fn first_day(when: &When) -> String {
    when.first_day().unwrap_or_else(|| "0000-01-01".to_owned())
}

/// The last; after every day where it is open.
fn last_day(when: &When) -> String {
    when.last_day().unwrap_or_else(|| "9999-12-31".to_owned())
}

/// What is allowed where several answers hold together: the least of them. Of nobody's nothing, everything is.
pub fn intersection(answers: impl IntoIterator<Item = Answer>) -> Answer {
    answers.into_iter().filter_map(Result::err).max().map_or(Ok(()), Err)
}

/// Whether a source of this kind speaks for themselves and must be asked: a person, or one of whom nobody said what
/// they are. What bodies, media and public accounts published needs no consent, unless they set conditions.
pub const fn is_asked(kind: Option<SourceKind>) -> bool {
    !matches!(
        kind,
        Some(
            SourceKind::LocalMedia
                | SourceKind::InternationalMedia
                | SourceKind::SocialAccount
                | SourceKind::Recorder
                | SourceKind::Ngo
                | SourceKind::UnBody
                | SourceKind::Official
                | SourceKind::HospitalOrRegistry
                | SourceKind::Imagery
                | SourceKind::Court
                | SourceKind::Dataset
                | SourceKind::ThisRegister
        )
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::SourceId;
    use crate::vocabulary::ConsentForm;
    use crate::when::Zone;
    use proptest::prelude::*;
    use uuid::Uuid;

    const PUBLISH: ConsentPurpose = ConsentPurpose::PublishNamed;

    fn when(text: &str) -> When {
        When::from_edtf(text, Zone::Utc, None, None).unwrap()
    }

    fn record(number: u128) -> RecordId {
        RecordId(Uuid::from_u128(number))
    }

    fn consent(given: &str, purposes: &[ConsentPurpose], refused: &[ConsentPurpose]) -> Consent {
        Consent {
            source: SourceId(Uuid::from_u128(1)),
            covers: None,
            purposes: purposes.to_vec(),
            refused: refused.to_vec(),
            given: when(given),
            form: ConsentForm::Written,
            expires: None,
            guardian: None,
            item: None,
            withdrawn: None,
            withdrawn_words: None,
            note: None,
        }
    }

    fn on(consents: &[Consent], day: &str) -> Answer {
        answer(consents, &[record(7), record(8)], PUBLISH, day)
    }

    #[test]
    fn silence_is_a_no_and_no_purpose_implies_another() {
        assert_eq!(on(&[], "2026-01-01"), Err(Denial::NeverAsked));
        for purpose in ConsentPurpose::ALL.iter().filter(|purpose| **purpose != PUBLISH) {
            assert_eq!(on(&[consent("2025-01-01", &[*purpose], &[])], "2026-01-01"), Err(Denial::NeverAsked));
        }
        assert_eq!(on(&[consent("2025-01-01", &[PUBLISH], &[])], "2026-01-01"), Ok(()));
        assert_eq!(on(&[consent("2027-01-01", &[PUBLISH], &[])], "2026-01-01"), Err(Denial::NeverAsked));
    }

    #[test]
    fn a_consent_ends_after_its_last_day_and_at_its_withdrawal() {
        let until = Consent { expires: Some("2025-06-30".into()), ..consent("2025-01-01", &[PUBLISH], &[]) };
        assert_eq!(on(std::slice::from_ref(&until), "2025-06-30"), Ok(()));
        assert_eq!(on(std::slice::from_ref(&until), "2025-07-01"), Err(Denial::Expired));
        // What was said later, with an end, is what holds.
        let before = consent("2024-01-01", &[PUBLISH], &[]);
        assert_eq!(on(&[before, until], "2025-07-01"), Err(Denial::Expired));
        let taken = Consent { withdrawn: Some(when("2025-03-05")), ..consent("2025-01-01", &[PUBLISH], &[]) };
        assert_eq!(on(std::slice::from_ref(&taken), "2025-03-04"), Ok(()));
        assert_eq!(on(std::slice::from_ref(&taken), "2025-03-05"), Err(Denial::Withdrawn));
        let again = consent("2025-09-01", &[PUBLISH], &[]);
        assert_eq!(on(&[taken, again], "2025-09-01"), Ok(()));
    }

    #[test]
    fn a_consent_to_one_record_is_to_no_other() {
        let one = |number, given| Consent { covers: Some(record(number)), ..consent(given, &[PUBLISH], &[]) };
        assert_eq!(on(&[one(7, "2025-01-01")], "2026-01-01"), Ok(()));
        assert_eq!(on(&[one(9, "2025-01-01")], "2026-01-01"), Err(Denial::CoversElse));
        let not_this = Consent { covers: Some(record(8)), ..consent("2025-02-01", &[], &[PUBLISH]) };
        let everything = consent("2025-03-01", &[PUBLISH], &[]);
        assert_eq!(on(&[not_this.clone(), everything.clone()], "2026-01-01"), Err(Denial::Refused));
        assert_eq!(on(&[not_this, everything, one(8, "2025-04-01")], "2026-01-01"), Ok(()));
    }

    #[test]
    fn a_doubt_about_the_day_is_a_no() {
        let both = [consent("2025-05-01", &[PUBLISH], &[]), consent("2025", &[], &[PUBLISH])];
        assert_eq!(on(&both, "2026-01-01"), Err(Denial::Refused));
        let same_day = [consent("2025-05-01", &[PUBLISH], &[]), consent("2025-05-01", &[], &[PUBLISH])];
        assert_eq!(on(&same_day, "2026-01-01"), Err(Denial::Refused));
    }

    prop_compose! {
        fn any_day()(month in 1..=12u8, day in 1..=28u8) -> String { format!("2025-{month:02}-{day:02}") }
    }

    prop_compose! {
        fn any_consent()(
            given in any_day(),
            says in 0..3u8,
            covers in proptest::option::of(5..10u128),
            expires in proptest::option::of(any_day()),
            withdrawn in proptest::option::of(any_day()),
        ) -> Consent {
            let said: &[ConsentPurpose] = &[PUBLISH];
            let other: &[ConsentPurpose] = &[ConsentPurpose::Store];
            let (yes, no) = match says { 0 => (said, &[][..]), 1 => (&[][..], said), _ => (other, &[][..]) };
            Consent {
                covers: covers.map(record),
                expires,
                withdrawn: withdrawn.map(|day| when(&day)),
                ..consent(&given, yes, no)
            }
        }
    }

    fn any_consents() -> impl Strategy<Value = Vec<Consent>> {
        proptest::collection::vec(any_consent(), 0..7)
    }

    proptest! {
        #[test]
        fn nothing_is_allowed_that_no_living_consent_names(consents in any_consents(), day in any_day()) {
            if on(&consents, &day).is_ok() {
                let living = |consent: &Consent| {
                    consent.purposes.contains(&PUBLISH)
                        && consent.covers.is_none_or(|covers| [record(7), record(8)].contains(&covers))
                        && first_day(&consent.given) <= day
                        && consent.expires.as_ref().is_none_or(|last| *last >= day)
                        && consent.withdrawn.as_ref().is_none_or(|when| first_day(when) > day)
                };
                prop_assert!(consents.iter().any(living));
            }
        }

        #[test]
        fn their_order_does_not_matter(consents in any_consents(), day in any_day()) {
            let mut turned = consents.clone();
            turned.reverse();
            prop_assert_eq!(on(&consents, &day), on(&turned, &day));
        }

        #[test]
        fn a_refusal_more_never_opens(consents in any_consents(), refusal in any_consent(), day in any_day()) {
            let refusal = Consent { purposes: vec![], refused: vec![PUBLISH], ..refusal };
            let mut more = consents.clone();
            more.push(refusal);
            prop_assert!(on(&consents, &day).is_ok() || on(&more, &day).is_err());
        }

        #[test]
        fn taking_one_back_never_opens(consents in any_consents(), which in 0..7usize, day in any_day()) {
            let mut taken = consents.clone();
            if let Some(consent) = taken.get_mut(which) {
                consent.withdrawn = Some(when(&day));
            }
            prop_assert!(on(&consents, &day).is_ok() || on(&taken, &day).is_err());
        }

        #[test]
        fn taking_all_back_closes(consents in any_consents(), day in any_day()) {
            let taken: Vec<Consent> =
                consents.into_iter().map(|each| Consent { withdrawn: Some(when(&day)), ..each }).collect();
            prop_assert!(on(&taken, &day).is_err());
        }

        #[test]
        fn a_source_more_never_opens(answers in proptest::collection::vec(0..6usize, 0..6), more in 0..6usize) {
            let of = |index: usize| Denial::ALL.get(index).copied().map_or(Ok(()), Err);
            let few = intersection(answers.iter().map(|index| of(*index)));
            let all = intersection(answers.iter().map(|index| of(*index)).chain([of(more)]));
            prop_assert_eq!(few.is_ok(), answers.iter().all(|index| *index == 5));
            prop_assert!(few.is_ok() || all.is_err());
            prop_assert_eq!(all.is_ok(), few.is_ok() && more == 5);
        }
    }
}
