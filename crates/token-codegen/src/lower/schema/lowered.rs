//! What a schema became.

use crate::ir::{Remarks, TypeRef};

/// What a schema became.
#[derive(Clone)]
pub(in crate::lower) struct LoweredType {
    pub(in crate::lower) ty: TypeRef,
    /// Whether the value may be `null`.
    pub(in crate::lower) nullable: bool,
    pub(in crate::lower) docs: String,
    pub(in crate::lower) remarks: Remarks,
}

impl LoweredType {
    /// Returns the type of a value that is not described.
    pub(in crate::lower) fn any() -> Self {
        Self {
            ty: TypeRef::Any,
            nullable: false,
            docs: String::new(),
            remarks: Remarks::default(),
        }
    }

    /// Returns the type of a value that is in a list or a map, where a lack of it cannot be expressed otherwise.
    pub(in crate::lower) fn nullable_type(self) -> TypeRef {
        match self.ty {
            // These hold `null` themselves.
            ty @ (TypeRef::Any | TypeRef::Nullable(_)) => ty,
            ty if self.nullable => TypeRef::Nullable(Box::new(ty)),
            ty => ty,
        }
    }
}
