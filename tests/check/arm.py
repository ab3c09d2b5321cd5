"""The template: each resource against Azure's own schema, the parameters against their declarations, ARM's limits."""

import json
import re
from collections import Counter
from functools import cache

from jsonschema import Draft4Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from bench import SHARED, Skip, digest, texts_in

SCHEMAS = SHARED / "arm-schemas"
PREFIX = "https://schema.management.azure.com/schemas/"
PARAMETERS = PREFIX + "2015-01-01/deploymentParameters.json"
# Azure Resource Manager's own, "Template limits".
LIMITS = {"parameters": 256, "variables": 256, "resources": 800, "outputs": 64}
# What is put again as it is: its properties are an expression, and the set of schemas does not have it.
AS_IT_IS = ("Microsoft.Network/virtualNetworks/subnets", "2025-07-01")
# Types that the set of schemas does not have; azure-rest-api-specs does.
WITHOUT = {("Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies", "2025-07-01")}
TEMPLATE_BYTES, EXPRESSION_LENGTH = 4 * 1024 * 1024, 24576


@cache
def registry():
    """Every schema by its address."""
    def read(path):
        schema = json.loads(path.read_bytes())
        schema.pop("id", None)
        return Resource.from_contents(schema, default_specification=DRAFT4)
    addresses = {str(path.relative_to(SCHEMAS)): read(path) for path in SCHEMAS.glob("*/*.json")}
    schemes = (PREFIX, PREFIX.replace("https:", "http:"))
    return Registry().with_resources((scheme + name, schema) for name, schema in addresses.items() for scheme in schemes).crawl()


@cache
def schema_of(kind, version):
    """The validator of a resource type, or None when the set does not have it."""
    index = json.loads((SCHEMAS / "index.json").read_bytes())
    for entry in index:
        if (entry["type"].lower(), entry["apiVersion"]) == (kind.lower(), version):
            address = PREFIX + entry["file"].removeprefix("schemas/") + "#" + entry["pointer"]
            return Draft4Validator({"$ref": address}, registry=registry())
    return None


def causes(error):
    """The errors at the leaves, of the alternative that came closest."""
    if not error.context:
        return [error]
    alternatives = {}
    for inner in error.context:
        alternatives.setdefault(inner.schema_path[0], []).extend(causes(inner))
    return min(alternatives.values(), key=len)


def resource_faults(resource):
    """What is wrong with one resource, nested ones included."""
    kind, version = resource["type"], resource["apiVersion"]
    if (kind, version) == AS_IT_IS and isinstance(resource["properties"], str):
        return
    nested = [{**inner, "type": inner["type"] if "/" in inner["type"] else f"{kind}/{inner['type']}"}
              for inner in resource.get("resources", [])]
    nested += resource.get("properties", {}).get("template", {}).get("resources", [])
    resource = {key: value for key, value in resource.items() if key != "resources"}
    where = f"{kind}@{version} {resource['name']}"
    if kind == "Microsoft.KeyVault/vaults/keys":
        # The schema's pattern is for the name inside its vault; at the top of a template the vault's stands before it.
        resource["name"] = resource["name"].rpartition("/")[2]
    if kind == "Microsoft.Resources/deployments":
        # The schema wants a value to be either anything or an expression, so that no expression can be right.
        given = resource["properties"].get("parameters", {})
        plain = {name: {**entry, "value": None} if "value" in entry else entry for name, entry in given.items()}
        resource["properties"] = {**resource["properties"], **({"parameters": plain} if given else {})}
    validator = schema_of(kind, version)
    if (kind, version) in WITHOUT:
        pass
    elif validator is None:
        yield f"{where}: no schema for this type and version"
    else:
        for error in validator.iter_errors(resource):
            for cause in causes(error)[:3]:
                yield f"{where}: /{'/'.join(map(str, cause.absolute_path))}: {cause.message[:200]}"
    for inner in nested:
        yield from resource_faults(inner)


