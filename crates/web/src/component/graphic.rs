//! Ways to graphic material: grey, and closed until somebody asks for it. Works without scripts.
//!
//! The register holds no media of its own yet; what is guarded are the addresses of reports marked as graphic, and of
//! what stands in them. Nothing of such material is fetched or shown by any page. Start at [`guarded`].

use super::naming::Names;
use crate::i18n::Say;
use domain::kind::Kind;
use domain::record::Body;
use maud::{Markup, html};
use serde_json::Value as Json;

/// Links to what shows graphic material, behind a warning; to anything else as they are.
pub fn guarded(say: Say, is_graphic: bool, links: &Markup) -> Markup {
    if !is_graphic {
        return links.clone();
    }
    html! {
        details.graphic {
            summary { (say.text("graphic-warning")) }
            p.small { (say.text("graphic-words")) }
            (links)
        }
    }
}

/// Whether a record is a report marked as graphic, or stands in one.
pub fn is_graphic(kind: Kind, body: &Body, names: &Names) -> bool {
    let marked = |body: &Body| body.get("graphic").and_then(Json::as_bool) == Some(true);
    let report = || {
        let id = body.get("report").and_then(Json::as_str)?.parse().ok()?;
        names.records.get(&id)
    };
    (kind == Kind::Report && marked(body)) || report().is_some_and(|report| marked(&report.body))
}
