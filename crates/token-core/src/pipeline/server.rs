//! Where requests go: the servers' URLs, and what may vary in them.

use std::borrow::Cow;

use url::Url;

use crate::{
    base_url,
    codegen::{
        api_info::ApiInfo,
        server_variable::{ServerVariable, VariablePlace},
        setting::{SettingInfo, ValuePlace},
    },
    error::Error,
};

impl ServerVariable {
    /// Refuses what is none of the values, and what would leave its place in the URL.
    fn check(&self, value: &str) -> Result<(), Error> {
        let Self { name, default, .. } = self;
        let setting = SettingInfo::new(name, self.variable, ValuePlace::Elsewhere);
        if !self.values.is_empty() {
            return if self.values.contains(&value) {
                Ok(())
            } else {
                let values = self.values.join("`, `");
                Err(setting.refuse(format_args!("is not one of: `{values}`")))
            };
        }
        let (marks, may_hold) = match self.place {
            VariablePlace::Scheme => ("+-.", "letters and digits"),
            VariablePlace::Host => ("-._:", "letters, digits, `-`, `.`, `_` and `:`"),
            VariablePlace::Path => (
                "-._~:!$&'()*+,;=/",
                "letters, digits, the marks of RFC 3986, and `/` between segments that are not `.` or `..`",
            ),
        };
        // A path that the document begins with a slash stands right behind the host.
        let begin = if default.starts_with('/') { "/" } else { "" };
        let is_plain = |c: char| c.is_ascii_alphanumeric() || marks.contains(c);
        let is_segment = |segment: &str| !matches!(segment, "" | "." | "..");
        let fits = value
            .strip_prefix(begin)
            .is_some_and(|rest| rest.chars().all(is_plain) && rest.split('/').all(is_segment));
        if fits || value == *default {
            return Ok(());
        }
        let example = match *default {
            "" => String::new(),
            default => format!(", as in `{default}`"),
        };
        Err(setting.refuse(format_args!("may hold {may_hold}{example}")))
    }
}

/// Values of variables, by their names; of one that is set twice, the last one holds.
pub(super) type Variables = Vec<(&'static str, String)>;

/// Refuses values that a variable may not have, and those that do not make a URL of `template`.
pub(super) fn check(
    api: &ApiInfo,
    template: Option<&str>,
    values: &Variables,
) -> Result<(), Error> {
    for (name, value) in values {
        let variable = api.variables.iter().find(|variable| variable.name == *name);
        let variable = variable
            .ok_or_else(|| Error::config(format!("the API's servers have no variable `{name}`")))?;
        variable.check(value)?;
    }
    match template {
        Some(template) if !values.is_empty() => url(template, api, values)
            .map(drop)
            .map_err(|error| Error::config(format!("with the variables of the server, {error}"))),
        _ => Ok(()),
    }
}

/// Returns the URL of a server.
pub(super) fn url(template: &str, api: &ApiInfo, values: &Variables) -> Result<Url, Error> {
    let mut url = Cow::Borrowed(template);
    for variable in api.variables {
        let place = format!("{{{}}}", variable.name);
        if url.contains(&place) {
            let mut set = values.iter().rev();
            let value = set.find(|(name, _)| *name == variable.name);
            let value = value.map_or(variable.default, |(_, value)| value);
            url = Cow::Owned(url.replace(&place, value));
        }
    }
    base_url::parse(&url)
}

#[cfg(test)]
mod tests {
    use super::{check, url};
    use crate::codegen::ApiInfo;
    use crate::codegen::{ServerVariable, VariablePlace};

    const API: ApiInfo = ApiInfo {
        crate_name: "test",
        crate_version: "1",
        servers: &["{scheme}://{tenant}.example.com:{port}/{base}/x{tail}"],
        variables: &[
            variable("scheme", "https", VariablePlace::Scheme),
            variable("tenant", "www", VariablePlace::Host),
            ServerVariable {
                values: &["443", "8443"],
                ..variable("port", "443", VariablePlace::Host)
            },
            variable("base", "v1", VariablePlace::Path),
            variable("tail", "/end", VariablePlace::Path),
        ],
        credentials: &[],
        base_url_variable: "",
    };

    const fn variable(
        name: &'static str,
        default: &'static str,
        place: VariablePlace,
    ) -> ServerVariable {
        ServerVariable {
            name,
            variable: "",
            default,
            values: &[],
            place,
        }
    }

    #[test]
    fn a_value_is_filled_in_or_the_default_is() {
        for (name, value, expected) in [
            ("tenant", "a-b.c", "https://a-b.c.example.com/v1/x/end"),
            ("port", "8443", "https://www.example.com:8443/v1/x/end"),
            ("base", "v1/eu", "https://www.example.com/v1/eu/x/end"),
            ("base", "{tail}", "https://www.example.com/v1/x/end"),
            ("tail", "/a/b", "https://www.example.com/v1/x/a/b"),
        ] {
            let values = vec![
                ("base", "v9".to_owned()),
                ("base", "v1".to_owned()),
                (name, value.to_owned()),
            ];
            let is_fine = check(&API, Some(API.servers[0]), &values).is_ok();
            assert_eq!(is_fine, value != "{tail}");
            if is_fine {
                let url = url(API.servers[0], &API, &values).unwrap();
                assert_eq!(url.as_str(), expected);
            }
        }
    }

    #[test]
    fn a_value_stays_in_its_place() {
        for (name, values) in [
            (
                "scheme",
                &["ftp", "http", "https:evil", "", "https://evil/"][..],
            ),
            (
                "tenant",
                &[
                    "",
                    "evil.com/",
                    "evil.com?",
                    "evil.com#",
                    "a@evil.com",
                    "evil\\",
                    "a b",
                    "a\n",
                    "é",
                    "%2f",
                    "evil.com:1",
                    "..",
                    "[::1]",
                ],
            ),
            ("port", &["", "1", "443/", "x"]),
            (
                "base",
                &[
                    "", ".", "..", "a/../b", "a//b", "/a", "a/", "a?b", "a#b", "a@b", "a\\b",
                    "a b", "%2e%2e", "a\u{7f}",
                ],
            ),
            (
                "tail",
                &["", "end", ".evil.com", "/", "//a", "/..", "@evil.com"],
            ),
            ("other", &["a"]),
        ] {
            for value in values {
                let problem = check(
                    &API,
                    Some(API.servers[0]),
                    &vec![(name, (*value).to_owned())],
                )
                .unwrap_err();
                assert!(
                    problem.to_string().contains(name) || problem.to_string().contains("variables"),
                    "{name} {value}: {problem}"
                );
            }
        }
    }
}
