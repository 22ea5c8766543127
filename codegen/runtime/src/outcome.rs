//! Decides what a response means: takes the operation and a complete response, returns the success or the error.

use crate::{Decode, DecodeError, Error, Operation, Response, StatusError, head::Reply};

pub(crate) fn settle<T, E>(operation: &Operation<T, E>, reply: Reply) -> Result<Response<T>, Error<E>> {
    match operation.response(reply.head.status) {
        Some(Decode::Success(decode)) => match decode(&reply.body) {
            Ok(value) => Ok(Response::new(value, reply)),
            Err(error) => Err(Error::Decode(Box::new(DecodeError::new(reply, error)))),
        },
        Some(Decode::Error(decode)) => {
            let body = decode(&reply.body);
            Err(Error::Status(Box::new(StatusError::new(reply, Some(body)))))
        }
        None => Err(Error::Status(Box::new(StatusError::new(reply, None)))),
    }
}
