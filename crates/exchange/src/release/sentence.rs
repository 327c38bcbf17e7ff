//! A text cut into the stretches that are read one at a time: lines of a header, sentences, bullets. A bullet that
//! a narrow page broke over two lines is one stretch; two sentences on one line are two. Start at [`split`].

use super::day;
use super::record::Bullet;
use super::scan::{Kind, Scanned};

/// A stretch of tokens, with the bullet it begins with.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Stretch {
    pub from: usize,
    pub to: usize,
    pub bullet: Bullet,
    /// One past the bullet's tokens; `from` when there is none.
    pub body: usize,
}

/// Splits the tokens into stretches, in order. White space and line breaks lie between them.
pub(crate) fn split(scanned: Scanned<'_>) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    let mut from = 0;
    let mut at = 0;
    let count = scanned.tokens.len();
    while at < count {
        let broken = scanned.kind(at) == Some(Kind::Break) && !continues(scanned, from, at);
        let begins = at > from && begins_bullet(scanned, at, from);
        if broken || begins {
            push(scanned, from, at, &mut stretches);
            from = if broken { at + 1 } else { at };
        } else if ends_dateline(scanned, from, at) {
            push(scanned, from, at + 1, &mut stretches);
            from = at + 1;
        } else if ends_sentence(scanned, at) {
            let end =
                if scanned.is_mark(at + 1, '"') || scanned.is_mark(at + 1, '”') { at + 2 } else { at + 1 };
            push(scanned, from, end, &mut stretches);
            from = end;
            at = end - 1;
        }
        at += 1;
    }
    push(scanned, from, count, &mut stretches);
    stretches
}

fn push(scanned: Scanned<'_>, mut from: usize, mut to: usize, stretches: &mut Vec<Stretch>) {
    while from < to && scanned.kind(from) == Some(Kind::Break) {
        from += 1;
    }
    while from < to && scanned.kind(to - 1) == Some(Kind::Break) {
        to -= 1;
    }
    if from < to {
        let (bullet, body) = bullet_at(scanned, from, to);
        stretches.push(Stretch { from, to, bullet, body });
    }
}

fn bullet_at(scanned: Scanned<'_>, from: usize, to: usize) -> (Bullet, usize) {
    let bullet = match scanned.kind(from) {
        Some(Kind::Mark('*')) => Bullet::Asterisk,
        Some(Kind::Mark('•' | '·' | '●' | '▪' | '‣')) => Bullet::Dot,
        Some(Kind::Mark('-')) if scanned.word(from).chars().count() > 1 => Bullet::DoubleDash,
        Some(Kind::Mark('-')) if scanned.is_mark(from + 1, '-') => return (Bullet::DoubleDash, from + 2),
        Some(Kind::Mark('-')) => match scanned.word(from) {
            "-" | "–" => Bullet::Dash,
            _ => Bullet::DoubleDash,
        },
        _ => return (Bullet::None, from),
    };
    (bullet, (from + 1).min(to))
}

/// A bullet within a line: pasted text often loses its line breaks.
fn begins_bullet(scanned: Scanned<'_>, at: usize, from: usize) -> bool {
    let mark = matches!(scanned.kind(at), Some(Kind::Mark('*' | '•' | '-' | '●')));
    let spaced = scanned.tokens.get(at).is_some_and(|token| token.spaced);
    if !mark || !spaced || at == from {
        return false;
    }
    let opens = |at: usize| scanned.is_capital(at) && scanned.is_one_of(at, &["near", "on", "in"]);
    let before = scanned.tokens.get(at - 1);
    let after_end =
        before.is_some_and(|token| matches!(token.kind, Kind::Mark('.' | ':' | ';') | Kind::Break));
    opens(at + 1) && (after_end || scanned.word(at).len() > 1 || !scanned.is_mark(at, '-'))
}

/// Whether the line that ends at the break `at` goes on in the next one.
fn continues(scanned: Scanned<'_>, from: usize, at: usize) -> bool {
    if at <= from || scanned.kind(at + 1) == Some(Kind::Break) {
        return false;
    }
    let last = at - 1;
    let open = matches!(scanned.kind(last), Some(Kind::Word | Kind::Number | Kind::Mark(',' | ';')));
    let running = scanned.tokens.get(from..at).is_some_and(|line| line.len() > 4);
    let next_runs_on = match scanned.kind(at + 1) {
        Some(Kind::Word) => !scanned.is_capital(at + 1) || scanned.is_mark(last, ','),
        Some(Kind::Number) => scanned.is_capital(from) || !scanned.is_mark(at + 2, '.'),
        _ => false,
    };
    open && running && next_runs_on
}

/// Whether the token `at` is the dash of "A CITY, Aug. 22, 2017 —".
fn ends_dateline(scanned: Scanned<'_>, from: usize, at: usize) -> bool {
    let long = scanned.is_mark(at, '-')
        && scanned.word(at) != "-"
        && scanned.tokens.get(at).is_some_and(|token| token.spaced);
    let dated = at > from && scanned.kind(at - 1) == Some(Kind::Number);
    long && dated && scanned.is_capital(at + 1) && day::month(scanned.word(at + 1)).is_none()
}

/// Whether the token `at` is a full stop (or its like) that ends a sentence.
fn ends_sentence(scanned: Scanned<'_>, at: usize) -> bool {
    match scanned.kind(at) {
        Some(Kind::Mark('!' | '?' | '؟')) => true,
        Some(Kind::Mark('.')) => {
            let next = scanned.tokens.get(at + 1);
            if next.is_some_and(|token| !token.spaced) {
                return false;
            }
            let before = at.checked_sub(1).map_or("", |before| scanned.word(before));
            let abbreviation = ["no", "u.s", "gen", "lt", "col", "st", "mr", "u.k"]
                .iter()
                .any(|short| short.eq_ignore_ascii_case(before));
            let letter = before.chars().count() == 1 && before.chars().all(char::is_uppercase);
            let month = day::month(before).is_some() && next.is_some_and(|token| token.kind == Kind::Number);
            !(abbreviation || letter || month)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan::scan;
    use super::*;

    fn stretches(text: &str) -> Vec<String> {
        let tokens = scan(text);
        let scanned = Scanned { text, tokens: &tokens };
        split(scanned).iter().map(|one| scanned.span(one.from, one.to).of(text).to_owned()).collect()
    }

    #[test]
    fn sentences_bullets_and_broken_lines() {
        assert_eq!(
            stretches(
                "On Aug. 17, two strikes.  On Aug. 18, one.\n\n* Near P, one\nstrike destroyed\na tank.\n-- Near Q, two."
            ),
            [
                "On Aug. 17, two strikes.",
                "On Aug. 18, one.",
                "* Near P, one\nstrike destroyed\na tank.",
                "-- Near Q, two."
            ]
        );
        assert_eq!(stretches("Release # 1\nFOR IMMEDIATE RELEASE"), ["Release # 1", "FOR IMMEDIATE RELEASE"]);
        assert_eq!(
            stretches("In Syria: -- Near P, one. -- Near Q, two."),
            ["In Syria:", "-- Near P, one.", "-- Near Q, two."]
        );
    }
}
