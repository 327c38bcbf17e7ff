//! The passkey device of the browser: that it makes and uses passkeys, and refuses who is not its owner.

use crate::site;
use e2e::browser::{Browser, Language};
use serde_json::{Value, json};

const PAGES: &[(&str, &str, &str)] = &[("/", "text/html", "<!doctype html><title>Door</title><h1>Door</h1>")];

/// Makes a passkey for the site, as a page would; gives its id, or the name of the browser's error.
const MAKE: &str = "return navigator.credentials.create({publicKey: {\
    challenge: new Uint8Array(32), rp: {id: 'localhost', name: 'Door'},\
    user: {id: new Uint8Array([7]), name: 'layla', displayName: 'Layla'},\
    pubKeyCredParams: [{type: 'public-key', alg: -7}],\
    authenticatorSelection: {residentKey: 'required', userVerification: 'required'}}})\
    .then(made => made.id, error => error.name);";

/// Uses whatever passkey the device offers; gives its id, or the name of the browser's error.
const USE: &str = "return navigator.credentials.get({publicKey: {challenge: new Uint8Array(32),\
    rpId: 'localhost', userVerification: 'required', timeout: 2000}})\
    .then(used => used.id, error => error.name);";

fn run(browser: &Browser, script: &str) -> Value {
    browser.execute(script, &[]).expect("the script runs")
}

#[test]
fn a_passkey_is_made_used_and_lost() {
    let Some(browser) = Browser::start(Language::English).expect("a browser where strict") else { return };
    let site = site::start(PAGES);
    // Passkeys belong to a name; an address of numbers cannot hold any.
    browser.goto(&site.origin.replace("127.0.0.1", "localhost")).expect("the page opens");
    let device = browser.add_authenticator().expect("a device");
    assert!(device.credentials().expect("a list").is_empty());

    let made = run(&browser, MAKE);
    let kept = device.credentials().expect("a list");
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["credentialId"], made);
    assert_eq!(kept[0]["rpId"], json!("localhost"));
    assert_eq!(run(&browser, USE), made);

    device.refuse_owner().expect("set");
    assert_eq!(run(&browser, USE), json!("NotAllowedError"), "a wrong finger opens nothing");
    device.forget().expect("emptied");
    assert!(device.credentials().expect("a list").is_empty());
    device.remove().expect("taken away");
}
