//! One of the shapes that a value may have: what distinguishes it from the others.

/// A type of JSON, `null` aside.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonKind {
    /// Text.
    String,
    /// A number.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array,
    /// An object.
    Object,
}

impl JsonKind {
    /// Returns the type of a value; nothing for `null`.
    pub(super) fn of(json: &str) -> Option<Self> {
        Some(match json.bytes().next()? {
            b'"' => Self::String,
            b'{' => Self::Object,
            b'[' => Self::Array,
            b't' | b'f' => Self::Boolean,
            b'n' => return None,
            _ => Self::Number,
        })
    }
}

/// One of the shapes that a value may have, and what distinguishes it from the others.
#[derive(Debug, Clone, Copy)]
pub struct VariantMatcher {
    pub(super) name: &'static str,
    pub(super) kinds: &'static [JsonKind],
    pub(super) tags: &'static [&'static str],
    pub(super) may_lack_tag: bool,
    pub(super) required: &'static [&'static str],
    known: Option<&'static [&'static str]>,
}

impl VariantMatcher {
    /// Returns a branch that is known by its name only.
    pub const fn new(name: &'static str) -> Self {
        Self {
            name,
            kinds: &[],
            tags: &[],
            may_lack_tag: false,
            required: &[],
            known: None,
        }
    }

    /// Sets the types of JSON that its values have.
    #[must_use]
    pub const fn kinds(self, kinds: &'static [JsonKind]) -> Self {
        Self { kinds, ..self }
    }

    /// Sets the tags of its objects.
    #[must_use]
    pub const fn tags(self, tags: &'static [&'static str]) -> Self {
        Self { tags, ..self }
    }

    /// Says that its objects may be without a tag.
    #[must_use]
    pub const fn may_lack_tag(self) -> Self {
        Self {
            may_lack_tag: true,
            ..self
        }
    }

    /// Sets the members that its objects must have.
    #[must_use]
    pub const fn required(self, required: &'static [&'static str]) -> Self {
        Self { required, ..self }
    }

    /// Sets the members that its objects may have.
    #[must_use]
    pub const fn known(self, known: &'static [&'static str]) -> Self {
        Self {
            known: Some(known),
            ..self
        }
    }

    /// Returns how many of an object's members its values would lose.
    pub(super) fn unknown(&self, members: &[String]) -> usize {
        self.known.map_or(0, |known| {
            let is_unknown = |member: &&String| !known.contains(&member.as_str());
            members.iter().filter(is_unknown).count()
        })
    }
}
