//! What is known of something that is worked out once, and may need itself on the way.

/// What is known so far.
#[derive(Debug)]
pub(crate) enum Memo<T> {
    /// It is being worked out, so meeting it again means that it contains itself.
    Open,
    /// It was worked out.
    Done(T),
}