def scopes(template, given, where="template"):
    """(where, template, values given) of the template and of each nested one that has parameters of its own."""
    own = []
    for resource in template["resources"]:
        properties = resource.get("properties", {})
        if isinstance(properties, dict) and properties.get("expressionEvaluationOptions", {}).get("scope", "").lower() == "inner":
            yield from scopes(properties["template"], properties.get("parameters", {}), resource["name"])
            resource = {**resource, "properties": {key: value for key, value in properties.items() if key != "template"}}
        own.append(resource)
    yield where, {**template, "resources": own}, given


def parameter_faults(output):
    """Declared, given and used parameters must be the same ones."""
    for where, template, given in scopes(output.template, output.parameters):
        text, declared = json.dumps(template), template.get("parameters", {})
        used = set(re.findall(r"parameters\('([^']+)'\)", text))
        used_variables = set(re.findall(r"variables\('([^']+)'\)", text))
        yield from (f"{where}: parameter {name} is used but not declared" for name in used - set(declared))
        yield from (f"{where}: parameter {name} is declared but not used" for name in set(declared) - used)
        yield from (f"{where}: parameter {name} is given but not declared" for name in set(given) - set(declared))
        yield from (f"{where}: variable {name} is not declared" for name in used_variables - set(template.get("variables", {})))
        for name, declaration in declared.items():
            if name not in given and "defaultValue" not in declaration:
                yield f"{where}: parameter {name} has neither value nor default"
            if "defaultValue" in declaration and declaration["type"].lower().startswith("secure"):
                yield f"{where}: secret parameter {name} has a default"
    document = output.json("azuredeploy.parameters.json")
    for error in Draft4Validator({"$ref": PARAMETERS}, registry=registry()).iter_errors(document):
        yield f"azuredeploy.parameters.json: {error.message[:200]}"


def instances(entry):
    """How many an entry of the template becomes; a count that is an expression is taken as one."""
    count = entry.get("copy", {}).get("count", 1) if isinstance(entry, dict) else 1
    return count if isinstance(count, int) else 1


def limit_faults(output):
    """ARM's limits on a template."""
    template = output.template
    for section, most in LIMITS.items():
        entries = template.get(section, {})
        count = sum(map(instances, entries.values() if isinstance(entries, dict) else entries))
        if count > most:
            yield f"{count} {section}, ARM allows {most}"
    size = (output.folder / "azuredeploy.json").stat().st_size
    if size > TEMPLATE_BYTES:
        yield f"template of {size} bytes, ARM allows {TEMPLATE_BYTES}"
    for text in texts_in(template):
        if text.startswith("[") and not text.startswith("[[") and len(text) > EXPRESSION_LENGTH:
            yield f"expression of {len(text)} characters, ARM allows {EXPRESSION_LENGTH}: {text[:60]}…"
    names = Counter((resource["type"], json.dumps(resource["name"])) for resource in template["resources"])
    yield from (f"{kind} {name} appears {count} times" for (kind, name), count in names.items() if count > 1)


def check(bench):
    if not (SCHEMAS / "index.json").exists():
        raise Skip(f"no ARM schemas in {SCHEMAS.parent.name}/{SCHEMAS.name} beside the checkout")
    faults, seen = [], {}
    for output in bench.outputs:
        for resource in output.template["resources"]:
            key = digest(json.dumps(resource, sort_keys=True).encode())
            if key not in seen:
                seen[key] = list(resource_faults(resource))
                faults += [f"{output.name}: {fault}" for fault in seen[key]]
        faults += [f"{output.name}: {fault}" for fault in (*parameter_faults(output), *limit_faults(output))]
    return faults, f"{len(seen)} different resources in {len(bench.outputs)} templates"


def spoil(bench):
    path = bench.outputs[0].folder / "azuredeploy.json"
    template = json.loads(path.read_bytes())
    next(r for r in template["resources"] if r["type"].endswith("/networkSecurityGroups"))["properties"]["securityRules"] = "none"
    path.write_text(json.dumps(template))
