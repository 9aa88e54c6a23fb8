//! The headers of responses: one reader for all of them, a function for each name.

use indexmap::IndexMap;

use crate::diagnostic::problem;
use crate::document::{Header, NamedHeader, Response, Schema, Type};
use crate::ir::{Place, Remarks, ResponseHeader, ResponseHeaders, TypeRef};
use crate::location::Location;
use crate::lower::Lowering;
use crate::lower::security::is_header_name;
use crate::names::{RustName, Scope};
use crate::normalize::{SchemaKind, integer, scalar_of};
use crate::resolve::{self, Resolved};
use crate::scalar::Scalar;

/// The type that reads the headers.
const NAME: &str = "response headers";

/// The header that the standard says to ignore here.
const MEDIA_TYPE: &str = "content-type";

/// The header whose lines are not a list; the docs of the operation name it.
const COOKIES: &str = "set-cookie";

/// The headers so far, by their names in lower case.
pub(in crate::lower) type Headers = IndexMap<String, HeaderDraft>;

/// A header that some response has.
pub(in crate::lower) struct HeaderDraft {
    header: ResponseHeader,
    /// Where it is first.
    at: Location,
    /// Whether it has another type elsewhere.
    differs: bool,
}

impl<'d> Lowering<'d> {
    /// Adds the headers of a response to those of all others.
    pub(super) fn response_headers(&mut self, response: &'d Response) {
        for named in &response.headers {
            let key = named.name.value.to_ascii_lowercase();
            let components = &self.document.components;
            if key == MEDIA_TYPE {
                let problem = problem::unused_header(&named.name.value);
                self.sink.report(&named.name.at, problem);
            }
            if key == MEDIA_TYPE || key == COOKIES {
                continue;
            }
            if !is_header_name(&key) {
                let problem = problem::impossible_header(&named.name.value);
                self.sink.report(&named.name.at, problem);
                continue;
            }
            if let Some(resolved) = resolve::follow(components, &named.header) {
                self.response_header(key, named, &resolved);
            }
        }
    }

    fn response_header(&mut self, key: String, named: &NamedHeader, found: &Resolved<'d, Header>) {
        let at = &named.name.at;
        // A header of another style is reported, and read in this one.
        self.style(found.part.style.as_ref(), None, Place::Header);
        let ty = self.header_type(found.part).unwrap_or_else(|| {
            let problem = problem::header_as_text(&named.name.value);
            self.sink.report(at, problem);
            TypeRef::Scalar(Scalar::String)
        });
        if let Some(known) = self.headers.get_mut(&key) {
            if known.header.ty != ty && !known.differs {
                known.differs = true;
                known.header.ty = TypeRef::Scalar(Scalar::String);
                let problem = problem::header_type(&named.name.value, &known.at);
                self.sink.report(at, problem);
            }
            return;
        }
        let docs = if found.description.is_empty() {
            &found.part.description
        } else {
            found.description
        };
        let header = ResponseHeader {
            name: self.renames.name(&named.name.value, at),
            docs: docs.to_owned(),
            remarks: Remarks {
                deprecated: found.part.deprecated || found.deprecated,
                ..Remarks::default()
            },
            ty,
        };
        let found = HeaderDraft {
            header,
            at: at.clone(),
            differs: false,
        };
        self.headers.insert(key, found);
    }

    /// Returns the type of a header: a single value, or a list of such; `None` if it is something else.
    fn header_type(&self, header: &'d Header) -> Option<TypeRef> {
        let Some(schema) = &header.schema else {
            return Some(TypeRef::Scalar(Scalar::String));
        };
        let Some(plain) = self.normalizer.plain(schema) else {
            return self
                .is_single(schema)
                .then_some(TypeRef::Scalar(Scalar::String));
        };
        if SchemaKind::of(plain) != SchemaKind::List {
            return single(plain).map(TypeRef::Scalar);
        }
        let item = plain.items.as_deref();
        let item = item.and_then(|item| self.normalizer.plain(item));
        let item = item.map_or(Some(Scalar::String), single)?;
        Some(TypeRef::Array(Box::new(TypeRef::Scalar(item))))
    }

    /// Returns the headers, their reader named after everything that the document names.
    pub(in crate::lower) fn finished_headers(&mut self) -> Option<ResponseHeaders> {
        let found = std::mem::take(&mut self.headers);
        let (_, first) = found.first()?;
        let name = self.types.claim_made_up(RustName::new(NAME), &first.at);
        let mut scope = Scope::headers(self.renames.form());
        let mut headers = Vec::new();
        for HeaderDraft { header, at, .. } in found.into_values() {
            let name = scope.claim(header.name, &at, self.sink);
            headers.push(ResponseHeader { name, ..header });
        }
        Some(ResponseHeaders { name, headers })
    }
}

/// Returns the type of a single value; `None` if it is something else.
fn single(schema: &Schema) -> Option<Scalar> {
    let form = SchemaKind::of(schema);
    match (scalar_of(schema), form) {
        (Some(scalar), _) => Some(scalar),
        (_, SchemaKind::IntegerEnum) => Some(integer(schema.format.as_deref(), schema.bounds)),
        (_, SchemaKind::List | SchemaKind::Map | SchemaKind::Struct) => None,
        (_, SchemaKind::Any) if schema.types.contains(&Type::Object) => None,
        _ => Some(Scalar::String),
    }
}
