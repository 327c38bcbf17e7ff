//! A passkey device that exists only in the browser: what a person's telephone or security key would answer.
//!
//! WebDriver's own extension for WebAuthn; not the ceremonies, which the browser and the server hold between them.
//! The device verifies its owner with every touch until [`Authenticator::refuse_owner`]. Start at
//! [`Browser::add_authenticator`].

use crate::browser::Browser;
use anyhow::{Context, Result};
use serde_json::{Value, json};

/// A device of one browser; it goes with the browser, or with [`Authenticator::remove`].
#[derive(Debug)]
pub struct Authenticator<'a> {
    browser: &'a Browser,
    id: String,
}

impl Browser {
    /// Gives the browser a device that keeps passkeys and asks nobody to touch it.
    pub fn add_authenticator(&self) -> Result<Authenticator<'_>> {
        let device = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserConsenting": true,
            "isUserVerified": true,
        });
        let id = self.driver.post("/webauthn/authenticator", &device)?;
        let id = id.as_str().context("the driver gave no authenticator")?.to_owned();
        Ok(Authenticator { browser: self, id })
    }
}

impl Authenticator<'_> {
    /// What the device keeps: `credentialId`, `rpId`, `userHandle`, `signCount` of each.
    pub fn credentials(&self) -> Result<Vec<Value>> {
        let kept = self.browser.driver.get(&self.path("/credentials"))?;
        Ok(kept.as_array().context("no list of credentials")?.clone())
    }

    /// From now on the device fails to recognise its owner, as with a wrong finger or a wrong PIN.
    pub fn refuse_owner(&self) -> Result<()> {
        self.browser.driver.post(&self.path("/uv"), &json!({ "isUserVerified": false }))?;
        Ok(())
    }

    /// Empties the device, as when it is lost.
    pub fn forget(&self) -> Result<()> {
        self.browser.driver.delete(&self.path("/credentials"))?;
        Ok(())
    }

    /// Takes the device away.
    pub fn remove(self) -> Result<()> {
        self.browser.driver.delete(&self.path(""))?;
        Ok(())
    }

    fn path(&self, rest: &str) -> String {
        format!("/webauthn/authenticator/{}{rest}", self.id)
    }
}
