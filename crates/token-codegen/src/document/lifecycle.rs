//! How a token lives: the extension `x-token-lifecycle`.

use super::located::Located;
use super::reader::Reader;
use crate::location::Location;
use crate::source::{Node, Value};

/// How a token lives.
#[derive(Debug)]
pub struct Lifecycle {
    /// Where it begins.
    pub at: Location,
    /// How a token is got.
    pub mint: Mint,
    /// How one is renewed, if it can be.
    pub renew: Option<Renewal>,
    /// How one is revoked, if it can be.
    pub revoke: Option<Revocation>,
}

/// How a token is got.
#[derive(Debug)]
pub struct Mint {
    /// The id of the operation.
    pub operation: Located<String>,
    /// Where its response holds the token, as a JSON Pointer.
    pub token: Located<String>,
    /// Where its response says when the token ends, as a JSON Pointer.
    pub expires: Option<Located<String>>,
    /// Where its response says how many seconds the token lives, as a JSON Pointer.
    pub expires_in: Option<Located<String>>,
    /// Where its response says when the token was issued, as a JSON Pointer.
    pub issued: Option<Located<String>>,
    /// How long a new token lives at most, as an ISO 8601 duration.
    pub life: Option<Located<String>>,
    /// What stored records are sealed with: an argument of the operation, or a credential, by name.
    pub seal: Option<Located<String>>,
}

/// How a token is renewed.
#[derive(Debug)]
pub struct Renewal {
    /// The id of the operation.
    pub operation: Located<String>,
    /// How often one token may be renewed: a number as it is written.
    pub limit: Located<String>,
    /// How much a renewal adds to the current expiry, as an ISO 8601 duration.
    pub extends: Located<String>,
}

/// How a token is revoked.
#[derive(Debug)]
pub struct Revocation {
    /// The id of the operation.
    pub operation: Located<String>,
}

/// Reads the extension; `None` if there is none, or when the lack of something in it was reported.
pub(super) fn lifecycle(root: &Node, reader: &mut Reader<'_>) -> Option<Lifecycle> {
    let node = root.get("x-token-lifecycle")?;
    if !reader.expect_mapping(node) {
        return None;
    }
    let renew = part(node, "renew", reader).map(|node| renewal(node, reader));
    let revoke = part(node, "revoke", reader).map(|node| revocation(node, reader));
    reader.require(node, "mint", &node.at);
    let mint = part(node, "mint", reader).and_then(|node| mint(node, reader))?;
    Some(Lifecycle {
        at: node.at.clone(),
        mint,
        renew: renew.flatten(),
        revoke: revoke.flatten(),
    })
}

fn part<'n>(node: &'n Node, key: &str, reader: &mut Reader<'_>) -> Option<&'n Node> {
    node.get(key).filter(|part| reader.expect_mapping(part))
}

fn mint(node: &Node, reader: &mut Reader<'_>) -> Option<Mint> {
    let expires = reader.text(node, "expires");
    let expires_in = reader.text(node, "expires_in");
    let issued = reader.text(node, "issued");
    let life = reader.text(node, "life");
    let seal = reader.text(node, "seal");
    let operation = required_text(node, "operation", reader);
    let token = required_text(node, "token", reader);
    Some(Mint {
        operation: operation?,
        token: token?,
        expires,
        expires_in,
        issued,
        life,
        seal,
    })
}

fn renewal(node: &Node, reader: &mut Reader<'_>) -> Option<Renewal> {
    let operation = required_text(node, "operation", reader);
    let limit = number(node, "limit", reader);
    let extends = required_text(node, "extends", reader);
    Some(Renewal {
        operation: operation?,
        limit: limit?,
        extends: extends?,
    })
}

fn revocation(node: &Node, reader: &mut Reader<'_>) -> Option<Revocation> {
    let operation = required_text(node, "operation", reader)?;
    Some(Revocation { operation })
}

fn required_text(node: &Node, key: &str, reader: &mut Reader<'_>) -> Option<Located<String>> {
    reader.require(node, key, &node.at);
    reader.text(node, key)
}

fn number(node: &Node, key: &str, reader: &mut Reader<'_>) -> Option<Located<String>> {
    reader.require(node, key, &node.at);
    let found = node.get(key)?;
    let Value::Number(text) = &found.value else {
        reader.wrong_type(found, "a number");
        return None;
    };
    Some(Located {
        value: text.clone(),
        at: found.at.clone(),
    })
}
