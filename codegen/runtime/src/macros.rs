//! What every generated request has: takes the name of a struct with a field `call`, writes its methods.

/// Writes `send`, `timeout` and `extra_header` for a struct with a field `call: Call<Success, Error>`.
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

            /// Gives the whole call, redirects and body included, this much time.
            #[must_use]
            pub fn timeout(mut self, timeout: ::core::time::Duration) -> Self {
                self.call = self.call.timeout(timeout);
                self
            }

            /// Sends one more header, in place of one of the same name.
            #[must_use]
            pub fn extra_header(mut self, name: $crate::HeaderName, value: $crate::HeaderValue) -> Self {
                self.call = self.call.extra_header(name, value);
                self
            }
        }
    };
}
