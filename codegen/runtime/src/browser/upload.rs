//! A body on its way out of a browser: takes what a call was given, gives reqwest all of it at once.

use std::borrow::Cow;

use bytes::Bytes;

use crate::body::Source;

/// What reqwest sends, or why nothing can be sent.
pub(crate) async fn open(source: &Source) -> Result<reqwest::Body, Cow<'static, str>> {
    let mut whole = Vec::new();
    for source in source.flat() {
        match source {
            Source::Bytes(bytes) => whole.push(bytes.clone()),
            Source::Outside(outside) => match *outside {},
            Source::Unfit(misfit) => return Err((*misfit).into()),
            Source::Several(_) => {}
        }
    }
    let bytes = match whole.as_slice() {
        [only] => only.clone(),
        several => Bytes::from(several.concat()),
    };
    Ok(bytes.into())
}
