//! Passkeys against the running program, with a device that exists only in the browser: made, used, lost, removed,
//! shown again before what is hard to undo; replayed ceremonies and people who may not sign in are refused.

use crate::sign_in::{Team, code, team};
use e2e::browser::{Browser, Language};
use e2e::person::PASSWORD;
use serde_json::{Value, json};

/// Has the page keep the device's answer in place of sending it.
const HOLD_BACK: &str =
    "HTMLFormElement.prototype.submit = function () { window.answer = this.elements.answer.value; };";
/// Waits for it.
const ANSWER: &str = "return new Promise(done => {\
    const look = () => window.answer ? done(window.answer) : setTimeout(look, 20); look(); });";
/// Sends an answer as the page would; gives the status and the path where it led.
const SEND: &str = "return fetch('/sign-in/passkey', {method: 'POST', \
    body: new URLSearchParams({answer: arguments[0], back: '/account'})})\
    .then(answer => [answer.status, new URL(answer.url).pathname]);";

/// Whatever is asked, in the page.
fn run(browser: &Browser, script: &str, arguments: &[Value]) -> Value {
    browser.execute(script, arguments).expect("the script runs")
}

fn click(browser: &Browser, css: &str) {
    browser.find(css).expect(css).click().expect(css);
}

fn fill(browser: &Browser, css: &str, text: &str) {
    browser.find(css).expect(css).type_text(text).expect(css);
}

fn with_password(browser: &Browser, team: &Team, code: &str) {
    browser.goto(&team.server.url("/sign-in?back=/account")).expect("the page opens");
    fill(browser, "#login", "layla");
    fill(browser, "#password", PASSWORD);
    click(browser, "form[action='/sign-in'] button");
    fill(browser, "#code", code);
    click(browser, "form[action='/sign-in/code'] button");
    browser.expect_text("h1", "Your account").expect("signed in");
}

fn with_passkey(browser: &Browser, team: &Team) {
    browser.goto(&team.server.url("/sign-in?back=/account")).expect("the page opens");
    click(browser, "form[action='/sign-in/passkey'] button");
}

fn leave(browser: &Browser) {
    click(browser, "form[action='/sign-out'] button");
    browser.expect_text("h1", "Sign in").expect("signed out");
}

fn add(browser: &Browser, name: &str) {
    fill(browser, "#passkey_name", name);
    click(browser, "[data-purpose='make'] button");
    browser.expect_text("main", "not used yet").expect("it is listed");
    browser.expect_text("main", name).expect("by its name");
}

/// The answer of the device to a ceremony just begun, with the cookie that belongs to it.
fn answer(browser: &Browser, team: &Team) -> (Value, Vec<(String, String)>) {
    browser.goto(&team.server.url("/sign-in?back=/account")).expect("the page opens");
    run(browser, HOLD_BACK, &[]);
    click(browser, "form[action='/sign-in/passkey'] button");
    let answer = run(browser, ANSWER, &[]);
    let cookies = browser.cookies().expect("cookies");
    let ceremony = cookies.into_iter().filter(|(name, _)| name.contains("-ceremony-")).collect();
    (answer, ceremony)
}

#[test]
fn a_passkey_is_made_used_and_removed() {
    let Some(browser) = Browser::start(Language::English).expect("a browser where strict") else { return };
    let team = team();
    let device = browser.add_authenticator().expect("a device");
    with_password(&browser, &team, &code(&team.app, 1));
    add(&browser, "Telephone");
    let kept = device.credentials().expect("a list");
    assert_eq!((kept.len(), &kept[0]["rpId"]), (1, &json!("localhost")));
    leave(&browser);

    with_passkey(&browser, &team);
    browser.expect_text("main", "last used").expect("signed in with the passkey");

    click(&browser, "button[name='passkey']");
    browser.expect_text("main", "You have no passkey.").expect("removed");
    leave(&browser);
    with_passkey(&browser, &team);
    browser.expect_text("main", "This passkey was not taken.").expect("refused");
    assert_eq!(device.credentials().expect("a list").len(), 1, "the device does not know");
}

#[test]
fn a_ceremony_that_is_sent_again_opens_nothing() {
    let Some(browser) = Browser::start(Language::English).expect("a browser where strict") else { return };
    let team = team();
    let _device = browser.add_authenticator().expect("a device");
    with_password(&browser, &team, &code(&team.app, 1));
    add(&browser, "Telephone");
    leave(&browser);

    let (held, cookies) = answer(&browser, &team);
    assert_eq!(cookies.len(), 1);
    assert_eq!(run(&browser, SEND, std::slice::from_ref(&held)), json!([200, "/account"]));
    browser.goto(&team.server.url("/account")).expect("the page opens");
    leave(&browser);
    for (name, value) in &cookies {
        browser.set_cookie(name, value).expect("set");
    }
    assert_eq!(run(&browser, SEND, &[held]), json!([401, "/sign-in/passkey"]), "the same answer again");

    browser.goto(&team.server.url("/sign-in")).expect("the page opens");
    run(&browser, "navigator.credentials.get = () => Promise.reject(new Error('none'));", &[]);
    click(&browser, "form[action='/sign-in/passkey'] button");
    browser.expect_text("[role=alert]", "The browser gave no passkey.").expect("said on the page");
}

#[test]
fn who_is_deactivated_comes_in_with_no_passkey() {
    let Some(browser) = Browser::start(Language::Arabic).expect("a browser where strict") else { return };
    let team = team();
    let _device = browser.add_authenticator().expect("a device");
    browser.goto(&team.server.url("/sign-in?lang=en&back=/account")).expect("the page opens");
    with_password(&browser, &team, &code(&team.app, 1));
    add(&browser, "هاتفي");
    leave(&browser);
    let (held, _) = answer(&browser, &team);
    team.program.succeed(&["user", "deactivate", "--data", &team.data, "layla"]).expect("beside the server");
    assert_eq!(run(&browser, SEND, &[held]), json!([401, "/sign-in/passkey"]));
    with_passkey(&browser, &team);
    browser.expect_text("main", "This passkey was not taken.").expect("refused");
}
