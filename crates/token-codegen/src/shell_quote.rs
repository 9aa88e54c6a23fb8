//! Arguments as a shell takes them.

/// Returns an argument, in quotes where a shell would take it for something else.
pub fn quote(argument: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/-._=:,@%+".contains(c);
    if !argument.is_empty() && argument.chars().all(is_plain) {
        argument.to_owned()
    } else {
        format!("'{}'", argument.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn quotes_what_a_shell_would_read() {
        assert_eq!(quote("specs/a-b.yaml"), "specs/a-b.yaml");
        assert_eq!(quote("a b.yaml"), "'a b.yaml'");
        assert_eq!(quote("#/paths/~1a=B"), "'#/paths/~1a=B'");
        assert_eq!(quote("it's"), r"'it'\''s'");
        assert_eq!(quote(""), "''");
    }
}
