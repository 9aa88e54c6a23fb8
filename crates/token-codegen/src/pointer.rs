//! JSON Pointers (RFC 6901): the address of a value in a document.

use std::borrow::Borrow;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use percent_encoding::percent_decode_str;

/// The address of one value, printed as a URI fragment: `#/paths/~1users/get`.
///
/// An address shares its beginning with the addresses it was made from, so that a deep tree can hold one a value.
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonPointer(Option<Arc<Step>>);

#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Step {
    parent: JsonPointer,
    token: Token,
}

/// One step of an address, unescaped: the key of a member, or the index of an element.
///
/// A tree holds the same few keys many times, so that all of them share one text.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Token(Arc<str>);

impl Token {
    /// Returns the text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Deref for Token {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Borrow<str> for Token {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl PartialEq<str> for Token {
    fn eq(&self, other: &str) -> bool {
        *self.0 == *other
    }
}

impl PartialEq<&str> for Token {
    fn eq(&self, other: &&str) -> bool {
        *self.0 == **other
    }
}

impl From<&str> for Token {
    fn from(text: &str) -> Self {
        Self(Arc::from(text))
    }
}

impl From<usize> for Token {
    fn from(index: usize) -> Self {
        Self(Arc::from(index.to_string()))
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

impl JsonPointer {
    /// Returns the address of the whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// Returns the address of the member or element `token` of the value here.
    #[must_use]
    pub fn join(&self, token: impl Into<Token>) -> Self {
        Self(Some(Arc::new(Step {
            parent: self.clone(),
            token: token.into(),
        })))
    }

    /// Returns the address of the value that holds the one here; nothing for the whole document.
    pub fn parent(&self) -> Option<&Self> {
        self.0.as_ref().map(|step| &step.parent)
    }

    /// Returns the tokens from the document down to the value, unescaped.
    pub fn tokens(&self) -> Vec<&str> {
        let mut tokens = Vec::new();
        let mut pointer = self;
        while let Some(step) = &pointer.0 {
            tokens.push(step.token.as_str());
            pointer = &step.parent;
        }
        tokens.reverse();
        tokens
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("#")?;
        for token in self.tokens() {
            write!(f, "/{}", escape(token))?;
        }
        Ok(())
    }
}

impl fmt::Debug for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

/// Returns a token as pointers write it.
fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Returns a token as pointers in the fragment of a URI write it.
pub fn escape_in_fragment(token: &str) -> String {
    // `%` and `#` would be read as the beginning of something else.
    escape(token).replace('%', "%25").replace('#', "%23")
}

/// Returns the unescaped tokens of a fragment; `None` if it is an anchor.
pub fn tokens_of_fragment(fragment: &str) -> Option<Vec<String>> {
    let Some(pointer) = fragment.strip_prefix('/') else {
        return fragment.is_empty().then(Vec::new);
    };
    let token = |token: &str| {
        let token = percent_decode_str(token).decode_utf8_lossy();
        token.replace("~1", "/").replace("~0", "~")
    };
    Some(pointer.split('/').map(token).collect())
}

/// Returns the unescaped tokens of a JSON Pointer; `None` if the text is not a valid one.
pub fn tokens(pointer: &str) -> Option<Vec<String>> {
    if pointer.is_empty() {
        return Some(Vec::new());
    }
    let tokens = pointer.strip_prefix('/')?.split('/');
    tokens.map(unescape).collect()
}

fn unescape(token: &str) -> Option<String> {
    let mut parts = token.split('~');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (sign, rest) = match (part.strip_prefix('0'), part.strip_prefix('1')) {
            (Some(rest), _) => ('~', rest),
            (_, Some(rest)) => ('/', rest),
            _ => return None,
        };
        text.push(sign);
        text.push_str(rest);
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::{JsonPointer, tokens};

    #[test]
    fn escapes_as_rfc_6901_says() {
        let pointer = JsonPointer::root().join("paths").join("/a~b/{c}").join(0);
        assert_eq!(pointer.to_string(), "#/paths/~1a~0b~1{c}/0");
        assert_eq!(pointer.tokens(), ["paths", "/a~b/{c}", "0"]);
    }

    #[test]
    fn unescapes_as_rfc_6901_says() {
        assert_eq!(tokens("").unwrap(), Vec::<String>::new());
        assert_eq!(tokens("/a~1b/m~0n/~01").unwrap(), ["a/b", "m~n", "~1"]);
        assert_eq!(tokens("/").unwrap(), [""]);
        for bad in ["data", "#/data", "/a~", "/a~2"] {
            assert_eq!(tokens(bad), None, "{bad}");
        }
    }
}
