//! Reading and writing the little of DER that timestamps need.
//!
//! Not a general reader: definite and shortest lengths only, tags of one byte, and nothing is copied. Whoever calls it
//! knows the depth it reads to, so hostile nesting costs nothing. Start at [`Reader::element`].

pub(super) const BOOLEAN: u8 = 0x01;
pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTETS: u8 = 0x04;
pub(super) const NULL: u8 = 0x05;
pub(super) const OBJECT: u8 = 0x06;
pub(super) const UTF8: u8 = 0x0c;
pub(super) const TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// The tag of a field numbered in its context, holding bytes.
pub(super) const fn context(number: u8) -> u8 {
    0x80 | number
}

/// The tag of a field numbered in its context, holding elements.
pub(super) const fn constructed(number: u8) -> u8 {
    0xa0 | number
}

/// One element: its tag, what it holds, and all its bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Element<'a> {
    pub(super) tag: u8,
    pub(super) value: &'a [u8],
    pub(super) whole: &'a [u8],
}

/// Elements one after another.
#[derive(Clone, Copy, Debug)]
pub(super) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub(super) const fn of(bytes: &'a [u8]) -> Self {
        Self { rest: bytes }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The next element; `None` where there is none, or it is no DER.
    pub(super) fn element(&mut self) -> Option<Element<'a>> {
        let whole = self.rest;
        let (&tag, rest) = whole.split_first()?;
        if tag & 0x1f == 0x1f {
            return None;
        }
        let (length, rest) = length(rest)?;
        let value = rest.get(..length)?;
        self.rest = rest.get(length..)?;
        let whole = whole.get(..whole.len() - self.rest.len())?;
        Some(Element { tag, value, whole })
    }

    /// What the next element holds, where it bears the tag.
    pub(super) fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        self.element().filter(|element| element.tag == tag).map(|element| element.value)
    }

    /// The elements inside the next one, where it bears the tag.
    pub(super) fn inside(&mut self, tag: u8) -> Option<Self> {
        self.take(tag).map(Reader::of)
    }

    /// The next element where it bears the tag; otherwise nothing is read.
    pub(super) fn optional(&mut self, tag: u8) -> Option<Element<'a>> {
        if self.rest.first() == Some(&tag) { self.element() } else { None }
    }
}

/// A length and what follows it.
fn length(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (&first, rest) = bytes.split_first()?;
    if first < 0x80 {
        return Some((usize::from(first), rest));
    }
    // Without a count the length is indefinite, which DER does not know; four bytes are more than any answer has.
    let count = usize::from(first & 0x7f);
    if !(1..=4).contains(&count) {
        return None;
    }
    let digits = rest.get(..count)?;
    let length = digits.iter().fold(0_usize, |length, digit| length << 8 | usize::from(*digit));
    let is_shortest = length >= 0x80 && digits.first() != Some(&0);
    is_shortest.then_some((length, rest.get(count..)?))
}

/// A whole number that is not negative and fits.
pub(super) fn number(bytes: &[u8]) -> Option<u64> {
    let is_negative = bytes.first().is_none_or(|first| *first >= 0x80);
    let digits = bytes.strip_prefix(&[0]).unwrap_or(bytes);
    if is_negative || digits.len() > 8 {
        return None;
    }
    Some(digits.iter().fold(0, |number, digit| number << 8 | u64::from(*digit)))
}

/// An element holding those parts.
pub(super) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    let mut bytes = vec![tag];
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => bytes.push(short),
        _ => {
            let digits: Vec<u8> = length.to_be_bytes().into_iter().skip_while(|digit| *digit == 0).collect();
            bytes.push(0x80 | u8::try_from(digits.len()).expect("a length has at most eight bytes"));
            bytes.extend(digits);
        }
    }
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn only_the_shortest_form_is_read() {
        let mut reader = Reader::of(&[0x04, 0x02, 7, 8, 0x05, 0x00]);
        assert_eq!(reader.optional(NULL), None);
        assert_eq!(reader.take(OCTETS), Some(&[7, 8][..]));
        assert_eq!(reader.optional(NULL).unwrap().whole, [0x05, 0x00]);
        assert!(reader.is_empty());
        let too_long = [&[0x04, 0x81, 0x7f][..], &[0; 127]].concat();
        for wrong in [
            &[][..],
            &[0x04],
            &[0x04, 0x01],
            &[0x04, 0x80, 0, 0],
            &[0x04, 0x82, 0, 0x80],
            &[0x04, 0xff],
            &[0x04, 0x84, 0xff, 0xff, 0xff, 0xff],
            &[0x1f, 0x01, 0x00],
            &too_long,
        ] {
            assert_eq!(Reader::of(wrong).element(), None, "{wrong:?}");
        }
    }

    #[test]
    fn numbers_have_their_sign() {
        assert_eq!(number(&[0x7f]), Some(127));
        assert_eq!(number(&[0, 0x80]), Some(128));
        assert_eq!(number(&[0xff; 1]), None);
        assert_eq!(number(&[]), None);
        assert_eq!(number(&[0x7f, 0, 0, 0, 0, 0, 0, 0, 0]), None);
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(tag in 0_u8..0x1f, value in proptest::collection::vec(any::<u8>(), 0..300)) {
            let bytes = element(tag, &[&value]);
            let read = Reader::of(&bytes).element().unwrap();
            prop_assert_eq!((read.tag, read.value, read.whole), (tag, &value[..], &bytes[..]));
        }

        #[test]
        fn any_bytes_are_read_without_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let mut reader = Reader::of(&bytes);
            while reader.element().is_some() {}
        }
    }
}
