//! From the lowered document to progenitor's client: the only file that names the engine.

use proc_macro2::TokenStream;
use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl};

use crate::lower::Lowered;

/// The client skeleton: one `async fn` an operation, with its arguments and their Rust types.
pub(crate) struct Skeleton {
    pub(crate) tokens: TokenStream,
}

/// Runs the engine. An error means that the lowered document is not as plain as it should be.
pub(crate) fn skeleton(lowered: &Lowered) -> Result<Skeleton, String> {
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Positional).with_tag(TagStyle::Merged);
    for replacement in &lowered.replacements {
        let implemented = [TypeImpl::Display, TypeImpl::FromStr].into_iter();
        settings.with_replacement(&replacement.component, &replacement.rust_type, implemented);
    }
    let tokens = Generator::new(&settings).generate_tokens(&lowered.document).map_err(|error| error.to_string())?;
    Ok(Skeleton { tokens })
}
