//! Reads the inputs of a form off a page, as a browser holds them, so that it can be sent back changed.
//!
//! Knows the markup of our own pages only: attributes in double quotes, no `>` inside them.

use crate::person::between;

/// Names and values of the form that is sent to this address; empty where there is none.
#[must_use]
pub fn inputs(page: &str, action: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let Some(start) = page.find(&format!("action=\"{action}\"")) else { return found };
    let form = page[start..].split("</form>").next().unwrap_or("");
    let mut select = String::new();
    for tag in form.split('<').skip(1) {
        let (head, text) = tag.split_once('>').unwrap_or((tag, ""));
        let attribute = |name: &str| between(head, &format!(" {name}=\""), "\"").map(plain);
        let name = attribute("name").unwrap_or_default();
        match head.split([' ', '>']).next().unwrap_or("") {
            "input" if !name.is_empty() => {
                let is_box = matches!(attribute("type").as_deref(), Some("checkbox" | "radio"));
                if !is_box || head.contains(" checked") {
                    found.push((name, attribute("value").unwrap_or_default()));
                }
            }
            "textarea" => found.push((name, plain(text))),
            "select" => select = name,
            "option" if head.contains(" selected") => {
                found.push((select.clone(), attribute("value").unwrap_or_default()));
            }
            _ => {}
        }
    }
    found
}

fn plain(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_holds_it() {
        let page = "<form action=\"/a\"><input name=\"x\" value=\"0\"></form><form method=\"post\" action=\"/b\">\
            <input type=\"hidden\" name=\"head.title\" value=\"1\"><input type=\"checkbox\" name=\"no\" value=\"y\">\
            <input type=\"checkbox\" name=\"on\" value=\"y\" checked><textarea name=\"t\">a &amp; b</textarea>\
            <select name=\"s\"><option value=\"\">-</option><option value=\"v\" selected>V</option></select>\
            <button name=\"do\" value=\"z\">Z</button></form>";
        let pairs: Vec<(String, String)> = [("head.title", "1"), ("on", "y"), ("t", "a & b"), ("s", "v")]
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into();
        assert_eq!(inputs(page, "/b"), pairs);
        assert!(inputs(page, "/c").is_empty());
    }
}
