//! A real browser: opens pages, finds, clicks, types, reads, takes pictures.
//!
//! Needs `chromium` and `chromedriver`. Finding an element waits for it a little, as the driver does; nothing
//! else waits. What a reader's device is like is set in [`crate::emulation`]. Start at [`Browser::start`].

use crate::webdriver::{Driver, ELEMENT};
use crate::{is_strict, limits, skipped};
use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;
use tempfile::TempDir;

/// The language a reader's browser asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// English.
    English,
    /// Arabic.
    Arabic,
}

impl Language {
    /// The code in headers, folders and addresses.
    pub fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Arabic => "ar",
        }
    }
}

/// A browser with one window; it is closed when this is dropped.
#[derive(Debug)]
pub struct Browser {
    pub(crate) driver: Driver,
    // Held so that the profile outlives the browser: fields are dropped in order.
    _profile: TempDir,
}

/// An element of the page that was open when it was found.
#[derive(Debug)]
pub struct Element<'a> {
    browser: &'a Browser,
    id: String,
}

impl Browser {
    /// Starts a browser, or says why this machine cannot and gives `None`. Under `./test` that is an error.
    pub fn start(language: Language) -> Result<Option<Self>> {
        if std::env::var("SIJIL_TEST_BROWSER").is_ok_and(|value| value == "off") {
            skipped("the browser is turned off by SIJIL_TEST_BROWSER");
            return Ok(None);
        }
        let (Some(driver), Some(chromium)) =
            (on_path(&["chromedriver"]), on_path(&["chromium", "google-chrome"]))
        else {
            ensure!(
                !is_strict(),
                "chromium or chromedriver is missing: install chromium and chromium-driver"
            );
            skipped("chromium or chromedriver is missing");
            return Ok(None);
        };
        Self::open(&driver, &chromium, language).map(Some)
    }

    fn open(driver: &Path, chromium: &Path, language: Language) -> Result<Self> {
        let profile = tempfile::Builder::new().prefix("sijil-browser-").tempdir()?;
        let mut driver = Driver::start(&driver.to_string_lossy())?;
        let code = language.code();
        let arguments = [
            "--headless=new".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-quic".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--no-first-run".to_owned(),
            "--disable-background-networking".to_owned(),
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            "--hide-scrollbars".to_owned(),
            "--force-color-profile=srgb".to_owned(),
            "--window-size=1280,900".to_owned(),
            // A page that asks anyone but its own server is found out here and not on a closed network.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1".to_owned(),
            format!("--lang={code}"),
            format!("--accept-lang={code}"),
            format!("--user-data-dir={}", profile.path().display()),
        ];
        driver.open(&json!({
            "browserName": "chrome",
            "goog:chromeOptions": {
                "binary": chromium,
                "args": arguments,
                "prefs": { "intl.accept_languages": code },
            },
            "goog:loggingPrefs": { "browser": "ALL" },
            "timeouts": {
                "implicit": millis(limits::ELEMENT_MAX),
                "pageLoad": millis(limits::REQUEST_MAX),
                "script": millis(limits::REQUEST_MAX),
            },
        }))?;
        Ok(Self { driver, _profile: profile })
    }

    /// Opens a page and waits until it is loaded.
    pub fn goto(&self, address: &str) -> Result<()> {
        self.driver
            .post("/url", &json!({ "url": address }))
            .with_context(|| format!("cannot open {address}"))?;
        Ok(())
    }

    /// The address of the open page.
    pub fn address(&self) -> Result<String> {
        text_of(&self.driver.get("/url")?)
    }

    /// The title of the open page.
    pub fn title(&self) -> Result<String> {
        text_of(&self.driver.get("/title")?)
    }

    /// The page as the browser has it now.
    pub fn source(&self) -> Result<String> {
        text_of(&self.driver.get("/source")?)
    }

