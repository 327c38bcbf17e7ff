//! The bytes of an item for a browser: the whole, with its digest checked before the last piece, or one part by `Range`.
//!
//! Permission and the note of the reading are the register's. A slow browser holds no thread: each piece is read when
//! the one before is on its way. What a browser might run is only ever saved. Start at [`give`].

use crate::component::address::encoded;
use crate::desk::Visit;
use crate::error::Error;
use crate::guard::Untrusted;
use crate::limits::{FILE_NAME_CHARACTERS_MAX, FILE_PIECE_BYTES, FILE_PIECES_AHEAD};
use axum::Extension;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use http_body::Frame;
use register::item::OpenItem;
use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use tokio::sync::mpsc;

/// What browsers play or show without running anything of it. Everything else is only saved.
const PLAYED: [&str; 9] = [
    "audio/wav",
    "audio/mpeg",
    "audio/ogg",
    "audio/mp4",
    "video/mp4",
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
];

/// Which bytes are asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Span {
    Whole,
    /// From here, so many; at least one.
    Part(u64, u64),
    /// Beyond the end.
    Beyond,
}

/// GET [`crate::routes::ITEM_BYTES`].
pub(super) async fn give(
    visit: Visit,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let open = visit.register.item_bytes(visit.actor(), visit.scope, super::id(&id)?).await?;
    let size = open.size_bytes;
    let asked = headers.get(header::RANGE).and_then(|range| range.to_str().ok());
    let span = asked.map_or(Span::Whole, |range| span(range, size));
    let played = PLAYED.into_iter().find(|each| *each == open.media_type);
    let kind = played.unwrap_or("application/octet-stream");
    let place = if played.is_some() { "inline" } else { "attachment" };
    let name = file_name(&open);
    let common = [
        (header::CONTENT_TYPE, kind.to_owned()),
        (header::CONTENT_DISPOSITION, format!("{place}; filename*=UTF-8''{}", encoded(&name))),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
    ];
    let untrusted = Extension(Untrusted);
    Ok(match span {
        Span::Beyond => {
            let range = [(header::CONTENT_RANGE, format!("bytes */{size}"))];
            (StatusCode::RANGE_NOT_SATISFIABLE, untrusted, range).into_response()
        }
        Span::Whole => {
            let body = stream(open, None).await?;
            let length = [(header::CONTENT_LENGTH, size.to_string())];
            (untrusted, common, length, body).into_response()
        }
        Span::Part(from, bytes) => {
            let body = stream(open, Some((from, bytes))).await?;
            let range = [
                (header::CONTENT_LENGTH, bytes.to_string()),
                (header::CONTENT_RANGE, format!("bytes {from}-{}/{size}", from + bytes - 1)),
            ];
            (StatusCode::PARTIAL_CONTENT, untrusted, common, range, body).into_response()
        }
    })
}

/// Reads `bytes=from-to`, `bytes=from-` and `bytes=-last`. Several parts at once, and what is not understood, are
/// answered with the whole, as RFC 9110 14.2 lets.
fn span(range: &str, size: u64) -> Span {
    let Some((from, to)) = range.trim().strip_prefix("bytes=").and_then(|range| range.split_once('-')) else {
        return Span::Whole;
    };
    let number = |text: &str| {
        let text = text.trim();
        (!text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| text.parse::<u64>().unwrap_or(u64::MAX))
    };
    match (from.trim().is_empty(), number(from), to.trim().is_empty(), number(to)) {
        (true, _, _, Some(last)) if last > 0 && size > 0 => Span::Part(size - last.min(size), last.min(size)),
        (true, _, _, Some(_)) => Span::Beyond,
        (_, Some(from), true, _) if from < size => Span::Part(from, size - from),
        (_, Some(from), false, Some(to)) if from <= to && from < size => {
            Span::Part(from, to.min(size - 1) - from + 1)
        }
        (_, Some(from), false, Some(to)) if from > to => Span::Whole,
        (_, Some(_), true, _) | (_, Some(_), false, Some(_)) => Span::Beyond,
        _ => Span::Whole,
    }
}

