//! Values of keys that are always sent: takes a value, an `Option` or a text, returns the value or null.

/// A value of `T`, or null.
///
/// Setters take it, so that `"text"`, `String`, `Some(value)` and `None` can all be given.
pub trait IntoNullable<T> {
    /// The value; `None` is null.
    fn into_nullable(self) -> Option<T>;
}

impl<T> IntoNullable<T> for T {
    fn into_nullable(self) -> Option<T> {
        Some(self)
    }
}

impl<T> IntoNullable<T> for Option<T> {
    fn into_nullable(self) -> Self {
        self
    }
}

impl IntoNullable<String> for &str {
    fn into_nullable(self) -> Option<String> {
        Some(self.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::IntoNullable;

    #[test]
    fn values_options_and_texts() {
        let text = |value: Option<String>| value;
        assert_eq!(text("a".into_nullable()), Some("a".to_owned()));
        assert_eq!(text("a".to_owned().into_nullable()), Some("a".to_owned()));
        assert_eq!(text(None.into_nullable()), None);
        assert_eq!(IntoNullable::<i32>::into_nullable(Some(1)), Some(1));
        assert_eq!(IntoNullable::<i32>::into_nullable(1), Some(1));
    }
}
