//! The stylesheet: logical properties only, nothing from elsewhere.

fn sheet() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/assets/sijil.css")).expect("stylesheet")
}

/// Declarations as `(property, value)`; selectors, comments and media queries left out.
fn declarations(sheet: &str) -> Vec<(String, String)> {
    let mut text = String::new();
    let mut rest = sheet;
    while let Some((before, after)) = rest.split_once("/*") {
        text.push_str(before);
        rest = after.split_once("*/").map_or("", |(_, following)| following);
    }
    text.push_str(rest);
    text.split(['{', '}', ';'])
        .filter_map(|piece| piece.split_once(':'))
        .map(|(property, value)| (property.trim().to_owned(), value.trim().to_owned()))
        .filter(|(property, _)| property.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
        .collect()
}

#[test]
fn only_logical_properties() {
    let physical = [
        "left",
        "right",
        "top",
        "bottom",
        "width",
        "height",
        "min-width",
        "max-width",
        "min-height",
        "max-height",
        "margin-left",
        "margin-right",
        "margin-top",
        "margin-bottom",
        "padding-left",
        "padding-right",
        "padding-top",
        "padding-bottom",
        "border-left",
        "border-right",
        "border-top",
        "border-bottom",
    ];
    let declarations = declarations(&sheet());
    assert!(declarations.len() > 500, "the stylesheet was read: {}", declarations.len());
    for (property, value) in declarations {
        assert!(!physical.contains(&property.as_str()), "{property}: {value}");
        if ["float", "clear", "text-align"].contains(&property.as_str()) {
            assert!(!["left", "right"].contains(&value.as_str()), "{property}: {value}");
        }
    }
}

#[test]
fn nothing_comes_from_elsewhere() {
    let sheet = sheet();
    assert!(!sheet.contains("http") || !sheet.contains("url(http"), "an address in the stylesheet");
    assert!(!sheet.contains("@import"));
    for font in sheet.split("url(").skip(1).filter_map(|rest| rest.split(')').next()) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets").join(font);
        assert!(font == "#hatch" || path.is_file(), "{font} is missing");
    }
}
