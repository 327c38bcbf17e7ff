//! A person who comes in by an invitation and signs in, as their browser and their authenticator app would.

use crate::http::Client;
use crate::program::Program;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::time::{SystemTime, UNIX_EPOCH};
use totp_rs::{Builder, Secret};

/// What everybody's password is here.
pub const PASSWORD: &str = "a long enough password";

/// Somebody who accepted their invitation.
#[derive(Debug)]
pub struct Person {
    /// What they sign in with.
    pub login: String,
    /// Secret of their authenticator app, base 32.
    pub app: String,
    /// Ten recovery codes, none used.
    pub recovery: Vec<String>,
}

/// Makes an account by the command; gives its invitation.
pub fn invite(program: &Program, data: &str, login: &str, roles: &[&str]) -> Result<String> {
    let mut command = vec!["user", "add", "--data", data, login, "--name", login, "--json"];
    for role in roles {
        command.extend(["--role", role]);
    }
    let added: Value = serde_json::from_str(&program.succeed(&command)?)?;
    Ok(added["invitation"].as_str().context("no invitation")?.to_owned())
}

/// Accepts an invitation in the browser.
pub fn accept(origin: &str, login: &str, invitation: &str) -> Result<Person> {
    let mut client = Client::new(origin);
    let link = client.get(&format!("/invitation?code={invitation}"))?;
    ensure!(link.status == 303, "the invitation's link answered {}", link.status);
    let enrolled = client.post_form("/invitation", &[("password", PASSWORD), ("again", PASSWORD)])?.text();
    let app = between(&enrolled, "?secret=", "&").context("no secret for the app")?.to_owned();
    let accepted = client.post_form("/invitation/code", &[("code", &code(&app, 0)?)])?;
    ensure!(accepted.status == 200, "the first code answered {}", accepted.status);
    let text = accepted.text();
    let codes = text.split("<li><code dir=\"ltr\">").skip(1);
    let recovery: Vec<String> = codes.filter_map(|rest| rest.split('<').next().map(str::to_owned)).collect();
    ensure!(recovery.len() == 10, "{} recovery codes", recovery.len());
    Ok(Person { login: login.to_owned(), app, recovery })
}

impl Person {
    /// Signs in with the password and the next recovery code: the app's code of this half minute is used up.
    pub fn sign_in(&mut self, origin: &str) -> Result<Client> {
        let mut client = Client::new(origin);
        let half = client.post_form("/sign-in", &[("login", &self.login), ("password", PASSWORD)])?;
        ensure!(half.status == 303, "the password answered {}", half.status);
        let code = self.recovery.pop().context("no recovery code is left")?;
        let whole = client.post_form("/sign-in/code", &[("code", &code)])?;
        ensure!(whole.status == 303, "the recovery code answered {}", whole.status);
        Ok(client)
    }
}

/// The code of an app's secret so many half minutes from now.
pub fn code(secret: &str, steps: u64) -> Result<String> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs();
    let secret = Secret::try_from_base32(secret).ok().context("the secret is not in base 32")?;
    let builder = Builder::new().with_secret(secret.as_bytes().to_vec().into_boxed_slice());
    Ok(builder.build_noncompliant().generate(now + 30 * steps).to_string())
}

/// What stands in a text between two others.
pub fn between<'text>(text: &'text str, before: &str, after: &str) -> Option<&'text str> {
    text.split_once(before)?.1.split(after).next()
}
