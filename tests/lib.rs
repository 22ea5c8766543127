//! The README's example, as a doc test.
#![cfg(doctest)]
#![doc = include_str!("../README.md")]
