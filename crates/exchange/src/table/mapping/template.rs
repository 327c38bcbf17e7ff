//! Text joined from columns: `{place}[, {governorate}]`. A stretch in brackets is left out where one of its columns
//! says nothing.

use serde::{Deserialize, Deserializer};

/// A template taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    stretches: Vec<Stretch>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Stretch {
    optional: bool,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Column(String),
}

impl Template {
    /// Takes a template apart.
    pub fn parse(text: &str) -> Result<Self, String> {
        let mut stretches = Vec::new();
        let mut rest = text;
        while !rest.is_empty() {
            let (inside, optional, after) = if let Some(inside) = rest.strip_prefix('[') {
                let (inside, after) =
                    inside.split_once(']').ok_or_else(|| format!("{text:?} has an open ["))?;
                (inside, true, after)
            } else {
                let end = rest.find('[').unwrap_or(rest.len());
                (&rest[..end], false, &rest[end..])
            };
            stretches.push(Stretch { optional, pieces: pieces(inside, text)? });
            rest = after;
        }
        Ok(Self { stretches })
    }

    /// The columns it names.
    pub fn columns(&self) -> impl Iterator<Item = &str> {
        self.stretches.iter().flat_map(|stretch| &stretch.pieces).filter_map(|piece| match piece {
            Piece::Column(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// The text; `None` where it names columns and none of them says anything.
    pub fn fill<'a>(&self, cell: impl Fn(&str) -> Option<&'a str>) -> Option<String> {
        let mut filled = String::new();
        let (mut named, mut said) = (false, false);
        for stretch in &self.stretches {
            let start = filled.len();
            let mut whole = true;
            for piece in &stretch.pieces {
                match piece {
                    Piece::Text(text) => filled.push_str(text),
                    Piece::Column(name) => {
                        named = true;
                        match cell(name) {
                            Some(text) => {
                                said = true;
                                filled.push_str(text);
                            }
                            None => whole = false,
                        }
                    }
                }
            }
            if stretch.optional && !whole {
                filled.truncate(start);
            }
        }
        let filled = filled.trim();
        ((said || !named) && !filled.is_empty()).then(|| filled.to_owned())
    }
}

fn pieces(text: &str, whole: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').ok_or_else(|| format!("{whole:?} has an open {{"))?;
        if !before.is_empty() {
            pieces.push(Piece::Text(before.to_owned()));
        }
        pieces.push(Piece::Column(name.to_owned()));
        rest = after;
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest.to_owned()));
    }
    Ok(pieces)
}

impl<'de> Deserialize<'de> for Template {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::parse(&String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_out_what_nobody_said() {
        let template = Template::parse("Strike near {place}[, {province}][ ({country})]").unwrap();
        let fill = |pairs: &'static [(&str, &str)]| {
            template.fill(|name| pairs.iter().find(|(found, _)| *found == name).map(|(_, text)| *text))
        };
        assert_eq!(fill(&[("place", "Hit"), ("country", "Iraq")]).as_deref(), Some("Strike near Hit (Iraq)"));
        assert_eq!(fill(&[]), None);
        assert_eq!(Template::parse("Airwars").unwrap().fill(|_| None).as_deref(), Some("Airwars"));
        assert!(Template::parse("{a").is_err() && Template::parse("[a").is_err());
    }
}
