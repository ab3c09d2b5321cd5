"""Every manifest against the schemas of its Kubernetes minor, unknown fields refused; no pod reaches into its host unless it must."""

import functools

import kubernetes_validate
import yaml
from jsonschema import Draft202012Validator
from kubernetes_validate import utils
from referencing import Registry, Resource

import host_access
from bench import digest

WHERE = ("opt/slipway/static-pods/*.yaml", "etc/kubernetes/addons/*.yaml", "etc/kubernetes/manifests/*.yaml")
# Kinds that an addon's own CustomResourceDefinition brings: the API server of `make boot` judges them.
schema_contents = functools.cache(utils.schema_contents)


class Loader(yaml.CSafeLoader):
    """Refuses a key that appears twice, as kubectl does."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep) for key, _ in node.value]
        if twice := {key for key in keys if keys.count(key) > 1}:
            raise yaml.YAMLError(f"{', '.join(map(str, twice))} twice in one mapping, line {node.start_mark.line + 1}")
        return super().construct_mapping(node, deep)


@functools.cache
def registry(minor):
    definitions = schema_contents(f"kubernetes-json-schema/v{minor}-local-strict/_definitions.json", minor)
    return Resource.from_contents(definitions) @ Registry()


@functools.cache
def directories():
    """Minor → the folder's version; the package names folders by patch."""
    return {utils.major_minor(version): version for version in utils.all_versions()}


def validator(kind, group_version, minor):
    version = directories()[minor]
    name = group_version.split("/")
    name = "-".join([name[0].split(".")[0], *name[1:]])
    schema = schema_contents(f"kubernetes-json-schema/v{version}-local-strict/{kind.lower()}-{name}.json", minor)
    return Draft202012Validator(schema, registry=registry(version))


def faults_of(document, minor, custom):
    where = f"{document.get('kind')} {document.get('metadata', {}).get('name')}"
    if (document["apiVersion"], document["kind"]) in custom:
        return
    try:
        schema = validator(document["kind"], document["apiVersion"], minor)
    except FileNotFoundError:
        yield f"{where}: Kubernetes {minor} has no {document['apiVersion']} {document['kind']}"
        return
    for error in schema.iter_errors(document):
        yield f"{where}: {'.'.join(map(str, error.absolute_path))}: {error.message[:200]}"


def documents(path):
    """Every object of a file, lists taken apart."""
    for document in yaml.load_all(path.read_bytes(), Loader):
        if document and document.get("kind") == "List":
            yield from document["items"]
        elif document:
            yield document


def brought(all_documents):
    """(apiVersion, kind) that custom resource definitions bring."""
    return {(f"{d['spec']['group']}/{version['name']}", d["spec"]["names"]["kind"])
            for d in all_documents if d["kind"] == "CustomResourceDefinition" for version in d["spec"]["versions"]}


def check(bench):
    faults, seen, kinds = [], set(), set()
    for output in bench.outputs:
        files = [(role, path) for pattern in WHERE for role, _, path in output.files(pattern)]
        for role, path in files:
            key = (output.minor, digest(path.read_bytes()))
            if key in seen:
                continue
            seen.add(key)
            where = f"{output.name}, {role}, {path.name}"
            try:
                parsed = list(documents(path))
                custom = brought(d for _, other in files for d in documents(other))
                kinds |= {(d["apiVersion"], d["kind"]) for d in parsed}
                faults += [f"{where}: {fault}" for d in parsed for fault in faults_of(d, output.minor, custom)]
                faults += [f"{where}: {fault}" for d in parsed for fault in host_access.faults_of(d)]
            except (yaml.YAMLError, KeyError, TypeError) as error:
                faults.append(f"{where}: no manifest: {error}")
    if not seen:
        faults.append("no manifests found")
    return faults, f"{len(seen)} different manifests, {len(kinds)} kinds, kubernetes-validate {kubernetes_validate.version.__version__}"


def spoil(bench):
    for _, _, path in bench.outputs[0].files(WHERE[1]):
        path.write_text(path.read_text().replace("\nmetadata:", "\nmetadatum: {}\nmetadata:"))
