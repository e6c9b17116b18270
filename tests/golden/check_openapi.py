"""Holds openapi.json to what is served: the route table, and every answer of a golden.

Prints TAP. Needs CHANCERYD, TOOLS and WORK in the environment, and python3-jsonschema.
"""

import glob
import json
import os
import re
import subprocess
import sys

import jsonschema

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
PLACEHOLDER = {"/v1/export": "/v1/export.{format}"}  # a suffix that is part of the path


class Tap:
    """Counts tests, and says of a failing one why."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def ok(self, name, problems):
        self.count += 1
        self.failed += bool(problems)
        print(("not ok" if problems else "ok"), self.count, "-", name)
        for problem in problems:
            print("#", str(problem).replace("\n", "\n# "))

    def end(self):
        print(f"1..{self.count}")
        return 1 if self.failed or not self.count else 0


def required(name):
    value = os.environ.get(name)
    if not value:
        sys.exit(f"check_openapi.py: {name} is not set")
    return value


def no_twins(pairs):
    """json.load keeps the last of two members with one name; here that is a mistake."""
    names = [name for name, _ in pairs]
    twins = {name for name in names if names.count(name) > 1}
    if twins:
        raise ValueError(f"given twice: {', '.join(sorted(twins))}")
    return dict(pairs)


class Description:
    def __init__(self, document):
        self.document = document

    def resolve(self, node):
        while "$ref" in node:
            node = self.at(node["$ref"])
        return node

    def at(self, reference):
        node = self.document
        if not reference.startswith("#/"):
            raise KeyError(reference)
        for step in reference[2:].split("/"):
            node = node[step.replace("~1", "/").replace("~0", "~")]
        return node

    def references(self, node=None):
        node = self.document if node is None else node
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                yield node["$ref"]
            for value in node.values():
                yield from self.references(value)
        elif isinstance(node, list):
            for value in node:
                yield from self.references(value)

    def parameters(self, path, place):
        operation = self.document["paths"][path]["get"]
        listed = [self.resolve(one) for one in operation.get("parameters", [])]
        return {one["name"]: one for one in listed if one["in"] == place}

    def media_types(self, path):
        """The types of a 200, or None where there is no 200 (links to cite)."""
        answer = self.document["paths"][path]["get"]["responses"].get("200")
        return set(self.resolve(answer)["content"]) if answer else None

    def schema_of(self, path, status, media_type):
        responses = self.document["paths"][path]["get"]["responses"]
        content = self.resolve(responses[str(status)]).get("content", {})
        return content[media_type]["schema"]


def check_references(description):
    problems = []
    used = set(description.references())
    for reference in sorted(used):
        try:
            description.at(reference)
        except KeyError:
            problems.append(f"{reference} leads nowhere")
    for kind, components in description.document["components"].items():
        for name in components:
            if f"#/components/{kind}/{name}" not in used:
                problems.append(f"#/components/{kind}/{name} is never used")
    return problems


def check_schemas(description):
    problems = []

    def check(schema, where):
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as error:
            problems.append(f"{where}: {error.message}")

    for name, schema in description.document["components"]["schemas"].items():
        check(schema, name)
    for name, parameter in description.document["components"]["parameters"].items():
        check(parameter["schema"], name)
    return problems


def check_strictness(description):
    """Every object says what it holds, so that validation can fail."""
    problems = []

    def look(schema, where):
        if not isinstance(schema, dict):
            return
        if schema.get("type") == "object" and schema.get("additionalProperties") is not False:
            problems.append(f"{where} takes any member")
        for name, value in schema.get("properties", {}).items():
            look(value, f"{where}.{name}")
        for name in set(schema.get("required", [])) - set(schema.get("properties", {})):
            problems.append(f"{where} requires {name}, which it does not describe")
        look(schema.get("items"), f"{where}[]")
        for key in ("oneOf", "anyOf", "allOf", "prefixItems"):
            for value in schema.get(key, []):
                look(value, where)

    for name, schema in description.document["components"]["schemas"].items():
        look(schema, name)
    return problems


def check_operations(description):
    problems = []
    seen = set()
    for path, item in description.document["paths"].items():
        for method in METHODS:
            if method in item and method != "get":
                problems.append(f"{path} describes {method}")
        operation = item["get"]
        if operation["operationId"] in seen:
            problems.append(f"operationId {operation['operationId']} is given twice")
        seen.add(operation["operationId"])
        named = set(re.findall(r"{(\w+)}", path))
        described = set(description.parameters(path, "path"))
        if named != described:
            problems.append(f"{path}: path parameters {sorted(described)}")
    return problems


def words_of(schema):
    """What a schema allows, in the form in which the route table says it."""
    if "enum" in schema:
        return "one of " + ", ".join(schema["enum"])
    if schema.get("type") == "array" and "enum" in schema["items"]:
        return "some of " + ", ".join(schema["items"]["enum"]) + ", with commas"
    if schema.get("type") == "integer":
        return f"a number from {schema['minimum']} to {schema['maximum']}"
    return None


def check_parameter(name, described, allowed):
    """Only where both sides are words or numbers; prose is for people."""
    schema = described["schema"]
    if name == "pretty" or allowed is None:
        return "enum" in schema and name != "pretty" and "it takes any text"
    if not allowed.startswith(("one of ", "some of ", "a number from ")):
        return None if schema.get("type") == "string" else "it is text"
    ours = words_of(schema)
    if ours and allowed.startswith("some of ") and ours.startswith("one of "):
        ours = ours.replace("one of ", "some of ", 1) + ", with commas"
    return None if ours == allowed else f"it is {allowed}, not {ours}"


MEDIA = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "csv": "text/csv",
    "txt": "text/plain",
    "xml": "application/tei+xml",
    "atom": "application/atom+xml",
}


def check_route(description, route):
    path = PLACEHOLDER.get(route["path"], route["path"])
    if path not in description.document["paths"]:
        return [f"{path} is not described"]
    problems = []
    described = description.parameters(path, "query")
    taken = dict(route["parameters"])
    if path != route["path"]:
        described.update(description.parameters(path, "path"))
    for name in sorted(set(taken) - set(described)):
        problems.append(f"{name} is taken, and not described")
    for name in sorted(set(described) - set(taken)):
        problems.append(f"{name} is described, and not taken")
    for name in sorted(set(described) & set(taken)):
        problem = check_parameter(name, described[name], taken[name])
        if problem:
            problems.append(f"{name}: {problem}")
    types = description.media_types(path)
    served = {MEDIA[suffix] for suffix in route["formats"]}
    if types is not None and types != served:
        problems.append(f"served as {sorted(served)}, described as {sorted(types)}")
    return problems


def check_table(tap, description, table):
    paths = set()
    for route in table:
        paths.add(PLACEHOLDER.get(route["path"], route["path"]))
        tap.ok(f"{route['path']} is described as it is", check_route(description, route))
    unserved = sorted(set(description.document["paths"]) - paths)
    tap.ok("nothing is described that is not served", unserved)


def without_required(node):
    """fields= leaves members out; what is there must still be right."""
    if isinstance(node, dict):
        return {key: without_required(value) for key, value in node.items()
                if key != "required"}
    if isinstance(node, list):
        return [without_required(value) for value in node]
    return node


def check_answer(description, partial, note):
    path = PLACEHOLDER.get(note["path"], note["path"])
    media_type = (note["type"] or "").split(";")[0]
    document = partial if "fields=" in note["target"] and note["status"] == 200 \
        else description
    if note["method"] == "OPTIONS" and note["status"] == 204:
        return []
    if path is None:  # no row of the table: only a problem can be the answer
        schema = {"$ref": "#/components/schemas/Problem"}
    elif path not in description.document["paths"]:
        return [f"{path} is not described"]
    elif str(note["status"]) not in description.document["paths"][path]["get"]["responses"]:
        return [f"{path}: {note['status']} is not described"]
    elif not media_type:
        return []
    else:
        try:
            schema = document.schema_of(path, note["status"], media_type)
        except KeyError:
            return [f"{path}: {note['status']} as {media_type} is not described"]
    if note["method"] == "HEAD" or not media_type.endswith("json"):
        return []
    whole = {**schema, "components": document.document["components"]}
    validator = jsonschema.Draft202012Validator(whole)
    return [f"{note['target']}: {'/'.join(map(str, error.absolute_path))}: "
            f"{error.message[:300]}" for error in validator.iter_errors(note["body"])]


def broken(note):
    """The same answer with a member too many: the schema must notice."""
    return {**note, "body": {**note["body"], "surplus": 1}}


def check_answers(tap, description, folder):
    partial = Description({**description.document,
                           "components": without_required(
                               description.document["components"])})
    goldens = {}
    blunt = []
    for name in sorted(glob.glob(f"{folder}/*.json")):
        with open(name, encoding="utf-8") as file:
            note = json.load(file)
        goldens.setdefault(note["golden"], []).append(note)
    for golden, notes in sorted(goldens.items()):
        problems = []
        for note in notes:
            problems += check_answer(description, partial, note)
            if isinstance(note["body"], dict) and note["path"] != "/v1/openapi.json" \
                    and not check_answer(description, partial, broken(note)):
                blunt.append(note["target"])
        tap.ok(f"{os.path.basename(golden)} answers as described", problems)
    tap.ok("a member too many is noticed", blunt)
    asked = {PLACEHOLDER.get(note["path"], note["path"])
             for notes in goldens.values() for note in notes}
    tap.ok("every path has a golden", sorted(set(description.document["paths"]) - asked))


def run_goldens(work):
    """Loads the data set and leaves every answer in a folder."""
    folder = f"{work}/answers"
    os.makedirs(folder, exist_ok=True)
    data_set = f"{work}/openapi.db"
    loaded = subprocess.run(
        ["sh", "-c", ". tests/golden/data_set.sh; make_data_set \"$1\"", "sh", data_set])
    if loaded.returncode != 0:
        sys.exit("check_openapi.py: the data set cannot be loaded")
    goldens = sorted(glob.glob("tests/golden/*.golden"))
    # Whether the answers are the expected ones is the other check's matter.
    ran = subprocess.run([f"{required('TOOLS')}/golden/golden", "--answers", folder,
                          data_set, *goldens], stdout=subprocess.DEVNULL)
    if ran.returncode not in (0, 1):
        sys.exit("check_openapi.py: the goldens do not run")
    return folder


def main():
    tap = Tap()
    required("CHANCERYD")
    with open("server/api/openapi.json", encoding="utf-8") as file:
        description = Description(json.load(file, object_pairs_hook=no_twins))
    table = json.loads(subprocess.check_output([f"{required('TOOLS')}/golden/routes"]))
    tap.ok("every reference leads somewhere, every component is used",
           check_references(description))
    tap.ok("every schema is one (Draft 2020-12)", check_schemas(description))
    tap.ok("every object is strict", check_strictness(description))
    tap.ok("operations are of GET, with ids and path parameters of their own",
           check_operations(description))
    check_table(tap, description, table)
    check_answers(tap, description, run_goldens(required("WORK")))
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
