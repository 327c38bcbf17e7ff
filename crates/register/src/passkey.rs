//! The two ceremonies of passkeys: making one, and signing in with one. Not their storage, and not sessions.
//!
//! `webauthn-rs` checks everything; what is decided here is which passkeys we take: those that name their owner
//! themselves, so that nobody types a login, and that verify their owner, so that one passkey is two factors. The
//! state of a ceremony stays on the server, serves once, and is never sent to a browser. Start at
//! [`RelyingParty::new`].

use crate::error::{Error, Result};
use domain::id::ActorId;
use serde_json::Value;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, DiscoverableKey, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url,
};
use webauthn_rs::{Webauthn, WebauthnBuilder};

/// The site that passkeys are made for.
pub struct RelyingParty {
    webauthn: Webauthn,
    address: Url,
}

/// A ceremony begun: `options` go to the browser, `state` stays here until the answer comes.
pub struct Begun<S> {
    /// JSON for `navigator.credentials.create` or `.get`; binary fields are base64url.
    pub options: Value,
    /// What the answer is checked against; serves once.
    pub state: S,
}

impl RelyingParty {
    /// The site at an origin such as `https://sijil.example.org` or `http://localhost:8080`.
    ///
    /// # Errors
    /// `setting-not-understood` where it is no address or has no name: an address of numbers holds no passkeys.
    pub fn new(origin: &str) -> Result<Self> {
        let refused = || Error::Setting("public_url".to_owned());
        let url = Url::parse(origin).map_err(|_error| refused())?;
        let name = url.domain().ok_or_else(refused)?;
        let builder = WebauthnBuilder::new(name, &url).map_err(|_error| refused())?;
        let webauthn = builder.rp_name("Sijil").build().map_err(|_error| refused())?;
        Ok(Self { webauthn, address: url })
    }

    /// Its address, for people.
    pub fn address(&self) -> &str {
        self.address.as_str()
    }

    /// Whether a `Host` header names this site.
    pub fn is_at(&self, host: &str) -> bool {
        self.address.authority().eq_ignore_ascii_case(host)
    }

    /// Begins to make a passkey for somebody who is signed in; devices that hold one of theirs make no second.
    ///
    /// # Errors
    /// `stored-data-damaged` where the options cannot be made.
    pub fn begin_making(
        &self,
        actor: ActorId,
        login: &str,
        name: &str,
        held: &[Passkey],
    ) -> Result<Begun<PasskeyRegistration>> {
        let held = held.iter().map(|passkey| passkey.cred_id().clone()).collect();
        let begun = self.webauthn.start_passkey_registration(actor.0, login, name, Some(held));
        let (options, state) = begun.map_err(|_error| damaged())?;
        let mut options = serde_json::to_value(options).map_err(|_error| damaged())?;
        // Only a passkey kept on the device names its owner when no login is typed.
        let selection = &mut options["publicKey"]["authenticatorSelection"];
        selection["residentKey"] = "required".into();
        selection["requireResidentKey"] = true.into();
        Ok(Begun { options, state })
    }

    /// The passkey that a device made. The caller refuses an id that is kept already, whoever it belongs to.
    ///
    /// # Errors
    /// `not-found` for every answer that is not right, alike.
    pub fn finish_making(&self, answer: &str, state: &PasskeyRegistration) -> Result<Passkey> {
        let answer: RegisterPublicKeyCredential =
            serde_json::from_str(answer).map_err(|_error| Error::NotFound)?;
        self.webauthn.finish_passkey_registration(&answer, state).map_err(|_error| Error::NotFound)
    }

    /// Begins to sign somebody in; nobody says who they are, so nothing tells which logins there are.
    ///
    /// # Errors
    /// `stored-data-damaged` where the options cannot be made.
    pub fn begin_sign_in(&self) -> Result<Begun<DiscoverableAuthentication>> {
        let begun = self.webauthn.start_discoverable_authentication();
        let (mut options, state) = begun.map_err(|_error| damaged())?;
        // Asked for by a button and not offered while a login is typed.
        options.mediation = None;
        let options = serde_json::to_value(options).map_err(|_error| damaged())?;
        Ok(Begun { options, state })
    }

