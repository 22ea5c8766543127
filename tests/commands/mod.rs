//! The commands as maintainers use them, on this repository and on copies of it.

mod broken_manifest;
mod check;
mod demo;
mod mistakes;
mod repository;
mod stale;
