//! The command line of `mock`.

use crate::mock::Wanted;
use clap::Args;
use std::path::PathBuf;

/// Serve the operations of an API on this machine: requests are checked, and answered by the document's examples
///
/// Answers without an example are made up from the schemas, which the header `X-Mock-Answer` says. A mistake in a request is
/// answered with what is wrong and where the document says so. A request that has the header `X-Mock-Fault` is answered wrongly,
/// as with --fault. Serves until it is interrupted.
#[derive(Debug, Args)]
pub(crate) struct Mock {
    /// The API, by the name of its folder under specs/
    #[arg(value_name = "API", required_unless_present = "spec", conflicts_with = "spec")]
    pub(crate) api: Option<String>,

    /// Any document instead, YAML or JSON; - reads it from standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) spec: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) how: How,
}

/// What both ways to serve know.
#[derive(Debug, Args)]
pub(crate) struct How {
    /// The port of 127.0.0.1 to serve on [default: a free one]
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub(crate) port: u16,

    /// What goes wrong with each answer to a request that is right; may be given several times: rate-limit=2, server-error=503, delay=200ms, drip=16/10ms,
    /// truncate, wrong-length=-1, html=502, expired, close, unknown-enum, null, json=/key=null. With a count behind it, as in
    /// server-error:2, only so many of the same requests fail before one does not
    #[arg(long = "fault", value_name = "NAME")]
    pub(crate) faults: Vec<Wanted>,

    /// The settings of its client
    #[arg(long, value_name = "CLIENT.TOML", requires = "spec")]
    pub(crate) config: Option<PathBuf>,

    /// An OpenAPI Overlay to apply to the document first; may be given several times
    #[arg(long = "overlay", value_name = "FILE", requires = "spec")]
    pub(crate) overlays: Vec<PathBuf>,
}
