//! The order in which the demonstration is loaded. It never changes without a new version: ids follow from it.

use super::loader::Loader;
use super::{
    accounts, actors, exercise, findings, gazetteer, incidents, monthly, official, releases, sources,
    stories, tallies,
};
use crate::failure::Result;
use crate::progress;
use domain::record::Project;
use register::register::PROGRAM_ACTOR;
use register::{Reason, Register};

/// Loads both projects.
pub async fn everything(register: &Register) -> Result<()> {
    let bar = progress::bar(12);
    let step = |what: &'static str| {
        bar.inc(1);
        bar.set_message(what);
    };
    step("projects");
    let campaign = register.make_project(reason(), &campaign()).await?;
    let exercise = register.make_project(reason(), &exercise::project()).await?;
    let mut loader = Loader::new(register, campaign);
    step("sources");
    sources::load(&mut loader).await?;
    step("places");
    gazetteer::load(&mut loader).await?;
    step("offices, belligerents, operations");
    actors::load(&mut loader).await?;
    step("releases");
    releases::load(&mut loader).await?;
    step("monthly reports");
    monthly::load(&mut loader).await?;
    step("tallies");
    tallies::load(&mut loader).await?;
    step("incidents");
    incidents::load(&mut loader).await?;
    step("findings");
    findings::load(&mut loader).await?;
    step("allegations and official events");
    accounts::load(&mut loader).await?;
    official::load(&mut loader).await?;
    step("stories");
    stories::load(&mut loader).await?;
    step("exercise");
    exercise::load(register, exercise).await?;
    bar.finish_and_clear();
    Ok(())
}

fn reason() -> Reason {
    Reason { actor: PROGRAM_ACTOR, why: "Load the demonstration: projects".to_owned() }
}

fn campaign() -> Project {
    Project {
        code: "raqqa-deir-ez-zor".to_owned(),
        name: "Raqqa and Deir ez-Zor".to_owned(),
        name_ar: Some("الرقة ودير الزور".to_owned()),
        about: Some(
            "Raqqa, June to October 2017, and Deir ez-Zor, September 2018 to March 2019, with the run-up: a selection \
             of public facts typed by hand from the pages named in each record. It is no complete list: its rows are \
             never summed into a total."
                .to_owned(),
        ),
        about_ar: Some(
            "الرقة من حزيران/يونيو إلى تشرين الأول/أكتوبر 2017، ودير الزور من أيلول/سبتمبر 2018 إلى آذار/مارس 2019، وما \
             سبقهما: مختارات من وقائع علنية أُدخلت يدويًا من الصفحات المذكورة في كل سجل. ليست قائمة كاملة، ولا تُجمع \
             صفوفها في مجموع."
                .to_owned(),
        ),
        exercise: false,
        codebook: Some("airwars 1".to_owned()),
    }
}
