//! Takes the name of a call; makes it in the way of a variant, and gives its answer back as JSON for comparison.

use std::hint::black_box;

use nectar_client::types::UpdateAccountRequest;
use serde_json::Value;
use specwright_runtime::Uuid;

use crate::{Failure, by_hand};

const ID: &str = "3c90c3cc-0d44-4b50-8888-8dd25736052a";

/// A call that is measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A read: one value in the path, 22 keys in the answer.
    GetConnection,
    /// A write: a JSON body as well.
    UpdateAccount,
}

impl Subject {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::GetConnection, Self::UpdateAccount];

    /// The `operationId` of the document.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::GetConnection => "getConnection",
            Self::UpdateAccount => "updateAccount",
        }
    }
}

/// One side of the comparison, ready to call.
#[derive(Debug)]
pub enum Caller {
    /// reqwest and serde.
    ByHand(by_hand::Client),
    /// The generated client, and the id that it is called with.
    Generated(nectar_client::Client, Uuid),
}

impl Caller {
    pub(crate) fn by_hand(client: by_hand::Client) -> Self {
        Self::ByHand(client)
    }

    pub(crate) fn generated(client: nectar_client::Client) -> Result<Self, Failure> {
        Ok(Self::Generated(client, Uuid::try_from(ID)?))
    }

    /// Makes the call; all of the answer is there at the end, as a value of its type.
    ///
    /// # Errors
    /// The call failed.
    pub async fn call(&self, subject: Subject) -> Result<(), Failure> {
        match (self, subject) {
            (Self::ByHand(client), Subject::GetConnection) => {
                black_box(client.get_connection(ID).await?);
            }
            (Self::ByHand(client), Subject::UpdateAccount) => {
                black_box(client.update_account(ID, &by_hand::change()).await?);
            }
            (Self::Generated(client, id), Subject::GetConnection) => {
                black_box(client.get_connection(id).send().await?);
            }
            (Self::Generated(client, _), Subject::UpdateAccount) => {
                black_box(client.update_account(ID, &change()).send().await?);
            }
        }
        Ok(())
    }

    /// Makes the call, and says what came of it.
    ///
    /// # Errors
    /// The call failed.
    pub async fn answer(&self, subject: Subject) -> Result<Value, Failure> {
        let answer = match (self, subject) {
            (Self::ByHand(client), Subject::GetConnection) => serde_json::to_value(client.get_connection(ID).await?),
            (Self::ByHand(client), Subject::UpdateAccount) => {
                serde_json::to_value(client.update_account(ID, &by_hand::change()).await?)
            }
            (Self::Generated(client, id), Subject::GetConnection) => {
                serde_json::to_value(client.get_connection(id).send().await?.into_inner())
            }
            (Self::Generated(client, _), Subject::UpdateAccount) => {
                serde_json::to_value(client.update_account(ID, &change()).send().await?.into_inner())
            }
        };
        Ok(answer?)
    }
}

fn change() -> UpdateAccountRequest {
    UpdateAccountRequest::new().is_tracked(false).update_meters(true)
}