    /// The first element that this CSS selector means, waited for a little.
    pub fn find(&self, css: &str) -> Result<Element<'_>> {
        self.find_by("css selector", css)
    }

    /// The innermost element that holds this text, waited for a little.
    pub fn find_text(&self, text: &str) -> Result<Element<'_>> {
        ensure!(!text.contains('"'), "a text with a double quote cannot be looked for");
        let holds = format!("contains(normalize-space(.), \"{text}\")");
        self.find_by("xpath", &format!("//body//*[{holds} and not(.//*[{holds}])]"))
    }

    fn find_by(&self, using: &str, value: &str) -> Result<Element<'_>> {
        let found = self
            .driver
            .post("/element", &json!({ "using": using, "value": value }))
            .with_context(|| format!("nothing on the page is {value}"))?;
        self.element(&found)
    }

    /// Every element that this CSS selector means now; none is no error.
    pub fn find_all(&self, css: &str) -> Result<Vec<Element<'_>>> {
        self.set_patience(0)?;
        let found = self.driver.post("/elements", &json!({ "using": "css selector", "value": css }));
        self.set_patience(millis(limits::ELEMENT_MAX))?;
        let found = found?;
        found.as_array().context("no list of elements")?.iter().map(|value| self.element(value)).collect()
    }

    fn set_patience(&self, implicit_ms: u64) -> Result<()> {
        self.driver.post("/timeouts", &json!({ "implicit": implicit_ms }))?;
        Ok(())
    }

    /// The element that has the keyboard.
    pub fn focused(&self) -> Result<Element<'_>> {
        self.element(&self.driver.get("/element/active")?)
    }

    fn element(&self, value: &Value) -> Result<Element<'_>> {
        let id = value[ELEMENT].as_str().context("the driver gave no element")?;
        Ok(Element { browser: self, id: id.to_owned() })
    }

    /// Fails unless the element's visible text comes to hold this one while an element is waited for.
    ///
    /// Asked again and again, because a click may return before the page it leads to has replaced the old one.
    pub fn expect_text(&self, css: &str, wanted: &str) -> Result<()> {
        let started = Instant::now();
        loop {
            let text = self.find(css).and_then(|element| element.text());
            match text {
                Ok(text) if text.contains(wanted) => return Ok(()),
                Ok(_) | Err(_) if started.elapsed() < limits::ELEMENT_MAX => {}
                Ok(text) => bail!("`{css}` says `{text}` and not `{wanted}`"),
                Err(error) => return Err(error),
            }
        }
    }

    /// Runs a function body in the page and gives what it returns.
    pub fn execute(&self, script: &str, arguments: &[Value]) -> Result<Value> {
        self.driver.post("/execute/sync", &json!({ "script": script, "args": arguments }))
    }

    /// What the page's console says since last asked: refused requests and policy violations among it.
    pub fn console(&self) -> Result<Vec<String>> {
        let entries = self.driver.post("/se/log", &json!({ "type": "browser" }))?;
        let entries = entries.as_array().context("no list of messages")?;
        Ok(entries.iter().filter_map(|entry| entry["message"].as_str().map(str::to_owned)).collect())
    }

    /// Names and values of the page's cookies.
    pub fn cookies(&self) -> Result<Vec<(String, String)>> {
        let cookies = self.driver.get("/cookie")?;
        let cookies = cookies.as_array().context("no list of cookies")?;
        cookies.iter().map(|cookie| Ok((text_of(&cookie["name"])?, text_of(&cookie["value"])?))).collect()
    }

    /// Sets a cookie for the open page's site.
    pub fn set_cookie(&self, name: &str, value: &str) -> Result<()> {
        self.driver.post("/cookie", &json!({ "cookie": { "name": name, "value": value } }))?;
        Ok(())
    }

    /// Goes one page back.
    pub fn back(&self) -> Result<()> {
        self.driver.post("/back", &json!({}))?;
        Ok(())
    }

    /// Writes a picture of what the window shows.
    pub fn screenshot(&self, path: &Path) -> Result<()> {
        write_picture(path, &self.driver.get("/screenshot")?)
    }

    /// Writes a picture of the whole page, also what lies below the window.
    pub fn screenshot_page(&self, path: &Path) -> Result<()> {
        let metrics = self.command("Page.getLayoutMetrics", &json!({}))?;
        let size = &metrics["cssContentSize"];
        let width = metrics["cssLayoutViewport"]["clientWidth"].clone();
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": size["height"], "scale": 1 });
        // Beyond the window only where there is something: Chromium shifts a page from right to left that fits.
        let seen = metrics["cssLayoutViewport"]["clientHeight"].as_f64();
        let is_longer = size["height"].as_f64() > seen;
        let shot = json!({ "format": "png", "captureBeyondViewport": is_longer, "clip": clip });
        write_picture(path, &self.command("Page.captureScreenshot", &shot)?["data"])
    }

    /// Writes the open page as it is printed, as a PDF.
    pub fn print(&self, path: &Path) -> Result<()> {
        let paper = json!({ "printBackground": false, "preferCSSPageSize": true });
        write_picture(path, &self.command("Page.printToPDF", &paper)?["data"])
    }

    /// A command of the browser's own protocol, for what WebDriver lacks.
    pub(crate) fn command(&self, name: &str, parameters: &Value) -> Result<Value> {
        self.driver
            .post("/goog/cdp/execute", &json!({ "cmd": name, "params": parameters }))
            .with_context(|| format!("the browser refused {name}"))
    }
}

