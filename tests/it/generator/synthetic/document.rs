//! Documents of as many operations as one likes, made by code.

use serde_json::{Value, json};

/// The statuses that every operation documents as errors.
const STATUSES: [u16; 11] = [400, 401, 402, 403, 404, 409, 422, 500, 502, 503, 504];

/// Returns JSON content of a schema.
fn content(schema: &Value) -> Value {
    json!({"application/json": {"schema": schema}})
}

/// Returns responses: what a schema says, and the errors, each with a schema of its own in its place.
fn responses(output: &Value, statuses: &[u16]) -> Value {
    let mut responses = json!({"200": {"description": "OK.", "content": content(output)}});
    for status in statuses {
        responses[status.to_string()] = json!({
            "description": format!("Error {status}."),
            "content": content(&json!({
                "type": "object",
                "required": ["meta"],
                "properties": {"meta": {"$ref": "#/components/schemas/Meta"}},
            })),
        });
    }
    responses
}

fn object(description: &str) -> Value {
    json!({
        "type": "object",
        "description": description,
        "required": ["id", "name"],
        "properties": {
            "id": {"type": "string", "description": "Its id."},
            "name": {"type": "string"},
            "count": {"type": "integer", "format": "int64"},
            "made": {"type": "string", "format": "date-time"},
        },
    })
}

/// Returns a document of this many operations under these tags; each has a model of its own.
pub(super) fn document(operations: usize, tags: &[&str]) -> Value {
    let mut document = json!({
        "openapi": "3.1.0",
        "info": {"title": "Synthetic", "version": "1", "description": "A document of many operations."},
        "servers": [{"url": "https://api.example.com"}],
        "security": [{"token": []}],
        "paths": {},
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
            "schemas": {
                "Meta": {
                    "type": "object",
                    "required": ["status"],
                    "properties": {"status": {"type": "integer"}, "error_message": {"type": "string"}},
                },
            },
        },
    });
    for index in 0..operations {
        let thing = format!("Thing{index}");
        let reference = json!({"$ref": format!("#/components/schemas/{thing}")});
        document["components"]["schemas"][&thing] = object(&format!("The thing {index}."));
        let output =
            json!({"type": "object", "required": ["data"], "properties": {"data": reference}});
        document["paths"][format!("/v1/things{index}/{{id}}")] = json!({"post": {
            "operationId": format!("updateThing{index}"),
            "tags": [tags[index % tags.len()]],
            "summary": format!("Updates the thing {index}."),
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "requestBody": {"required": true, "content": content(&reference)},
            "responses": responses(&output, &STATUSES),
        }});
    }
    document
}

/// Returns a document whose tags share some types, and have others for themselves.
pub(super) fn grouped() -> Value {
    let mut document = document(69, &["Pet Shop", "client", "rustls"]);
    let schemas = &mut document["components"]["schemas"];
    schemas["Shared"] =
        json!({"type": "object", "properties": {"inner": {"$ref": "#/components/schemas/Inner"}}});
    schemas["Inner"] = object("What both reach through another.");
    schemas["Problem"] = json!({"type": "object", "properties": {"reason": {"type": "string"}}});
    let shared = json!({"$ref": "#/components/schemas/Shared"});
    for index in [0, 1] {
        let operation = &mut document["paths"][format!("/v1/things{index}/{{id}}")]["post"];
        operation["responses"]["200"]["content"] = content(&shared);
    }
    // An error that one tag alone knows.
    let problem = json!({"description": "Gone.", "content": content(&json!({"$ref": "#/components/schemas/Problem"}))});
    document["paths"]["/v1/things2/{id}"]["post"]["responses"]["410"] = problem;
    document["paths"]["/v1/ping"] = json!({"get": {
        "operationId": "ping",
        "responses": {"204": {"description": "Alive."}},
    }});
    document
}
