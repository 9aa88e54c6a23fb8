//! Random JSON that a schema allows.

use serde_json::{Map, Value, json};

/// How deep a value may be before everything that may be left out is.
const DEEP: usize = 4;

/// Where a value without end is cut off.
const TOO_DEEP: usize = 40;

pub(super) struct Random<'d> {
    document: &'d Value,
    dice: fastrand::Rng,
    depth: usize,
    /// Whether the values are for requests, which hold nothing that is `readOnly`.
    pub(super) requests: bool,
}

impl<'d> Random<'d> {
    pub(super) fn new(document: &'d Value, seed: u64) -> Self {
        let dice = fastrand::Rng::with_seed(seed);
        Self {
            document,
            dice,
            depth: 0,
            requests: false,
        }
    }

    pub(super) fn value(&mut self, schema: &Value) -> Value {
        if self.depth > TOO_DEEP {
            return Value::Null;
        }
        self.depth += 1;
        let value = self.any(schema);
        self.depth -= 1;
        value
    }

    fn any(&mut self, schema: &Value) -> Value {
        let schema = &self.whole(schema);
        if let Some(value) = schema.get("const") {
            return value.clone();
        }
        if let Some(values) = schema.get("enum").and_then(Value::as_array) {
            return values[self.dice.usize(..values.len())].clone();
        }
        for key in ["oneOf", "anyOf"] {
            if let Some(branches) = schema.get(key).and_then(Value::as_array) {
                return self.branch(schema, branches);
            }
        }
        if Self::may_be_null(schema) && self.dice.bool() {
            return Value::Null;
        }
        match self.type_of(schema).as_deref() {
            Some("string") => self.text(schema),
            Some("integer") => self.integer(schema),
            Some("number") => json!(f64::from(self.dice.i32(-1000..1000)) / 4.0),
            Some("boolean") => json!(self.dice.bool()),
            Some("array") => self.list(schema),
            Some("object") => self.object(schema),
            Some(_) => Value::Null,
            None if self.dice.bool() => Value::Null,
            None => json!({"any": [1, "text", true]}),
        }
    }

    /// Returns the schema with what it refers to and all that it has to match, as one.
    fn whole(&mut self, schema: &Value) -> Value {
        let mut whole = schema.as_object().cloned().unwrap_or_default();
        let mut parts = Vec::new();
        if let Some(target) = whole.remove("$ref").as_ref().and_then(Value::as_str) {
            let target = target.trim_start_matches('#');
            parts.extend(self.document.pointer(target).cloned());
        }
        if let Some(Value::Array(all)) = whole.remove("allOf") {
            // A base that lists its descendants is no more than a base in them.
            parts.extend(all.into_iter().map(|part| {
                let mut base = self.whole(&part);
                if base.get("discriminator").is_some()
                    && let Some(base) = base.as_object_mut()
                {
                    base.remove("oneOf");
                    base.remove("anyOf");
                }
                base
            }));
        }
        for part in parts {
            let part = self.whole(&part);
            for (key, value) in part.as_object().into_iter().flatten() {
                match (whole.get_mut(key), value) {
                    (None, _) => {
                        whole.insert(key.clone(), value.clone());
                    }
                    (Some(Value::Object(known)), Value::Object(others)) if key == "properties" => {
                        for (name, other) in others {
                            let both = match known.get(name) {
                                Some(known) if known != other => json!({"allOf": [known, other]}),
                                _ => other.clone(),
                            };
                            known.insert(name.clone(), both);
                        }
                    }
                    (Some(Value::Array(known)), Value::Array(others)) if key == "required" => {
                        known.extend(others.iter().cloned());
                    }
                    (Some(Value::Array(known)), Value::Array(others)) if key == "enum" => {
                        known.retain(|value| others.contains(value));
                    }
                    _ => {}
                }
            }
        }
        Value::Object(whole)
    }

