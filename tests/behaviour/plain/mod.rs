//! Behaviours that no row can say; the page lists them, too.
