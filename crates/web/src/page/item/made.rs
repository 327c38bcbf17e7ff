//! What a confined child makes of an item for a page: a picture for looking, the peaks of a recording.
//!
//! Held in memory only, in bounded number; nothing of it lies on a disk. Whoever asks has passed the register's check
//! before, and the item's key is tried each time: what was erased is shown to nobody. Start at [`picture`].

use crate::desk::Visit;
use crate::error::Error;
use crate::limits::{PICTURES_HELD_BYTES_MAX, PICTURES_HELD_MAX, READERS_MAX, WAVE_BARS, WAVES_HELD_MAX};
use axum::body::Bytes;
use domain::id::RecordId;
use register::evidence::limits::{RENDITION_EDGE_MAX_PX, THUMBNAIL_EDGE_PX, WAVEFORM_PEAKS_MAX, WEB_EDGE_PX};
use register::evidence::media::waveform::Waveform;
use register::evidence::sandbox::{Feed, Reply, Request, Sandbox, Verdict};
use register::item::OpenItem;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::Semaphore;

static CHILDREN: Semaphore = Semaphore::const_new(READERS_MAX);
static PICTURES: Held<Bytes> = Held::new(PICTURES_HELD_MAX);
static WAVES: Held<Arc<Wave>> = Held::new(WAVES_HELD_MAX);

/// The sound of a recording, for a picture of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wave {
    /// The loudest of each stretch, 0 to 255; all stretches are of one length.
    pub bars: Vec<u8>,
    /// How long it plays.
    pub duration_milliseconds: u64,
}

/// What was made, or the code of why not.
pub(super) type Made<T> = Result<T, &'static str>;

/// Values by digest and size, the oldest given up first.
struct Held<T> {
    all: Mutex<VecDeque<(String, u32, T)>>,
    max: usize,
}

impl<T: Clone> Held<T> {
    const fn new(max: usize) -> Self {
        Self { all: Mutex::new(VecDeque::new()), max }
    }

    fn get(&self, digest: &str, size: u32) -> Option<T> {
        let all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.iter().find(|(each, at, _)| each == digest && *at == size).map(|(.., value)| value.clone())
    }

    fn put(&self, digest: String, size: u32, value: T, bytes: impl Fn(&T) -> usize) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        all.push_back((digest, size, value));
        while all.len() > self.max
            || all.iter().map(|(.., value)| bytes(value)).sum::<usize>() > PICTURES_HELD_BYTES_MAX
        {
            all.pop_front();
        }
    }
}

/// The sizes pictures are made in: the next above what is asked for, so that few are made of each.
pub(super) fn edge(asked: Option<u32>) -> u32 {
    let asked = asked.unwrap_or(WEB_EDGE_PX);
    let sizes = [THUMBNAIL_EDGE_PX, WEB_EDGE_PX, RENDITION_EDGE_MAX_PX];
    sizes.into_iter().find(|size| *size >= asked).unwrap_or(RENDITION_EDGE_MAX_PX)
}

/// A picture of at most `edge_px`, as JPEG.
pub(super) async fn picture(visit: &Visit, id: RecordId, edge_px: u32) -> Result<Made<Bytes>, Error> {
    let open = opened(visit, id).await?;
    let digest = open.digest.to_string();
    if let Some(held) = PICTURES.get(&digest, edge_px) {
        return Ok(Ok(held));
    }
    let made = decode(visit, open, Request::Rendition { edge_px }).await?;
    Ok(made.map(|(_, bytes)| {
        let bytes = Bytes::from(bytes);
        PICTURES.put(digest, edge_px, bytes.clone(), Bytes::len);
        bytes
    }))
}

/// The sound of a wav. `expected_milliseconds` chooses how finely it is read.
pub(super) async fn wave(
    visit: &Visit,
    id: RecordId,
    expected_milliseconds: Option<u64>,
) -> Result<Made<Arc<Wave>>, Error> {
    let open = opened(visit, id).await?;
    let digest = open.digest.to_string();
    if let Some(held) = WAVES.get(&digest, 0) {
        return Ok(Ok(held));
    }
    let wanted = (2 * WAVE_BARS as u64).saturating_mul(1_000) / expected_milliseconds.unwrap_or(1).max(1);
    let peaks_per_second = u32::try_from(wanted).unwrap_or(u32::MAX).clamp(1, WAVEFORM_PEAKS_MAX);
    let made = decode(visit, open, Request::Waveform { peaks_per_second }).await?;
    Ok(match made {
        Ok((Reply::Waveform(waveform), peaks)) => {
            let wave = Arc::new(bars(waveform, &peaks));
            WAVES.put(digest, 0, Arc::clone(&wave), |wave| wave.bars.len());
            Ok(wave)
        }
        Ok(_) => Err("media-child-crashed"),
        Err(code) => Err(code),
    })
}

