//! Contracts of small documents.
