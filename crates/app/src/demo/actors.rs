//! Offices and their holders, the parties to the fighting, and the operations of the two campaigns.

use super::facts::OFFICES;
use super::loader::{Loader, create, link};
use super::table::{Reading, Table};
use crate::failure::{Failure, Result};
use domain::kind::Kind;
use domain::record::{Belligerent, Office, Operation};
use domain::vocabulary::{BelligerentKind, LinkRole};
use domain::when::{When, Zone};
use register::Work;

/// Name as in the facts, Arabic name, kind, other names, the coalition it is a member of.
type Party = (&'static str, &'static str, BelligerentKind, &'static [&'static str], Option<&'static str>);

const COALITION: &str = "US-led Coalition";

const PARTIES: [Party; 12] = [
    (
        COALITION,
        "التحالف بقيادة الولايات المتحدة",
        BelligerentKind::Coalition,
        &["CJTF-OIR", "Coalition"],
        None,
    ),
    ("United States", "الولايات المتحدة", BelligerentKind::State, &["US"], Some(COALITION)),
    ("United Kingdom", "المملكة المتحدة", BelligerentKind::State, &["UK"], Some(COALITION)),
    ("France", "فرنسا", BelligerentKind::State, &[], Some(COALITION)),
    (
        "SDF",
        "قوات سوريا الديمقراطية",
        BelligerentKind::ArmedGroup,
        &["Syrian Democratic Forces", "SDF/YPG"],
        None,
    ),
    ("Kurdish forces", "القوات الكردية", BelligerentKind::ArmedGroup, &[], None),
    ("ISIS", "تنظيم الدولة الإسلامية", BelligerentKind::ArmedGroup, &["ISIL", "Daesh"], None),
    ("Syrian government", "الحكومة السورية", BelligerentKind::State, &[], None),
    ("Russia", "روسيا", BelligerentKind::State, &[], None),
    ("Iraq", "العراق", BelligerentKind::State, &[], None),
    ("Iraqi artillery", "المدفعية العراقية", BelligerentKind::State, &[], None),
    ("unknown", "مجهول", BelligerentKind::Unknown, &[], None),
];

/// Code, names, period in EDTF, area, note.
type Campaign = (&'static str, &'static str, &'static str, &'static str, &'static str, &'static str);

const CAMPAIGNS: [Campaign; 4] = [
    (
        "raqqa_run_up",
        "Run-up to the battle of Raqqa",
        "ما قبل معركة الرقة",
        "2016-11/2017-06-05",
        "Raqqa governorate and around",
        "Ends the day before the battle of the city; the start differs between bodies",
    ),
    (
        "raqqa2017",
        "Battle of Raqqa 2017",
        "معركة الرقة 2017",
        "2017-06-06/2017-10-17",
        "Raqqa city",
        "From the start of the battle of the city to the day the SDF declared it taken",
    ),
    (
        "deirezzor_run_up",
        "Run-up to the Deir ez-Zor campaign",
        "ما قبل حملة دير الزور",
        "2017-10-18/2018-09-10",
        "Middle Euphrates valley, Deir ez-Zor governorate",
        "Between the two campaigns",
    ),
    (
        "deirezzor2018_19",
        "Deir ez-Zor campaign 2018-19",
        "حملة دير الزور 2018-2019",
        "2018-09-11/2019-03-23",
        "Hajin, Sha'fah, Susah and Baghuz, Deir ez-Zor governorate",
        "From the announcement of the third phase towards Hajin to the taking of Baghuz",
    ),
];

/// Loads offices, belligerents and operations.
pub async fn load(loader: &mut Loader<'_>) -> Result<()> {
    offices(loader).await?;
    let mut work = loader.work("belligerents and operations").await?;
    belligerents(loader, &mut work).await?;
    operations(loader, &mut work).await?;
    work.commit().await?;
    Ok(())
}

/// The code under which the loader knows a belligerent.
pub fn belligerent_code(name: &str) -> String {
    let known = PARTIES.iter().find(|party| party.3.contains(&name)).map_or(name, |party| party.0);
    format!("belligerent: {known}")
}

async fn offices(loader: &mut Loader<'_>) -> Result<()> {
    let table = Table::read(OFFICES.0, OFFICES.1)?;
    let mut work = loader.work(table.name).await?;
    let mut made = 0;
    for row in &table.rows {
        let office = Office {
            office: row.need("office")?.to_owned(),
            body: row.need("body")?.to_owned(),
            state: row.text("state")?,
            holder: row.text("holder")?,
            held: row.when("start_date", "end_date", Reading::default())?,
            acting: row.get("acting")? == Some("y"),
            confirmed: row.text("confirmed_on_page")?,
            url: row.text("source_url")?,
            note: row.text("source_note")?,
            raw: Some(row.raw()),
        };
        let id = create(&mut work, Kind::Office, &office).await?;
        loader.learn(row.need("office_row_id")?, Kind::Office, id)?;
        made += 1;
    }
    work.commit().await?;
    Loader::count(&table, made)
}

async fn belligerents(loader: &mut Loader<'_>, work: &mut Work<'_>) -> Result<()> {
    for (name, name_ar, kind, aliases, coalition) in PARTIES {
        let belligerent = Belligerent {
            name: name.to_owned(),
            name_ar: Some(name_ar.to_owned()),
            kind: Some(kind),
            aliases: aliases.iter().map(|alias| (*alias).to_owned()).collect(),
            note: None,
        };
        let id = create(work, Kind::Belligerent, &belligerent).await?;
        loader.learn(&belligerent_code(name), Kind::Belligerent, id)?;
        if let Some(coalition) = coalition {
            let coalition = loader.need(&belligerent_code(coalition))?;
            link(work, (Kind::Belligerent, id), LinkRole::MemberOf, coalition, &[]).await?;
        }
    }
    Ok(())
}

async fn operations(loader: &mut Loader<'_>, work: &mut Work<'_>) -> Result<()> {
    for (code, name, name_ar, period, area, note) in CAMPAIGNS {
        let zone = Zone::parse("Asia/Damascus").map_err(|error| Failure::facts("operations", error))?;
        let period =
            When::from_edtf(period, zone, None, None).map_err(|error| Failure::facts("operations", error))?;
        let operation = Operation {
            code: code.to_owned(),
            name: name.to_owned(),
            name_ar: Some(name_ar.to_owned()),
            period: Some(period),
            area: Some(area.to_owned()),
            note: Some(note.to_owned()),
        };
        let id = create(work, Kind::Operation, &operation).await?;
        loader.learn(code, Kind::Operation, id)?;
    }
    // Who took part in which, as an operation's parties; the run-ups lead to the campaigns they are part of.
    for (part, whole) in [("raqqa_run_up", "raqqa2017"), ("deirezzor_run_up", "deirezzor2018_19")] {
        link(work, loader.need(part)?, LinkRole::PartOf, loader.need(whole)?, &[]).await?;
    }
    for (code, ..) in CAMPAIGNS {
        let attributes = [("as", "party")];
        for party in [COALITION, "SDF"] {
            let party = loader.need(&belligerent_code(party))?;
            link(work, party, LinkRole::MemberOf, loader.need(code)?, &attributes).await?;
        }
    }
    Ok(())
}
