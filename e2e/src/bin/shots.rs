//! Takes pictures of our screens for people to look at: each page in both languages, light and dark, wide and narrow.
//!
//! `cargo run -p e2e --bin shots -- [--as NAME | --cookies A=B;C=D] BASE_URL OUT_DIR PATH…` against a running server.
//! `BASE_URL` is the printed address, token included; it opens one session, so that it is used once and both languages
//! share that. `--as` goes on as the invented person of the exercise whose name begins so; `--cookies` are those of a
//! browser that is signed in already. `{lang}` in a path is replaced by the language. Each page is also written as it is
//! printed (PDF). Not a test: it judges nothing.

use anyhow::{Context, Result, bail};
use e2e::browser::{Browser, Language};
use e2e::emulation::Scheme;
use e2e::program::origin_of;
use std::io::Write;
use std::path::{Path, PathBuf};

const WIDTHS_PX: [u32; 2] = [1280, 390];
const HEIGHT_PX: u32 = 900;

fn main() -> Result<()> {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let person = option(&mut arguments, "--as");
    let cookies = option(&mut arguments, "--cookies");
    let [base, folder, paths @ ..] = arguments.as_slice() else {
        bail!("use: shots [--as NAME | --cookies A=B;C=D] BASE_URL OUT_DIR PATH…");
    };
    let folder = PathBuf::from(folder);
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let start = ["/".to_owned()];
    let paths = if paths.is_empty() { &start } else { paths };
    let mut cookies: Option<Vec<(String, String)>> = cookies.map(|all| {
        all.split(';')
            .filter_map(|one| one.trim().split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    });
    for language in [Language::English, Language::Arabic] {
        let browser = Browser::start(language)?.context("no browser on this machine")?;
        if let Some(cookies) = &cookies {
            browser.goto(&format!("{}/sign-in", origin_of(base)))?;
            for (name, value) in cookies {
                browser.set_cookie(name, value)?;
            }
        } else {
            browser.goto(base)?;
            if let Some(person) = &person {
                become_person(&browser, person)?;
            }
            cookies = Some(browser.cookies()?);
        }
        for path in paths {
            take(&browser, base, path, language, &folder)?;
        }
    }
    Ok(())
}

/// Takes an option with its value off the front.
fn option(arguments: &mut Vec<String>, name: &str) -> Option<String> {
    let is_there = arguments.len() > 1 && arguments[0] == name;
    is_there.then(|| arguments.drain(..2).next_back()).flatten()
}

/// Goes on as one of the invented people, by the start page of the exercise.
fn become_person(browser: &Browser, name: &str) -> Result<()> {
    if browser.find_all("#practise button")?.is_empty() {
        // The exercise is the first project by its name.
        browser.find("form[action='/project'] option:nth-child(1)")?.click()?;
        browser.find("form[action='/project'] button")?.click()?;
    }
    for button in browser.find_all("#practise button")? {
        if button.text()?.starts_with(name) {
            button.click()?;
            // A click may return before the page it leads to has replaced the old one.
            return browser.expect_text(".reader", name);
        }
    }
    bail!("nobody to go on as is called {name}")
}

fn take(browser: &Browser, base: &str, path: &str, language: Language, folder: &Path) -> Result<()> {
    let path = path.replace("{lang}", language.code());
    for width_px in WIDTHS_PX {
        for scheme in [Scheme::Light, Scheme::Dark] {
            browser.emulate_size(width_px, HEIGHT_PX)?;
            browser.emulate_scheme(scheme)?;
            browser.goto(&format!("{}{path}", origin_of(base)))?;
            let file = folder.join(file_name(&path, language, scheme, width_px));
            browser.screenshot_page(&file)?;
            let wide = browser.execute("return document.documentElement.scrollWidth", &[])?;
            let overflow = if wide.as_u64().is_some_and(|wide| wide > u64::from(width_px)) {
                format!("  wider than the screen: {wide} px")
            } else {
                String::new()
            };
            writeln!(std::io::stdout(), "{}{overflow}", file.display())?;
        }
    }
    let file = folder.join(file_name(&path, language, Scheme::Light, WIDTHS_PX[0])).with_extension("pdf");
    browser.print(&file)?;
    for message in browser.console()? {
        writeln!(std::io::stdout(), "  console of {path}: {message}")?;
    }
    Ok(())
}

/// `/incidents?grade=fair` gives `incidents-grade-fair.en.light.1280.png`.
fn file_name(path: &str, language: Language, scheme: Scheme, width_px: u32) -> String {
    let words: Vec<&str> =
        path.split(|end: char| !end.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let name = if words.is_empty() { "start".to_owned() } else { words.join("-") };
    format!("{name}.{}.{}.{width_px}.png", language.code(), scheme.name())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_named_after_its_page() {
        let name = |path| file_name(path, Language::Arabic, Scheme::Dark, 390);
        assert_eq!(name("/incidents?grade=fair"), "incidents-grade-fair.ar.dark.390.png");
        assert_eq!(name("/"), "start.ar.dark.390.png");
    }
}
