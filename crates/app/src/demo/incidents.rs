//! Incidents as recorders documented them, each with the judgment taken over from whoever made it.

use super::actors::belligerent_code;
use super::facts::INCIDENTS;
use super::loader::{Loader, create};
use super::table::{Reading, Row, Table};
use crate::failure::Result;
use domain::count::Count;
use domain::id::{BelligerentId, IncidentId, OperationId, PlaceId};
use domain::kind::Kind;
use domain::location::{Location, Point};
use domain::record::{Assessment, Attributed, Incident, ObjectDamage};
use domain::vocabulary::{
    Attribution, Basis, Grade, ObjectClass, PartOfDay, PrecisionClass, RangeBasis, StrikeStatus, StrikeType,
    SuppliedBy,
};
use domain::when::{When, Zone};
use register::Work;
use uuid::Uuid;

/// Whose judgment a range is that was read from accounts by those who typed the facts.
const TYPISTS: &str = "accounts read by this register's typists";

/// The body of official figures about these campaigns.
pub const OFFICIAL: &str = "CJTF-OIR / CENTCOM";

/// Codebook of the adopted grades.
const CODEBOOK: &str = "airwars 1";

/// Classes that are people, or a place that was not hit itself: no damage to an object.
const NOT_DAMAGED: [ObjectClass; 4] = [
    ObjectClass::MedicalStaff,
    ObjectClass::HealthWorker,
    ObjectClass::CiviliansFleeing,
    ObjectClass::MosqueNearby,
];

/// Loads the incidents with their assessments and damaged objects.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read(INCIDENTS.0, INCIDENTS.1)?;
    let mut work = loader.work(table.name).await?;
    let mut made = 0;
    for row in &table.rows {
        let incident = incident(loader, row)?;
        let id = create(&mut work, Kind::Incident, &incident).await?;
        loader.learn(row.need("incident_id")?, Kind::Incident, id)?;
        for code in &incident.codes {
            loader.learn(code, Kind::Incident, id)?;
        }
        create(&mut work, Kind::Assessment, &assessment(row, id)?).await?;
        damages(&mut work, row, &incident, id).await?;
        made += 1;
    }
    work.commit().await?;
    Loader::count(&table, made)
}

/// When the event of a row happened: local time of Syria.
pub fn when(row: &Row) -> Result<Option<When>> {
    let reading = Reading {
        zone: Zone::parse("Asia/Damascus").map_err(|error| row.wrong("date_start", error))?,
        part_of_day: row.term("part_of_day", PartOfDay::parse)?,
        words: row.get("time_local_words")?,
    };
    row.when("date_start", "date_end", reading)
}

fn incident(loader: &Loader<'_>, row: &Row) -> Result<Incident> {
    let campaign = row.need("campaign")?;
    let mut codes = row.parts("ref_codes", &[' ', ';'])?;
    codes.extend(row.get("local_ref")?);
    let place = place(loader, row)?;
    Ok(Incident {
        codes: codes.into_iter().map(str::to_owned).collect(),
        title: row.need("title")?.to_owned(),
        operation: Some(OperationId(loader.need(campaign)?.1)),
        campaign: Some(campaign.to_owned()),
        when: when(row)?,
        location: Some(location(row)?),
        place,
        country: Some("Syria".to_owned()),
        governorate: place.and_then(|place| loader.gazetteer.governorate(place)),
        strike_types: row.term("strike_type", StrikeType::parse)?.into_iter().collect(),
        strike_status: row.term("strike_status", StrikeStatus::parse)?,
        harm_reported: Some(true),
        belligerents: belligerents(loader, row)?,
        protected_objects: classes(row)?,
        sources_count: row.int("sources_count")?,
        victims_named_count: row.int("victims_named_count")?,
        related: row.parts("related_refs", &[' ', ';'])?.into_iter().map(str::to_owned).collect(),
        url: row.text("source_url")?,
        note: row.text("source_note")?,
        raw: Some(row.raw()),
        ..Incident::default()
    })
}

