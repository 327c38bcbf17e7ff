//! The fields of items of evidence and of what is noted in them.

use super::Field;
use super::Shape::{
    Attributes, Choice, Code, Flag, Id, Line, Lines, Location, Mark, Number, Part, Texts, When,
};
use super::table::{MATERIAL, NOTE, RAW, fixed, must, open};
use domain::kind::Kind;
use domain::vocabulary as v;

pub(super) const ITEM: &[Field] = &[
    must("kind", Choice(v::ItemKind::TERMS)),
    open("title", Line),
    fixed("sha256", Code),
    fixed("size_bytes", Number),
    fixed("media_type", Code),
    fixed("acquisition", Choice(v::Acquisition::TERMS)),
    fixed("acquired", When),
    fixed("file_name", Line),
    open("source", Id(Kind::Source)),
    MATERIAL,
    fixed("container", Id(Kind::Item)),
    fixed("path", Line),
    fixed("derived_from", Id(Kind::Item)),
    fixed("redacted_from", Id(Kind::Item)),
    fixed("derivation", Choice(v::Derivation::TERMS)),
    fixed("method", Line),
    open("made", When),
    open("made_basis", Choice(v::ClockBasis::TERMS)),
    open("clock_offset_seconds", Number),
    open("clock_reason", Lines),
    open("location", Location),
    open("device", Line),
    fixed("duration_milliseconds", Number),
    fixed("width_pixels", Number),
    fixed("height_pixels", Number),
    fixed("perceptual", Code),
    fixed("stated", Attributes),
    fixed("doubts", Texts),
    fixed("stated_check", Choice(v::StatedCheck::TERMS)),
    fixed("stated_check_words", Line),
    open("languages", Texts),
    open("graphic", Flag),
    NOTE,
    RAW,
];

const SIGHTING: &[Field] = &[
    fixed("witness", Location),
    fixed("event", Location),
    fixed("view_hundredths", Number),
    fixed("distance_m", Number),
    fixed("distance_uncertainty_m", Number),
    fixed("bearing_hundredths", Number),
    fixed("bearing_uncertainty_hundredths", Number),
    fixed("formula", Code),
];

const MATCHED: &[Field] = &[
    fixed("location", Location),
    fixed("reasons", Lines),
    fixed("confidence", Choice(v::MatchConfidence::TERMS)),
];

pub(super) const ANNOTATION: &[Field] = &[
    fixed("item", Id(Kind::Item)),
    must("kind", Choice(v::AnnotationKind::TERMS)),
    open("start_milliseconds", Number),
    open("end_milliseconds", Number),
    open(
        "region",
        Part(&[must("left", Number), must("top", Number), must("width", Number), must("height", Number)]),
    ),
    fixed("incident", Id(Kind::Incident)),
    fixed("sighting", Part(SIGHTING)),
    fixed("matched", Part(MATCHED)),
    fixed("frames", Texts),
    must("words", Lines),
    open("language", Code),
    open("translation", Lines),
    open("translation_language", Code),
    open("speaker", Line),
    open("hearing", Choice(v::Hearing::TERMS)),
    fixed("machine", Mark),
    fixed("tool", Line),
    NOTE,
];
