//! What every generated request has: takes the name of a struct with a field `call`, writes its methods.

/// Writes `send` and `send_with` for a struct with a field `call: Call<Success, Error>`.
///
/// No other name is taken from the parameters of the operation.
///
/// `request!(UpdateAccount => Account, ErrorBody);`
#[macro_export]
macro_rules! request {
    ($name:ident => $success:ty, $error:ty) => {
        impl $name {
            /// Sends the request and waits for the whole response.
            ///
            /// # Errors
            /// Refused before sending, no complete response, any status that is not a documented success,
            /// or a body that does not fit.
            pub async fn send(self) -> ::core::result::Result<$crate::Response<$success>, $crate::Error<$error>> {
                self.call.send().await
            }

            /// Sends the request with options for this call alone.
            ///
            /// # Errors
            /// As for [`send`](Self::send).
            pub async fn send_with(
                self,
                options: $crate::CallOptions,
            ) -> ::core::result::Result<$crate::Response<$success>, $crate::Error<$error>> {
                self.call.options(options).send().await
            }
        }
    };
}
