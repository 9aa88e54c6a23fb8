//! How the value of a parameter is written: the styles of OpenAPI 3.1 section 4.8.12, after RFC 6570.

mod write;

pub(crate) use write::{pairs, text};

/// How the value of a parameter is written.
///
/// What a style does not define is written in one way that loses nothing: a list or an object within a list
/// or an object is JSON, and within [`DEEP`](Self::DEEP) it is `name[key][inner]`.
/// Members that are `null` are left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    pub(crate) form: Form,
    pub(crate) explode: bool,
    pub(crate) reserved: bool,
    pub(crate) secret: bool,
}

/// The shape that a style gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Simple,
    Label,
    Matrix,
    Pairs,
    Space,
    Pipe,
    Deep,
    Json,
}

impl Style {
    /// `blue,black`: the style of paths and headers.
    pub const SIMPLE: Self = Self::new(Form::Simple, false);
    /// `.blue,black`, in paths.
    pub const LABEL: Self = Self::new(Form::Label, false);
    /// `;color=blue,black`, in paths.
    pub const MATRIX: Self = Self::new(Form::Matrix, false);
    /// `color=blue&color=black`: the style of queries, cookies and forms.
    ///
    /// In a cookie, `; ` stands between the pairs.
    pub const FORM: Self = Self::new(Form::Pairs, true);
    /// `color=blue%20black`, in queries.
    pub const SPACE: Self = Self::new(Form::Space, false);
    /// `color=blue%7Cblack`, in queries.
    pub const PIPE: Self = Self::new(Form::Pipe, false);
    /// `color[R]=100&color[G]=200`, in queries.
    pub const DEEP: Self = Self::new(Form::Deep, true);
    /// The value as JSON.
    pub const JSON: Self = Self::new(Form::Json, false);

    const fn new(form: Form, explode: bool) -> Self {
        Self {
            form,
            explode,
            reserved: false,
            secret: false,
        }
    }

    /// Writes each element and each member by itself: `explode: true`.
    pub const fn exploded(self) -> Self {
        Self {
            explode: true,
            ..self
        }
    }

    /// Writes all elements or members as one value: `explode: false`.
    pub const fn joined(self) -> Self {
        Self {
            explode: false,
            ..self
        }
    }

    /// Leaves reserved characters as they are: `allowReserved: true`.
    ///
    /// `#`, `&`, `+` and brackets are escaped anyway, because they would end the value.
    pub const fn reserved(self) -> Self {
        Self {
            reserved: true,
            ..self
        }
    }

    /// Marks the value as a secret, which is masked in whatever the server says.
    pub const fn secret(self) -> Self {
        Self {
            secret: true,
            ..self
        }
    }
}
