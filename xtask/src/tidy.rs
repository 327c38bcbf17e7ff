//! `cargo xtask tidy`: the habits of this workspace, each checked by one file of this folder.
//!
//! A check is a function over the listed files (or over `cargo metadata`) that returns [`Findings`]; it prints
//! nothing and changes nothing. A check whose subject does not exist yet passes and says so. To add one: write
//! the file with a test that fails on a bad example, and list it in [`CHECKS`].

mod arrows;
mod asvs;
mod catalogues;
mod crate_count;
mod documented;
mod error_codes;
mod file_sizes;
mod fluent;
mod forbidden_words;
mod licences;
mod links;
mod logical_css;
mod machine_paths;
mod module_docs;
mod record_numbers;
mod shared_data;
mod sql_place;
mod whitespace;

use crate::finding::Findings;
use crate::metadata::{self, Metadata};
use crate::say;
use crate::tree::{self, File};
use anyhow::{Result, ensure};
use std::path::Path;

/// What a check may look at.
pub struct Workspace<'a> {
    /// The folder of the workspace.
    pub root: &'a Path,
    /// Every tracked or new file.
    pub files: &'a [File],
    /// The packages and their arrows.
    pub metadata: &'a Metadata,
}

type Check = fn(&Workspace) -> Result<Findings>;

const CHECKS: &[(&str, Check)] = &[
    ("arrows", |workspace| Ok(arrows::check(workspace.metadata))),
    ("licences", |workspace| Ok(licences::check(workspace.metadata))),
    ("crate-count", |workspace| crate_count::check(workspace.root)),
    ("module-docs", |workspace| Ok(module_docs::check(workspace.files))),
    ("file-sizes", |workspace| Ok(file_sizes::check(workspace.files))),
    ("sql-place", |workspace| Ok(sql_place::check(workspace.files))),
    ("record-numbers", |workspace| Ok(record_numbers::check(workspace.files))),
    ("forbidden-words", |workspace| Ok(forbidden_words::check(workspace.files))),
    ("machine-paths", |workspace| Ok(machine_paths::check(workspace.files))),
    ("whitespace", |workspace| Ok(whitespace::check(workspace.files))),
    ("links", |workspace| Ok(links::check(workspace.files))),
    ("logical-css", |workspace| Ok(logical_css::check(workspace.files))),
    ("catalogues", |workspace| Ok(catalogues::check(workspace.files))),
    ("error-codes", |workspace| Ok(error_codes::check(workspace.files))),
    ("documented", documented::check),
    ("asvs", |workspace| Ok(asvs::check(workspace.files))),
    ("shared-data", |workspace| Ok(shared_data::check(workspace.root, workspace.files))),
];

/// Runs the named checks, or all; `Ok(false)` where one found an offence.
pub fn run(root: &Path, names: &[&str]) -> Result<bool> {
    for name in names {
        let known = CHECKS.iter().map(|(name, _)| *name).collect::<Vec<_>>();
        ensure!(known.contains(name), "no check is called {name}; there are: {}", known.join(", "));
    }
    let files = tree::read(root)?;
    let metadata = metadata::read(root)?;
    let workspace = Workspace { root, files: &files, metadata: &metadata };
    let mut offences = 0;
    for (name, check) in CHECKS.iter().filter(|(name, _)| names.is_empty() || names.contains(name)) {
        let mut findings = check(&workspace)?;
        findings.offences.sort();
        findings.offences.dedup();
        say(&format!("{} {name}", if findings.offences.is_empty() { "ok  " } else { "FAIL" }));
        for note in &findings.notes {
            say(&format!("     {note}"));
        }
        for offence in &findings.offences {
            say(&format!("     {offence}"));
        }
        offences += findings.offences.len();
    }
    say(&format!("tidy: {} files, {offences} offences", files.len()));
    Ok(offences == 0)
}
