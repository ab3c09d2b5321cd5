"""The JSON Schema: well-formed, never stricter than `validate`, and as strict about keys and types.

Definitions are the examples, changed ones of them, and the Go tools' where they are on this machine.
"""

import copy
import json
import re
from concurrent.futures import ThreadPoolExecutor

from bench import ROOT, tool
from jsonschema import Draft202012Validator

re._MAXCACHE = 1 << 14  # the schema has more patterns than Python would keep compiled

CORPUS = ROOT.parent / "shared/corpus"
PUBLIC_KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH nobody"
FORM = {"unknown-key", "wrong-type"}  # rules that are about keys and types alone
STRANGER = {str: 7.5, int: "seven", float: "seven", bool: "yes", list: 7, dict: "x"}


def values(value, path=()):
    """Every value inside, with its path."""
    yield path, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from values(child, (*path, key))


def changed(value, path, change):
    value = copy.deepcopy(value)
    around = value
    for key in path[:-1]:
        around = around[key]
    change(around, path[-1])
    return value


def respelled(value, keys):
    """With the model's keys in capitals, those of maps as they are."""
    if isinstance(value, dict):
        return {key.upper() if key in keys else key: respelled(child, keys) for key, child in value.items()}
    return [respelled(child, keys) for child in value] if isinstance(value, list) else value


def definitions(schema):
    """(name, definition)."""
    keys = {key for shape in schema["$defs"].values() for key in shape.get("properties", {})}
    for path in sorted((ROOT / "examples").glob("*.json")):
        example = json.loads(path.read_text())
        yield path.stem, example
        yield f"{path.stem} in capitals", respelled(example, keys)
    for place, value in values(example := json.loads((ROOT / "examples/addons.json").read_text())):
        if not place:
            continue
        name = "/".join(map(str, place))

        def replace(around, key):
            around[key] = STRANGER[type(value)]  # noqa: B023

        def rename(around, key):
            around[f"{key}X"] = around.pop(key)

        def empty(around, key):
            around[key] = None

        yield f"another type at {name}", changed(example, place, replace)
        yield f"null at {name}", changed(example, place, empty)
        if isinstance(place[-1], str):
            yield f"another key at {name}", changed(example, place, rename)
    if CORPUS.is_dir():
        for path in sorted((CORPUS / "definitions").glob("*.json")):
            yield path.name, json.loads(path.read_text())
        for line in (CORPUS / "mutations.jsonl").read_text().splitlines():
            mutation = json.loads(line.replace("<SSH_PUB>", PUBLIC_KEY))
            if not mutation["note"]:
                yield f"mutation {mutation['id']}", mutation["model"]


def check(bench):
    schema = getattr(bench, "schema", None) or json.loads(tool(bench.binary, "schema").stdout)
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    folder = bench.folder / "schema"
    folder.mkdir(parents=True, exist_ok=True)

    def compare(numbered):
        number, (name, definition) = numbered
        path = folder / f"{number}.json"
        path.write_text(json.dumps(definition))
        made = tool(bench.binary, "validate", "--output", "json", path)
        if made.returncode not in (0, 2):
            return name, made.returncode, f"{name}: exit code {made.returncode}"
        errors = {found["rule"] for found in json.loads(made.stdout)["findings"] if found["severity"] == "error"}
        said = next(validator.iter_errors(definition), None)
        if said and not errors:
            return name, 0, f"{name}: accepted, but the schema says {said.message[:200]} at {said.json_path}"
        if errors & FORM and not said:
            return name, 2, f"{name}: refused by {errors & FORM}, but not by the schema"
        return name, made.returncode, None

    with ThreadPoolExecutor() as pool:
        compared = list(pool.map(compare, enumerate(definitions(schema))))
    accepted = sum(1 for _, code, _ in compared if code == 0)
    faults = [fault for *_, fault in compared if fault]
    corpus = "" if CORPUS.is_dir() else ", no corpus here"
    return faults, f"{len(compared)} definitions, {accepted} accepted{corpus}"


def spoil(bench):
    schema = json.loads(tool(bench.binary, "schema").stdout)
    del schema["$defs"]["MasterProfile"]["properties"]["vmSize"]
    pattern = next(key for key in schema["$defs"]["MasterProfile"]["patternProperties"] if "[mM][sS]" in key)
    del schema["$defs"]["MasterProfile"]["patternProperties"][pattern]
    bench.schema = schema
