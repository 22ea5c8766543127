//! What generated crates have for mocks, as macros: generated code holds names alone.

/// Makes a request one that can be mocked: `mocked!(GetPet => Pet, ErrorBody: GET_PET);`
#[macro_export]
macro_rules! mocked {
    ($name:ident => $success:ty, $error:ty: $operation:ident) => {
        impl $crate::mock::Request for $name {
            type Success = $success;
            type Error = $error;

            fn operation() -> &'static $crate::Operation<$success, $error> {
                &$operation
            }

            fn into_call(self) -> $crate::Call<$success, $error> {
                self.call
            }
        }
    };
}

/// Writes the server of a crate's mocks; the table has a [`Route`](crate::mock::Route) for each operation.
///
/// `mock_server!(crate::Client, crate::ClientBuilder, ROUTES);`
#[macro_export]
macro_rules! mock_server {
    ($client:ty, $builder:path, $routes:ident) => {
        /// A server for tests, with a method for each operation that mocks it.
        ///
        /// When it is dropped, it panics if a mock was not called as often as it expects, if there was a request that no mock is for, or
        /// if a function of a mock panicked; unless the test is failing already, or [`verify`](Self::verify) has told of it.
        #[derive(Debug)]
        pub struct MockServer {
            mocks: $crate::mock::Mocks,
        }

        impl MockServer {
            /// Starts a server on a free port of this machine, with threads of its own. It ends when it is dropped.
            ///
            /// # Errors
            ///
            /// The system has no port or no thread left.
            pub fn start() -> ::std::io::Result<Self> {
                let mocks = $crate::mock::Mocks::start(&<$client>::builder().http, $routes)?;
                ::core::result::Result::Ok(Self { mocks })
            }

            /// What a client takes as its base URL.
            pub fn base_url(&self) -> ::std::string::String {
                self.mocks.base_url()
            }

            /// A client of this server, with placeholders as credentials.
            ///
            /// # Errors
            ///
            /// The transport cannot be set up.
            pub fn client(&self) -> ::core::result::Result<$client, $crate::BuildError> {
                self.client_builder().build()
            }

            /// Settings of such a client.
            pub fn client_builder(&self) -> $builder {
                $builder { http: self.mocks.settings(<$client>::builder().http) }
            }

            /// All requests that came, in their order; those whose body could not be read are in [`verify`](Self::verify) alone.
            pub fn received(&self) -> ::std::vec::Vec<$crate::mock::Received> {
                self.mocks.received()
            }

            /// Whether all mocks were called as often as they expect, and nothing else came. When the server is dropped, it tells only
            /// what was not told here.
            ///
            /// # Errors
            ///
            /// All that is wrong, in words.
            pub fn verify(&self) -> ::core::result::Result<(), $crate::mock::VerifyError> {
                self.mocks.verify()
            }
        }
    };
}