/// At most [`WAVE_BARS`] bars: the loudest peak of each.
fn bars(waveform: Waveform, peaks: &[u8]) -> Wave {
    let each = peaks.len().div_ceil(WAVE_BARS).max(1);
    let bars = peaks.chunks(each).map(|chunk| chunk.iter().copied().max().unwrap_or(0)).collect();
    Wave { bars, duration_milliseconds: waveform.duration_ms }
}

/// The item, whose key opens it.
async fn opened(visit: &Visit, id: RecordId) -> Result<OpenItem, Error> {
    let open = visit.register.item_bytes(visit.actor(), visit.scope, id).await?;
    let tried = tokio::task::spawn_blocking(move || open.part(0, 0).map(|_| open)).await;
    Ok(tried.map_err(|_panicked| crashed())??)
}

fn crashed() -> Error {
    Error::Unavailable { code: "evidence-child-not-run".to_owned() }
}

/// Has a child make something of the whole item; one of few at a time.
pub(super) async fn decode(
    visit: &Visit,
    open: OpenItem,
    request: Request,
) -> Result<Made<(Reply, Vec<u8>)>, Error> {
    let Some(decoder) = visit.register.decoder().cloned() else { return Ok(Err("item-no-decoder")) };
    let turn = CHILDREN.acquire().await.map_err(|_closed| crashed())?;
    let done = tokio::task::spawn_blocking(move || decoded(&decoder, &open, &request)).await;
    drop(turn);
    Ok(done.map_err(|_panicked| crashed())??)
}

fn decoded(
    decoder: &Sandbox,
    open: &OpenItem,
    request: &Request,
) -> register::Result<Made<(Reply, Vec<u8>)>> {
    let (mut source, mut made) = (open.whole()?, Vec::new());
    let verdict = decoder.decode(request, Feed::Stream(&mut source), &mut made);
    Ok(match verdict.map_err(register::Error::Evidence)? {
        Verdict::Decoded(reply) => Ok((reply, made)),
        Verdict::Refused { reason } => Err(reason.code()),
        Verdict::Crashed => Err("media-child-crashed"),
        Verdict::TimedOut => Err("media-child-timed-out"),
        Verdict::TooLarge => Err("media-bytes-too-many"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_recordings_have_as_many_bars_as_short_ones_have_peaks() {
        let waveform = |peaks| Waveform { peaks_per_second: 1, peaks, duration_ms: 7_200_000 };
        let peaks: Vec<u8> = (0..7_200_u32).map(|peak| if peak == 5_000 { 255 } else { 3 }).collect();
        let wave = bars(waveform(7_200), &peaks);
        assert_eq!((wave.bars.len(), wave.bars[5_000 / 12], wave.bars[0]), (600, 255, 3));
        assert_eq!(bars(waveform(3), &[1, 2, 3]).bars, [1, 2, 3]);
        assert!(bars(waveform(0), &[]).bars.is_empty());
    }

    #[test]
    fn what_is_held_is_bounded() {
        let held = Held::new(2);
        for size in 0..5 {
            held.put("a".to_owned(), size, vec![0_u8; 10], Vec::len);
        }
        assert_eq!((held.get("a", 2), held.get("a", 4).map(|value| value.len())), (None, Some(10)));
        held.put("b".to_owned(), 0, vec![0_u8; PICTURES_HELD_BYTES_MAX + 1], Vec::len);
        assert_eq!(held.get("b", 0), None, "too much for memory");
    }

    #[test]
    fn few_sizes_are_made() {
        assert_eq!(
            [edge(None), edge(Some(1)), edge(Some(321)), edge(Some(u32::MAX))],
            [1_600, 320, 1_600, 4_096]
        );
    }
}
