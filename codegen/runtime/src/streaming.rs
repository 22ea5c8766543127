//! Calls whose success comes piece by piece: takes a call, returns a stream, or the same errors as for any other call.

use serde::de::DeserializeOwned;

use crate::{
    BodyError, Call, DecodeError, Download, Error, Events, JsonLines, RawBody, Response,
    call::failure,
    decode::json_bytes,
    head::Reply,
    media::essence,
    pipeline::{Failure, Opened, Prepared, open, read},
    resume::{Attempts, Replay},
    sse::RawEvent,
};

impl<T: 'static, E: 'static> Call<T, E> {
    /// Sends the request and gives the bytes of a success as they arrive, whatever media type they have.
    ///
    /// # Errors
    /// See [`Error`]; what fails later is an item of the stream.
    pub async fn download(self, accept: &'static str) -> Result<Response<Download>, Error<E>> {
        let (opened, replay) = self.open(accept).await?;
        Ok(streaming(opened, |opened| Download::new(replay.chunks(opened))))
    }

    /// Sends the request and gives the JSON values of a success as they arrive, whatever media type it has.
    ///
    /// # Errors
    /// See [`Error`]; what fails later is an item of the stream.
    pub async fn json_lines<S: DeserializeOwned>(
        self,
        accept: &'static str,
    ) -> Result<Response<JsonLines<S>>, Error<E>> {
        let limit = self.client.0.max_response_bytes;
        let (opened, replay) = self.open(accept).await?;
        Ok(streaming(opened, |opened| JsonLines::new(replay.chunks(opened), limit, json_bytes, replay.client)))
    }

    /// Sends the request and gives the events of a success as they arrive; `decode` is one of those of [`crate::events`].
    ///
    /// # Errors
    /// See [`Error`]; also a success of another media type than `text/event-stream`. What fails later is an item of the
    /// stream.
    pub async fn events<S>(
        self,
        accept: &'static str,
        decode: fn(&RawEvent) -> Result<S, BodyError>,
    ) -> Result<Response<Events<S>>, Error<E>> {
        let limit = self.client.0.max_response_bytes;
        let (opened, replay) = self.open(accept).await?;
        if let Some(other) = opened.content_type().map(essence).filter(|essence| essence != "text/event-stream") {
            let reply = read(&replay.client.0, opened).await.map_err(Error::Transport)?;
            return Err(Error::Decode(Box::new(DecodeError::new(reply, BodyError::no_events(&other)))));
        }
        Ok(streaming(opened, |opened| Events::new(replay.chunks(opened), limit, decode, Attempts::new(replay))))
    }

    /// The head of a documented success, and the request that it answers.
    async fn open(mut self, accept: &'static str) -> Result<(Opened, Replay), Error<E>> {
        let Self { client, operation, .. } = self;
        self.parts.accept = Some(accept);
        let prepared = Prepared::new(&client.0, operation, self.parts).map_err(Failure::Request)?;
        let is_named = |status| operation.names(status);
        let opened = open(&client.0, prepared.clone(), &is_named).await?;
        if !operation.response(opened.head.status).is_some_and(|decode| decode.is_success()) {
            let reply = read(&client.0, opened).await.map_err(Error::Transport)?;
            return Err(failure(&client.0, operation, reply));
        }
        Ok((opened, Replay { client, prepared, is_named: Box::new(is_named) }))
    }
}

/// The response whose body is still to come.
fn streaming<S>(opened: Opened, stream: impl FnOnce(Opened) -> S) -> Response<S> {
    let body = RawBody::of(&opened.head.headers, bytes::Bytes::new());
    let reply = Reply { head: opened.head.clone(), body };
    Response::new(stream(opened), reply)
}

/// Writes a method that receives a success piece by piece, and one with options, for a struct with a field `call`.
///
/// `streaming!(WatchPets: send_streaming, send_streaming_with => Events<Pet>, ErrorBody, events("text/event-stream", json));`
#[macro_export]
macro_rules! streaming {
    ($name:ident: $method:ident, $with:ident => $stream:ty, $error:ty, $open:ident($($argument:expr),*)) => {
        impl $name {
            /// Sends the request and gives the success as it arrives, with whatever length. The timeout counts until its body
            /// begins, and then for each piece.
            ///
            /// # Errors
            /// As for [`send`](Self::send), except for what is in the body of a success: that is an item of the stream.
            pub async fn $method(self) -> ::core::result::Result<$crate::Response<$stream>, $crate::Error<$error>> {
                self.call.$open($($argument),*).await
            }

            /// The same with options for this call alone.
            ///
            /// # Errors
            /// The same.
            pub async fn $with(
                self,
                options: $crate::CallOptions,
            ) -> ::core::result::Result<$crate::Response<$stream>, $crate::Error<$error>> {
                self.call.options(options).$open($($argument),*).await
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_core::Stream;

    #[test]
    fn streams_go_to_other_threads() {
        fn check<S: Stream + Send + Unpin>() {}
        check::<Download>();
        check::<JsonLines<String>>();
        check::<Events<String>>();
    }
}
