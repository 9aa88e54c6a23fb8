//! What a part is called that becomes a component.

use super::address::Address;
use super::document_set::DocumentSet;

/// Tokens of pointers that say where something is, and nothing about what it is.
const STRUCTURE: [&str; 22] = [
    "$defs",
    "additionalProperties",
    "allOf",
    "anyOf",
    "components",
    "content",
    "definitions",
    "headers",
    "items",
    "oneOf",
    "parameters",
    "pathItems",
    "paths",
    "patternProperties",
    "prefixItems",
    "properties",
    "requestBodies",
    "requestBody",
    "responses",
    "schema",
    "schemas",
    "securitySchemes",
];

/// Returns a name for the part at a place that is not taken: the words on the way to it, or those of its file.
pub(super) fn name(
    place: &Address,
    documents: &DocumentSet<'_>,
    is_taken: impl Fn(&str) -> bool,
) -> String {
    let stem = documents.stem(place.file);
    let words = words(&place.tokens);
    let short = if words.is_empty() {
        stem.to_owned()
    } else {
        words
    };
    let candidates = [short.clone(), format!("{stem} {short}")];
    let free = candidates.iter().find(|name| !is_taken(name));
    if let Some(name) = free {
        return name.clone();
    }
    let mut numbered = (2_usize..).map(|number| format!("{short} {number}"));
    numbered.find(|name| !is_taken(name)).unwrap_or(short)
}

/// Returns a name without what does not tell two names in Rust apart.
pub(super) fn essence(name: &str) -> String {
    let letters = name.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn words(tokens: &[String]) -> String {
    let is_named = matches!(tokens, [components, _, _] if components == "components")
        || matches!(tokens, [defs, _] if STRUCTURE.contains(&defs.as_str()));
    let from = if is_named { tokens.len() - 1 } else { 0 };
    let mut words = Vec::new();
    for token in tokens.iter().skip(from) {
        let is_structure = !is_named && STRUCTURE.contains(&token.as_str());
        let is_media_type = token.contains('/') && !token.starts_with('/');
        match token.as_str() {
            "items" | "additionalProperties" if !is_named => words.push("Item"),
            _ if is_structure || is_media_type => {}
            token => words.push(token),
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::{essence, words};

    #[test]
    fn a_pointer_gives_the_words_that_mean_something() {
        for (pointer, expected) in [
            ("components/schemas/Pet", "Pet"),
            ("components/schemas/items", "items"),
            ("$defs/Pet", "Pet"),
            ("Pet", "Pet"),
            ("", ""),
            (
                "components/schemas/User/properties/pets/items",
                "User pets Item",
            ),
            (
                "components/responses/Gone/content/application~1json/schema",
                "Gone",
            ),
        ] {
            let tokens: Vec<String> = pointer
                .split('/')
                .filter(|token| !token.is_empty())
                .map(|token| token.replace("~1", "/"))
                .collect();
            assert_eq!(words(&tokens), expected);
        }
        assert_eq!(essence("User-Name_2"), essence("username2"));
    }
}