    /// Whom the answer claims to be, and the id of the passkey; believed only after [`Self::finish_sign_in`].
    ///
    /// # Errors
    /// `not-found` where it names nobody.
    pub fn claimed(&self, answer: &str) -> Result<(ActorId, Vec<u8>)> {
        let answer = read(answer)?;
        let claimed = self.webauthn.identify_discoverable_authentication(&answer);
        let (actor, id) = claimed.map_err(|_error| Error::NotFound)?;
        Ok((ActorId(actor), id.to_vec()))
    }

    /// Checks the answer against the passkey kept under the claimed id and actor. Gives the passkey to keep from
    /// now on: its counter may have risen.
    ///
    /// # Errors
    /// `not-found` for every answer that is not right, alike.
    pub fn finish_sign_in(
        &self,
        answer: &str,
        state: DiscoverableAuthentication,
        mut kept: Passkey,
    ) -> Result<Passkey> {
        let key = DiscoverableKey::from(&kept);
        let checked = self.webauthn.finish_discoverable_authentication_v2(&read(answer)?, state, key);
        let checked = checked.map_err(|_error| Error::NotFound)?;
        kept.update_credential(&checked).ok_or(Error::NotFound)?;
        Ok(kept)
    }
}

fn read(answer: &str) -> Result<PublicKeyCredential> {
    serde_json::from_str(answer).map_err(|_error| Error::NotFound)
}

fn damaged() -> Error {
    Error::Damaged("a passkey ceremony".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    const ACTOR: ActorId = ActorId(Uuid::from_u128(7));

    #[test]
    fn only_a_site_with_a_name_holds_passkeys() {
        assert!(RelyingParty::new("http://localhost:8080").is_ok());
        let site = RelyingParty::new("https://sijil.example.org/").unwrap();
        assert!(site.is_at("Sijil.example.org") && !site.is_at("sijil.example.org:8080"));
        for bad in ["http://127.0.0.1:8080", "https://[::1]/", "sijil.example.org", ""] {
            assert_eq!(
                RelyingParty::new(bad).err().map(|error| error.code()),
                Some("setting-not-understood")
            );
        }
    }

    #[test]
    fn a_passkey_must_name_and_verify_its_owner() {
        let site = RelyingParty::new("http://localhost:8080").unwrap();
        let making = site.begin_making(ACTOR, "layla", "Layla", &[]).unwrap().options;
        let selection = &making["publicKey"]["authenticatorSelection"];
        assert_eq!(selection["residentKey"], "required");
        assert_eq!(selection["userVerification"], "required");
        assert_eq!(making["publicKey"]["rp"]["id"], "localhost");
        let using = site.begin_sign_in().unwrap().options;
        assert_eq!(using["publicKey"]["userVerification"], "required");
        assert!(using.get("mediation").is_none_or(Value::is_null));
        let again = site.begin_sign_in().unwrap().options;
        assert_ne!(using["publicKey"]["challenge"], again["publicKey"]["challenge"]);
    }

    #[test]
    fn the_state_can_be_kept_and_nonsense_is_refused_alike() {
        let site = RelyingParty::new("http://localhost:8080").unwrap();
        let state = site.begin_making(ACTOR, "layla", "Layla", &[]).unwrap().state;
        let state = serde_json::to_string(&state).unwrap();
        let state: PasskeyRegistration = serde_json::from_str(&state).unwrap();
        for answer in ["", "{}", "[]", "\u{202e}", "{\"id\":\"AA\",\"rawId\":\"AA\",\"type\":\"public-key\"}"]
        {
            assert_eq!(site.finish_making(answer, &state).err().map(|error| error.code()), Some("not-found"));
            assert_eq!(site.claimed(answer).err().map(|error| error.code()), Some("not-found"));
        }
    }
}