/// The name a download is given: that with which it came, without what an operating system reads as a path.
fn file_name(open: &OpenItem) -> String {
    let came = open.record.text("file_name").unwrap_or_default();
    let name: String = came
        .chars()
        .filter(|letter| {
            !letter.is_control() && !"/\\:*?\"<>|\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}".contains(*letter)
        })
        .take(FILE_NAME_CHARACTERS_MAX)
        .collect();
    let name = name.trim().trim_start_matches('.').to_owned();
    if name.is_empty() { open.digest.to_string() } else { name }
}

type Source = Box<dyn Read + Send>;

/// The body of an answer; what cannot be opened is told before anything is given.
async fn stream(open: OpenItem, part: Option<(u64, u64)>) -> Result<Body, Error> {
    let first = tokio::task::spawn_blocking(move || -> register::Result<(Source, io::Result<Vec<u8>>)> {
        let mut source: Source = match part {
            None => Box::new(open.whole()?),
            Some((from, bytes)) => Box::new(open.part(from, bytes)?),
        };
        let piece = piece(&mut source);
        Ok((source, piece))
    });
    let (mut source, first) = first.await.map_err(|_panicked| failed())??;
    // Bytes that are not those of the digest are told as damage, not as a cut connection, where that is seen at once.
    let first = first.map_err(|_damaged| failed())?;
    let (sender, pieces) = mpsc::channel(FILE_PIECES_AHEAD);
    tokio::spawn(async move {
        let mut next = Ok(first);
        loop {
            let is_last = match &next {
                Ok(piece) => piece.is_empty(),
                Err(_) => true,
            };
            if matches!(&next, Ok(piece) if piece.is_empty()) || sender.send(next).await.is_err() || is_last {
                return;
            }
            let read = tokio::task::spawn_blocking(move || {
                let read = piece(&mut source);
                (source, read)
            });
            let Ok((again, read)) = read.await else { return };
            if read.is_err() {
                tracing::error!(
                    code = "evidence-damaged",
                    "the bytes of an item failed while they were given"
                );
            }
            (source, next) = (again, read);
        }
    });
    Ok(Body::new(Pieces(pieces)))
}

fn failed() -> Error {
    tracing::error!(code = "evidence-damaged", "the bytes of an item could not be given");
    Error::Unavailable { code: "evidence-damaged".to_owned() }
}

/// The next piece; empty at the end.
fn piece(source: &mut Source) -> io::Result<Vec<u8>> {
    let mut piece = Vec::with_capacity(FILE_PIECE_BYTES);
    source.take(FILE_PIECE_BYTES as u64).read_to_end(&mut piece)?;
    Ok(piece)
}

/// Pieces as they are read; an error cuts the answer short, which a browser sees by its length.
struct Pieces(mpsc::Receiver<io::Result<Vec<u8>>>);

impl http_body::Body for Pieces {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<io::Result<Frame<Bytes>>>> {
        self.0
            .poll_recv(context)
            .map(|piece| piece.map(|piece| piece.map(|bytes| Frame::data(Bytes::from(bytes)))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_those_of_rfc_9110() {
        for (range, expected) in [
            ("bytes=0-0", Span::Part(0, 1)),
            ("bytes=2-5", Span::Part(2, 4)),
            ("bytes=9-", Span::Part(9, 1)),
            ("bytes=0-99999999999999999999999", Span::Part(0, 10)),
            ("bytes=-3", Span::Part(7, 3)),
            ("bytes=-30", Span::Part(0, 10)),
            ("bytes=10-", Span::Beyond),
            ("bytes=10-12", Span::Beyond),
            ("bytes=-0", Span::Beyond),
            ("bytes=5-2", Span::Whole),
            ("bytes=0-1,4-5", Span::Whole),
            ("bytes=-", Span::Whole),
            ("bytes=a-b", Span::Whole),
            ("lines=0-1", Span::Whole),
            ("", Span::Whole),
        ] {
            assert_eq!(span(range, 10), expected, "{range}");
        }
        assert_eq!((span("bytes=0-", 0), span("bytes=-1", 0)), (Span::Beyond, Span::Beyond));
    }
}
