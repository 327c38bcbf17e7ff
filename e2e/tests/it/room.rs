//! The invented exercise in a browser: somebody of its team at work, and pictures of what they have before them.
//!
//! Pictures go to `e2e-pictures` in the target folder, for people to look at; no test reads them.

use e2e::browser::{Browser, Element, Language};
use e2e::demonstration::Demonstration;
use e2e::emulation::Scheme;
use e2e::http::{Client, Response};
use e2e::program::{Program, Server};
use serde_json::Value;
use std::path::Path;

pub(crate) const LANGUAGES: [Language; 2] = [Language::English, Language::Arabic];

/// A browser of somebody of the team, with the server it is on.
pub(crate) struct Room {
    pub browser: Browser,
    pub server: Server,
    language: Language,
}

pub(crate) fn sijil() -> Program {
    Program::sijil().expect("a program to test")
}

pub(crate) fn demonstration() -> Demonstration {
    Demonstration::copy().expect("a demonstration")
}

/// Takes files into the exercise by the command; what it tells.
pub(crate) fn add(demonstration: &Demonstration, paths: &[&Path]) -> Value {
    let data = demonstration.argument();
    let mut arguments = vec!["evidence", "add", "--data", &data, "--project", "exercise", "--label", "team"];
    arguments.extend(["--zone", "Asia/Damascus", "--json"]);
    let paths: Vec<String> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
    arguments.extend(paths.iter().map(String::as_str));
    let done = sijil().run(&arguments).expect("it runs");
    assert_eq!(done.code, Some(0), "{done:?}");
    serde_json::from_str(&done.stdout).expect("JSON")
}

/// Opens the exercise as somebody of its team; nothing where there is no browser.
pub(crate) fn open(demonstration: &Demonstration, language: Language, person: &str) -> Option<Room> {
    let arguments = ["demo", "--data", &demonstration.argument(), "--listen", "127.0.0.1:0"];
    let server = sijil().serve(&arguments).expect("it serves");
    let browser = Browser::start(language).expect("a browser where strict")?;
    browser.goto(server.entrance()).expect("the entrance opens");
    let room = Room { browser, server, language };
    room.practise_as(person);
    Some(room)
}

impl Room {
    /// Goes on as somebody of the team.
    pub(crate) fn practise_as(&self, person: &str) {
        let buttons = self.browser.find_all("#practise button").expect("people to practise as");
        let is_wanted = |button: &&Element<'_>| button.text().expect("a name").starts_with(person);
        buttons.iter().find(is_wanted).expect(person).click().expect("chosen");
        self.browser.expect_text(".reader", person).expect("going on");
    }

    /// Comes back from whoever it is, and goes on as somebody else of the team.
    pub(crate) fn go_on_as(&self, person: &str) {
        self.click(".reader button[formaction='/practise']");
        self.browser.find("#practise button").expect("the owner's first page");
        self.practise_as(person);
    }

    /// Has pictures named after a language that the addresses of their pages ask for.
    pub(crate) fn read_in(&mut self, language: Language) {
        self.language = language;
    }

    pub(crate) fn go(&self, path: &str) {
        self.browser.goto(&self.server.url(path)).expect("the page opens");
    }

    pub(crate) fn click(&self, css: &str) {
        self.browser.find(css).expect(css).click().expect(css);
    }

    /// Fills a field, in place of what stands in it.
    pub(crate) fn fill(&self, css: &str, text: &str) {
        let field = self.browser.find(css).expect(css);
        field.clear().expect(css);
        field.type_text(text).expect(css);
    }

    pub(crate) fn value(&self, css: &str) -> String {
        let value = self.browser.find(css).expect(css).property("value").expect(css);
        value.as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn text(&self, css: &str) -> String {
        self.browser.find(css).expect(css).text().expect(css)
    }

    /// A function body run in the page.
    pub(crate) fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.browser.execute(script, arguments).expect("the script runs")
    }

    /// The path of the first link whose text holds this.
    pub(crate) fn path_of(&self, text: &str) -> String {
        let script = "return [...document.querySelectorAll('main a')]\
            .filter(link => link.textContent.includes(arguments[0])).map(link => link.getAttribute('href'))[0]";
        let found = self.run(script, &[Value::from(text)]);
        let path = found.as_str().map(str::to_owned);
        assert!(path.is_some(), "no link {text} on {}", self.browser.address().expect("an address"));
        path.unwrap_or_default()
    }

    /// A request with the browser's session, past the browser.
    pub(crate) fn get(&self, path: &str) -> Response {
        let cookies = self.browser.cookies().expect("cookies");
        let cookies: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let mut client = Client::new(self.server.origin());
        let headers = [("cookie", cookies.join("; "))];
        let headers = headers.each_ref().map(|(name, value)| (*name, value.as_str()));
        client.send("GET", path, &headers, &[]).expect("an answer")
    }

    /// Looks at the open page on a desk and on a telephone, light and dark, and takes pictures of it.
    pub(crate) fn look(&self, name: &str) {
        let folder = e2e::binary::target_folder().join("e2e-pictures");
        std::fs::create_dir_all(&folder).expect("a folder");
        for (width_px, scheme) in [(390, Scheme::Dark), (1280, Scheme::Light)] {
            self.browser.emulate_size(width_px, 900).expect("a size");
            self.browser.emulate_scheme(scheme).expect("a scheme");
            let wide = self.run("return document.documentElement.scrollWidth", &[]);
            assert!(wide.as_u64().is_some_and(|wide| wide <= u64::from(width_px)), "{name} is {wide} wide");
            let file = format!("{name}.{}.{}.{width_px}.png", self.language.code(), scheme.name());
            self.browser.screenshot_page(&folder.join(file)).expect("a picture");
        }
        assert!(!self.browser.source().expect("a source").contains('⟦'), "{name} lacks a message");
    }

    /// Judges the open page as every screen of [`crate::screens`] is: on a telephone, on paper, and by axe-core.
    pub(crate) fn judge(&self, name: &str) {
        crate::narrow::fits(&self.browser, name);
        crate::accessibility::is_fair(&self.browser, name);
        self.browser.emulate_size(1280, 900).expect("a size");
        self.browser.emulate_scheme(Scheme::Light).expect("a screen again, and no sheet");
    }

    /// Nothing in the console: no refused request, no policy broken, no script that failed.
    pub(crate) fn is_quiet(&self) {
        let console = self.browser.console().expect("a console");
        assert!(console.is_empty(), "the console complains: {console:?}");
    }
}