    fn branch(&mut self, schema: &Value, branches: &[Value]) -> Value {
        let mut base = schema.as_object().cloned().unwrap_or_default();
        base.remove("oneOf");
        base.remove("anyOf");
        let discriminator = base.remove("discriminator");
        let index = if self.depth > DEEP {
            0
        } else {
            self.dice.usize(..branches.len())
        };
        let branch = &branches[index];
        base.insert("allOf".to_owned(), json!([branch]));
        let mut value = self.value(&Value::Object(base));
        let Some(member) = discriminator
            .as_ref()
            .and_then(|of| of["propertyName"].as_str())
        else {
            return value;
        };
        let target = branch["$ref"].as_str().unwrap_or_default();
        let name = target.rsplit('/').next().unwrap_or_default();
        let mapping = discriminator
            .as_ref()
            .and_then(|of| of["mapping"].as_object());
        let mapped = mapping
            .into_iter()
            .flatten()
            .find(|(_, to)| to.as_str().is_some_and(|to| to == target || to == name));
        if let Value::Object(members) = &mut value {
            match (members.get(member), mapped) {
                (Some(Value::Bool(_) | Value::Number(_)), Some((tag, _))) => {
                    members.insert(member.to_owned(), serde_json::from_str(tag).unwrap());
                }
                // A tag that its own schema fixes is right already; any other text would belong to another schema, or to none.
                (Some(Value::Bool(_) | Value::Number(_)), None) => {}
                (Some(Value::String(known)), _)
                    if !known.is_empty() && !known.starts_with("text ") => {}
                (_, mapped) => {
                    let tag = mapped.map_or(name, |(tag, _)| tag);
                    members.insert(member.to_owned(), json!(tag));
                }
            }
        }
        value
    }

    fn may_be_null(schema: &Value) -> bool {
        let types = &schema["type"];
        schema["nullable"] == json!(true)
            || *types == json!("null")
            || types
                .as_array()
                .is_some_and(|types| types.contains(&json!("null")))
    }

    fn type_of(&mut self, schema: &Value) -> Option<String> {
        match &schema["type"] {
            Value::String(name) => Some(name.clone()),
            Value::Array(names) => {
                let names: Vec<_> = names
                    .iter()
                    .filter(|name| name.as_str().is_some_and(|name| name != "null"))
                    .collect();
                let name = names.get(self.dice.usize(..names.len().max(1)))?;
                name.as_str().map(str::to_owned)
            }
            _ if schema.get("properties").is_some() => Some("object".to_owned()),
            _ if schema.get("items").is_some() => Some("array".to_owned()),
            _ => None,
        }
    }

    fn text(&mut self, schema: &Value) -> Value {
        let number = self.dice.u16(..);
        json!(match schema["format"].as_str() {
            Some("date-time") => "2026-11-22T07:08:09Z".to_owned(),
            Some("date") => format!("2026-11-{:02}", number % 28 + 1),
            Some("byte") => "aGVsbG8=".to_owned(),
            _ => format!("text {number} \"ä\\\n"),
        })
    }

    fn integer(&mut self, schema: &Value) -> Value {
        match schema["format"].as_str() {
            Some("int8") => json!(self.dice.i8(..)),
            Some("uint64") => json!(self.dice.u64(..)),
            Some("int64") => json!(self.dice.i64(..)),
            _ => json!(self.dice.u8(..)),
        }
    }

    fn list(&mut self, schema: &Value) -> Value {
        let length = if self.depth > DEEP {
            0
        } else {
            self.dice.usize(..4)
        };
        let items = schema.get("items").cloned().unwrap_or_default();
        let first = schema["prefixItems"]
            .as_array()
            .cloned()
            .unwrap_or_default();
        let is_closed = items == json!(false) || schema["maxItems"] == json!(first.len());
        let rest = if is_closed { 0 } else { length };
        let schemas = first.iter().chain(std::iter::repeat_n(&items, rest));
        schemas.map(|schema| self.value(schema)).collect()
    }

    fn object(&mut self, schema: &Value) -> Value {
        let mut members = Map::new();
        let required = schema["required"].as_array().cloned().unwrap_or_default();
        for (name, property) in schema["properties"].as_object().into_iter().flatten() {
            if self.requests && self.whole(property)["readOnly"] == json!(true) {
                continue;
            }
            let is_required = required.contains(&json!(name));
            if is_required || self.depth <= DEEP && self.dice.bool() {
                members.insert(name.clone(), self.value(property));
            }
        }
        for name in required.iter().filter_map(Value::as_str) {
            let is_known = schema["properties"].get(name).is_some();
            if !is_known {
                members.insert(name.to_owned(), json!("required"));
            }
        }
        let others = ["additionalProperties", "unevaluatedProperties"];
        let others = others.iter().find_map(|key| schema.get(*key));
        if let Some(others) = others.filter(|others| **others != json!(false))
            && self.depth <= DEEP
        {
            for number in 0..self.dice.usize(..3) {
                members.insert(format!("other {number}"), self.value(others));
            }
        }
        Value::Object(members)
    }
}
