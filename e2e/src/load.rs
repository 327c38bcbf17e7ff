//! A team at work, all at once: who reads and writes what, how long each answer took, and what went wrong.
//!
//! Each person is a thread with a session of their own who looks at something, reads for a while, and looks at
//! the next thing. Start at [`Team::gather`] and [`Team::work`].

mod figures;
mod user;

pub use figures::{Figures, Kind};

use crate::incidents;
use crate::person;
use crate::program::{Program, Server};
use anyhow::{Context, Result};
use std::path::Path;
use std::time::{Duration, Instant};
use user::User;

/// How many of everything.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// People who work at the same time.
    pub people: usize,
    /// Incidents in the register before they begin.
    pub incidents: usize,
    /// How long they work.
    pub lasts: Duration,
    /// How long a person reads between two requests, on average; exponentially distributed, at most
    /// tenfold.
    pub pause: Duration,
}

/// People with their sessions, and the server they work at.
#[derive(Debug)]
pub struct Team {
    users: Vec<User>,
    server: Server,
    size: Size,
}

impl Team {
    /// Makes a register with its incidents in a folder, and everybody in it signed in. `database` is the address of
    /// a PostgreSQL server with the name of a schema that is not there yet.
    ///
    /// # Errors
    /// Where a command or a form of the program does not do what it is asked.
    pub fn gather(
        program: &Program,
        folder: &Path,
        size: Size,
        database: Option<(&str, &str)>,
    ) -> Result<Self> {
        let data = folder.join("data").display().to_string();
        let mut init = vec!["init", "--data", &data];
        if let Some((url, schema)) = database {
            init.extend(["--database", url, "--schema", schema]);
        }
        program.succeed(&init)?;
        let table = folder.join("incidents.csv");
        std::fs::write(&table, incidents::table(size.incidents))?;
        let table = table.display().to_string();
        let import = ["import", "--data", &data, "--map", "airwars-incidents", &table, "--commit"];
        program.succeed(&import)?;
        let mut invitations = Vec::new();
        for number in 0..size.people {
            // One in ten reviews; the others do research.
            let role = if number % 10 == 9 { "reviewer" } else { "researcher" };
            let login = format!("person{number}");
            invitations.push((person::invite(program, &data, &login, &[role])?, login));
        }
        let server = program.serve(&["serve", "--data", &data, "--listen", "127.0.0.1:0"])?;
        let mut users = Vec::new();
        for (number, (invitation, login)) in invitations.into_iter().enumerate() {
            let mut person = person::accept(server.origin(), &login, &invitation)?;
            let client = person.sign_in(server.origin())?;
            users.push(User::new(number, client, size));
        }
        Ok(Self { users, server, size })
    }

    /// Everybody works until the time is up.
    ///
    /// # Errors
    /// Where somebody's thread ended before its time.
    pub fn work(&mut self) -> Result<Figures> {
        let started = Instant::now();
        let until = started + self.size.lasts;
        let users = std::mem::take(&mut self.users);
        let threads: Vec<_> =
            users.into_iter().map(|user| std::thread::spawn(move || user.work_until(until))).collect();
        let mut figures = Figures::default();
        for thread in threads {
            let (user, own) = thread.join().ok().context("a person's thread ended early")?;
            self.users.push(user);
            figures.add(own);
        }
        figures.took = started.elapsed();
        Ok(figures)
    }

    /// The id of the server's process.
    pub fn process_id(&self) -> u32 {
        self.server.process_id()
    }
}