/// The place the words mean: all of them, what stands before the first comma ("Tashih, Raqqa"), or the Arabic ones,
/// which may name the place that holds the spot.
fn place(loader: &Loader<'_>, row: &Row) -> Result<Option<PlaceId>> {
    let words = row.get("place_en")?;
    let finest = words.and_then(|words| words.split(',').next());
    let candidates = [words, finest, row.get("place_ar")?];
    Ok(candidates.into_iter().flatten().find_map(|words| loader.gazetteer.place(words)))
}

fn location(row: &Row) -> Result<Location> {
    let point = match (row.get("lat")?, row.get("lon")?) {
        (Some(lat), Some(lon)) => {
            Some(Point::parse(lat, lon).ok_or_else(|| row.wrong("lat", "is no point"))?)
        }
        _ => None,
    };
    Ok(Location {
        point,
        precision: row.term("precision_class", PrecisionClass::parse)?,
        supplied_by: row.term("point_origin", SuppliedBy::parse)?,
        words: row.text("place_en")?,
        words_ar: row.text("place_ar")?,
        ..Location::default()
    })
}

fn belligerents(loader: &Loader<'_>, row: &Row) -> Result<Vec<Attributed>> {
    let names = row.parts("belligerents_suspected", &[';'])?.into_iter();
    Ok(names
        .map(|name| Attributed {
            name: name.to_owned(),
            belligerent: loader.find(&belligerent_code(name)).map(|(_, id)| BelligerentId(id)),
            attribution: Some(Attribution::Suspected),
        })
        .collect())
}

fn classes(row: &Row) -> Result<Vec<ObjectClass>> {
    let parse = |class: &str| {
        ObjectClass::parse(class)
            .ok_or_else(|| row.wrong("protected_object", format!("{class:?} is not in its list")))
    };
    row.parts("protected_object", &[';'])?.into_iter().map(parse).collect()
}

async fn damages(work: &mut Work<'_>, row: &Row, incident: &Incident, id: Uuid) -> Result<()> {
    for class in incident.protected_objects.iter().filter(|class| !NOT_DAMAGED.contains(class)) {
        let damage = ObjectDamage {
            incident: IncidentId(id),
            class: *class,
            words: None,
            destruction: None,
            claims: Vec::new(),
            warning_given: None,
            url: row.text("source_url")?,
            note: Some("The row names the class only; how far it was damaged is not known".to_owned()),
        };
        create(work, Kind::ObjectDamage, &damage).await?;
    }
    Ok(())
}

fn assessment(row: &Row, incident: Uuid) -> Result<Assessment> {
    let range_basis = row.term("range_basis", RangeBasis::parse)?;
    let grade = row.term("grade", Grade::parse)?;
    let body = body(row, range_basis)?;
    let is_graded = grade.is_some() || body == "Airwars";
    Ok(Assessment {
        incident: IncidentId(incident),
        version: 1,
        basis: Basis::Adopted,
        body: Some(body.to_owned()),
        url: row.text("source_url")?,
        as_of: None,
        codebook: is_graded.then(|| CODEBOOK.to_owned()),
        grade: grade.map(|grade| grade.slug().to_owned()),
        killed: count(row, "killed_min", "killed_max")?,
        injured: count(row, "injured_min", "injured_max")?,
        killed_children: count(row, "children_min", "children_max")?,
        killed_women: count(row, "women_min", "women_max")?,
        killed_men: count(row, "men_min", "men_max")?,
        killed_belligerents: None,
        named: row.int("victims_named_count")?,
        range_basis,
        included: Vec::new(),
        excluded: Vec::new(),
        rationale: None,
        author: None,
        reviewer: None,
        overridden: None,
        note: row.text("source_note")?,
        raw: None,
    })
}

/// Whose judgment it is: the recorder's where its code or page is named, else by what the range rests on.
fn body(row: &Row, range_basis: Option<RangeBasis>) -> Result<&'static str> {
    let url = row.get("source_url")?.unwrap_or_default();
    let is_recorder = row.get("ref_codes")?.is_some() || url.starts_with("https://airwars.org/");
    Ok(match range_basis {
        _ if is_recorder => "Airwars",
        Some(RangeBasis::Official) => OFFICIAL,
        _ => TYPISTS,
    })
}

fn count(row: &Row, min: &str, max: &str) -> Result<Option<Count>> {
    let (min, max) = (row.int(min)?, row.int(max)?);
    Ok((min.is_some() || max.is_some()).then(|| Count::range(min, max)))
}
