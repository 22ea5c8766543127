//! What a browser decides by itself is absent, not ignored: a method of the client's own would go before that of a trait, and would
//! not take `()`.

use nectar_client::{Client, ClientBuilder};
use specwright_runtime::{Body, HttpClientBuilder, Part};

/// Methods that native builders have.
trait Native: Sized {
    fn user_agent(self, (): ()) -> Self {
        self
    }

    fn connect_timeout(self, (): ()) -> Self {
        self
    }

    fn max_response_headers(self, (): ()) -> Self {
        self
    }

    fn max_redirects(self, (): ()) -> Self {
        self
    }

    fn env(self, (): ()) -> Self {
        self
    }
}

impl Native for ClientBuilder {}
impl Native for HttpClientBuilder {}

fn builders_have_none(generated: ClientBuilder, own: HttpClientBuilder) {
    let _ = generated.user_agent(()).connect_timeout(()).max_response_headers(()).max_redirects(()).env(());
    let _ = own.user_agent(()).connect_timeout(()).max_response_headers(()).max_redirects(()).env(());
}

trait FromEnvironment {
    fn from_env((): ()) {}
}

impl FromEnvironment for Client {}

/// Bytes that are not in memory.
trait Outside {
    fn from_path((): ()) {}
    fn from_stream((): ()) {}
    fn from_sized_stream((): (), (): ()) {}
}

impl Outside for Body {}
impl Outside for Part {}

fn nothing_is_read_from_outside() {
    Client::from_env(());
    Body::from_path(());
    Body::from_stream(());
    Body::from_sized_stream((), ());
    Part::from_path(());
    Part::from_stream(());
    Part::from_sized_stream((), ());
}