impl Element<'_> {
    /// Clicks it; a page it leads to is loaded when this returns.
    pub fn click(&self) -> Result<()> {
        self.post("click", &json!({}))
    }

    /// Types into it after what is there.
    pub fn type_text(&self, text: &str) -> Result<()> {
        self.post("value", &json!({ "text": text }))
    }

    /// Empties a field.
    pub fn clear(&self) -> Result<()> {
        self.post("clear", &json!({}))
    }

    /// Chooses a file in an `input[type=file]`.
    pub fn upload(&self, file: &Path) -> Result<()> {
        let full = file.canonicalize().with_context(|| format!("no file {}", file.display()))?;
        self.type_text(&full.to_string_lossy())
    }

    /// Its text as a reader sees it.
    pub fn text(&self) -> Result<String> {
        text_of(&self.get("text")?)
    }

    /// An attribute as written in the page.
    pub fn attribute(&self, name: &str) -> Result<Option<String>> {
        Ok(self.get(&format!("attribute/{name}"))?.as_str().map(str::to_owned))
    }

    /// A property as the page has it now, such as the `value` of a field.
    pub fn property(&self, name: &str) -> Result<Value> {
        self.get(&format!("property/{name}"))
    }

    /// A computed style, such as `direction`.
    pub fn style(&self, name: &str) -> Result<String> {
        text_of(&self.get(&format!("css/{name}"))?)
    }

    /// Whether a reader can see it.
    pub fn is_displayed(&self) -> Result<bool> {
        self.get("displayed")?.as_bool().context("no yes or no")
    }

    fn get(&self, what: &str) -> Result<Value> {
        self.browser.driver.get(&format!("/element/{}/{what}", self.id))
    }

    fn post(&self, what: &str, body: &Value) -> Result<()> {
        self.browser.driver.post(&format!("/element/{}/{what}", self.id), body)?;
        Ok(())
    }
}

fn text_of(value: &Value) -> Result<String> {
    Ok(value.as_str().context("the driver gave no text")?.to_owned())
}

fn millis(duration: std::time::Duration) -> u64 {
    u64::try_from(duration.as_millis()).expect("a limit of some seconds fits")
}

fn write_picture(path: &Path, encoded: &Value) -> Result<()> {
    let bytes = STANDARD.decode(encoded.as_str().context("the browser gave no picture")?)?;
    std::fs::write(path, bytes).with_context(|| format!("cannot write {}", path.display()))
}

fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|file| file.is_file())
}
