//! References to files beside the document.

use token_codegen::{ir::Api, options::Options};

use crate::support::{Folder, read};

const API: &str = r#"
openapi: 3.1.0
info: {title: Test, version: "1"}
paths:
  /pets/{id}:
    $ref: "paths/pet.yaml"
  /owners:
    get:
      operationId: listOwners
      responses:
        "200":
          description: All owners.
          content:
            application/json:
              schema: {type: array, items: {$ref: "schemas/owner.json"}}
        "404": {$ref: "common.yaml#/responses/NotFound"}
components:
  schemas:
    Pet: {$ref: "schemas/pet.yaml#/Pet"}
"#;

const PATH: &str = r#"
get:
  operationId: getPet
  parameters:
    - {$ref: "../common.yaml#/parameters/id"}
  responses:
    "200":
      description: The pet.
      content:
        application/json:
          schema: {$ref: "../schemas/pet.yaml#/Pet"}
    "404": {$ref: "../common.yaml#/responses/NotFound"}
"#;

const PETS: &str = r##"
Pet:
  type: object
  required: [name]
  properties:
    name: {type: string}
    kind: {$ref: "#/definitions/Kind"}
    owner: {$ref: "./owner.json"}
    listed: {$ref: "../api.yaml#/components/schemas/Pet/properties/tags"}
    friends: {type: array, items: {$ref: "#/Pet"}}
definitions:
  Kind: {type: string, enum: [cat, dog]}
"##;

const OWNER: &str = r#"{
  "type": "object",
  "properties": {
    "pets": {"type": "array", "items": {"$ref": "pet.yaml#/Pet"}},
    "parent%20company": {"type": "string"},
    "boss": {"$ref": "owner.json#/properties/parent%2520company"}
  }
}"#;

const COMMON: &str = r"
parameters:
  id: {name: id, in: path, required: true, schema: {type: string}}
responses:
  NotFound:
    description: There is none.
    content:
      application/json:
        schema: {type: object, required: [message], properties: {message: {type: string}}}
";

fn with_pets(pets: &str) -> Folder {
    Folder::new(&[
        ("api.yaml", API),
        ("paths/pet.yaml", PATH),
        ("schemas/pet.yaml", pets),
        ("schemas/owner.json", OWNER),
        ("common.yaml", COMMON),
    ])
}

fn models(api: &Api) -> Vec<&str> {
    let models = api.models.iter();
    models.map(|model| model.name.pascal()).collect()
}

#[test]
fn parts_in_other_files_are_models_like_any_other() {
    let pets = PETS.replace(
        "    listed: {$ref: \"../api.yaml#/components/schemas/Pet/properties/tags\"}\n",
        "",
    );
    let (api, said) = read(&with_pets(&pets), &Options::default());
    assert_eq!(said, "");
    let api = api.unwrap();
    assert_eq!(models(&api), ["Pet", "Owner", "Kind", "NotFoundResponse"]);
    let ids: Vec<_> = api
        .operations
        .iter()
        .map(|operation| operation.id.as_str())
        .collect();
    assert_eq!(ids, ["getPet", "listOwners"]);
    assert_eq!(api.errors.len(), 1, "both operations document one 404");
}

#[test]
fn a_reference_back_into_the_document_is_followed_and_a_wrong_one_located() {
    let (api, said) = read(&with_pets(PETS), &Options::default());
    assert!(api.is_some());
    assert!(
        said.contains(
            "warning[dangling-ref]: `../api.yaml#/components/schemas/Pet/properties/tags`"
        ),
        "{said}"
    );
    assert!(
        said.contains("--> schemas/pet.yaml:9:20\n   at #/Pet/properties/listed/$ref"),
        "{said}"
    );
}

#[test]
fn a_problem_in_another_file_is_reported_with_its_place_there() {
    let (api, said) = read(&with_pets("Pet: {required: name}"), &Options::default());
    assert!(api.is_none());
    assert!(
        said.contains(
            "error[wrong-type]: `required` must be a list, but is a string\n  --> schemas/pet.yaml:1:17"
        ),
        "{said}"
    );
    let (api, said) = read(&with_pets("Pet: {type: object"), &Options::default());
    assert!(api.is_none());
    assert!(
        said.contains("error[syntax]") && said.contains("--> schemas/pet.yaml:"),
        "{said}"
    );
}

#[test]
fn files_may_refer_to_one_another_in_a_circle() {
    let api = r#"
openapi: 3.1.0
info: {title: Test, version: "1"}
paths:
  /a:
    get:
      operationId: getA
      responses: {"200": {description: A., content: {application/json: {schema: {$ref: "a.yaml"}}}}}
"#;
    let circle = Folder::new(&[
        ("api.yaml", api),
        ("a.yaml", "$ref: b.yaml"),
        ("b.yaml", "$ref: a.yaml"),
    ]);
    let (made, said) = read(&circle, &Options::default());
    assert!(made.is_none());
    assert!(said.starts_with("error[ref-cycle]: `a.yaml`"), "{said}");

    let list = "type: object\nproperties: {next: {type: array, items: {$ref: ";
    let lists = Folder::new(&[
        ("api.yaml", api),
        ("a.yaml", &format!("{list}b.yaml}}}}}}\n")),
        ("b.yaml", &format!("{list}'a.yaml#'}}}}}}\n")),
    ]);
    let (made, said) = read(&lists, &Options::default());
    assert_eq!(said, "");
    assert_eq!(models(&made.unwrap()), ["A", "B"]);
}

#[test]
fn nothing_outside_of_the_directory_is_read() {
    for target in [
        "../secret.yaml",
        "/etc/passwd",
        "file:///etc/passwd",
        "%2e%2e/secret.yaml",
        "a/../../secret.yaml",
    ] {
        let api = API.replace("paths/pet.yaml", target);
        let (made, said) = read(
            &Folder::new(&[("api.yaml", &api), ("secret.yaml", "{}")]),
            &Options::default(),
        );
        assert!(made.is_none());
        assert!(said.contains(&format!("`{target}`")), "{said}");
    }
}
