//! Which project of a register a command means.

use crate::exit::Exit;
use crate::failure::{Failure, Result};
use domain::id::ProjectId;
use domain::record::Project;
use register::Register;

/// The project of a code; without one the first that is no exercise, and an exercise where there is nothing else.
pub async fn named(register: &Register, code: Option<&str>) -> Result<(ProjectId, Project)> {
    let projects = register.projects().await?;
    let codes: Vec<String> = projects.iter().map(|(_, project)| project.code.clone()).collect();
    let found = match code {
        Some(code) => projects.into_iter().find(|(_, project)| project.code == code),
        None => projects.into_iter().min_by_key(|(_, project)| project.exercise),
    };
    found.ok_or_else(|| {
        let message = code.map_or_else(
            || "the register has no project".to_owned(),
            |code| format!("there is no project {code}"),
        );
        Failure::new(Exit::NotFound, "no-project", message).hint(format!("projects: {}", codes.join(", ")))
    })
}
