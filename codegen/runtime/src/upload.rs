//! A body on its way out: takes what a call was given, opens its files, gives reqwest one chunk after the other.

use std::{
    borrow::Cow,
    collections::VecDeque,
    io,
    path::Path,
    pin::Pin,
    sync::{Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use http_body::{Frame, SizeHint};
use tokio::{
    fs::File,
    io::{AsyncRead, ReadBuf},
};

use crate::body::{
    Source,
    outside::{AnyError, Chunks, Outside},
};

/// So much of a file is read at once.
const CHUNK: usize = 64 * 1024;

/// What reqwest sends, or why nothing can be sent, or not again. Its length is stated if it is known.
pub(crate) async fn open(source: &Source) -> Result<reqwest::Body, Cow<'static, str>> {
    if let Source::Bytes(bytes) = source {
        return Ok(bytes.clone().into());
    }
    let sources = source.flat();
    let mut files = VecDeque::new();
    // Before any stream is taken, which can be done once: a file that is not there must not spend it.
    for source in &sources {
        match source {
            Source::Outside(Outside::File(path)) => files.push_back(file(path).await.map_err(unreadable)?),
            Source::Unfit(misfit) => return Err((*misfit).into()),
            Source::Bytes(_) | Source::Outside(Outside::Stream(_)) | Source::Several(_) => {}
        }
    }
    let mut upload = Upload { pieces: VecDeque::new(), left: Some(0) };
    for source in sources {
        let piece = match source {
            Source::Bytes(bytes) => Some(Piece::Bytes(bytes.clone())),
            Source::Outside(Outside::File(_)) => files.pop_front(),
            Source::Outside(Outside::Stream(once)) => {
                let chunks = once.take().ok_or("is a stream that has been sent before")?;
                Some(Piece::Stream { chunks: Mutex::new(chunks), left: once.length })
            }
            Source::Several(_) | Source::Unfit(_) => None,
        };
        let Some(piece) = piece else { continue };
        upload.left = upload.left.zip(piece.left()).and_then(|(left, more)| left.checked_add(more));
        upload.pieces.push_back(piece);
    }
    Ok(reqwest::Body::wrap(upload))
}

fn unreadable(error: io::Error) -> Cow<'static, str> {
    format!("a file cannot be read: {error}").into()
}

async fn file(path: &Path) -> io::Result<Piece> {
    let file = File::open(path).await?;
    let about = file.metadata().await?;
    // A pipe has no length.
    Ok(Piece::File { file, buffer: Vec::new(), left: about.is_file().then_some(about.len()) })
}

enum Piece {
    Bytes(Bytes),
    File { file: File, buffer: Vec<u8>, left: Option<u64> },
    // Nobody ever waits for the lock: it makes of what can only be sent something that can be shared, too.
    Stream { chunks: Mutex<Chunks>, left: Option<u64> },
}

impl Piece {
    fn left(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::File { left, .. } | Self::Stream { left, .. } => *left,
        }
    }

    /// The next bytes; none at the end.
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, AnyError>>> {
        match self {
            Self::Bytes(bytes) => Poll::Ready(Some(std::mem::take(bytes)).filter(|bytes| !bytes.is_empty()).map(Ok)),
            Self::File { file, buffer, left } => {
                let most = left.map_or(CHUNK, |left| usize::try_from(left).unwrap_or(CHUNK).min(CHUNK));
                if most == 0 {
                    return Poll::Ready(None);
                }
                buffer.resize(most, 0);
                let mut read = ReadBuf::new(buffer);
                let result = ready!(Pin::new(file).poll_read(context, &mut read));
                let bytes = Bytes::copy_from_slice(read.filled());
                Poll::Ready(result.map_or_else(|error| Some(Err(error.into())), |()| counted(left, bytes)))
            }
            Self::Stream { chunks, left } => loop {
                let chunks = chunks.get_mut().unwrap_or_else(PoisonError::into_inner);
                match ready!(chunks.as_mut().poll_next(context)) {
                    Some(Ok(bytes)) if bytes.is_empty() => {}
                    Some(Ok(bytes)) => return Poll::Ready(counted(left, bytes)),
                    Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                    None => return Poll::Ready(counted(left, Bytes::new())),
                }
            },
        }
    }
}

/// The bytes, where they fit the length; without any, the end.
fn counted(left: &mut Option<u64>, bytes: Bytes) -> Option<Result<Bytes, AnyError>> {
    let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    match left {
        Some(left) if count > *left || (bytes.is_empty() && *left > 0) => {
            let error = io::Error::new(io::ErrorKind::InvalidData, "the body is not as long as it was said to be");
            return Some(Err(error.into()));
        }
        Some(left) => *left -= count,
        None => {}
    }
    (!bytes.is_empty()).then_some(Ok(bytes))
}

struct Upload {
    pieces: VecDeque<Piece>,
    /// How much is still to come, where all pieces tell.
    left: Option<u64>,
}

impl http_body::Body for Upload {
    type Data = Bytes;
    type Error = AnyError;

    fn poll_frame(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, AnyError>>> {
        while let Some(piece) = self.pieces.front_mut() {
            match ready!(piece.poll(context)) {
                Some(Ok(bytes)) => {
                    let count = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
                    self.left = self.left.map(|left| left.saturating_sub(count));
                    return Poll::Ready(Some(Ok(Frame::data(bytes))));
                }
                Some(Err(error)) => {
                    self.pieces.clear();
                    return Poll::Ready(Some(Err(error)));
                }
                None => drop(self.pieces.pop_front()),
            }
        }
        Poll::Ready(None)
    }

    fn is_end_stream(&self) -> bool {
        self.pieces.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        self.left.map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
