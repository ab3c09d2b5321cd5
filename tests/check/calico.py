"""Calico: every environment variable is one that its release reads, its custom resources are that release's, and where its
plugin makes the pods' network, no other is configured."""

import re
from pathlib import Path

import yaml

from bench import Skip
from manifests import documents

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11
    import tomli as tomllib

FACTS = tomllib.loads((Path(__file__).parent / "calico.toml").read_text())
WHERE = "etc/kubernetes/addons/calico-*.yaml"
READS = {
    "calico-node": (("felix",), ("node",)),
    "calico-cni": ((), ("cni",)),
    "calico-typha": (("typha",), ("conversion",)),
    "calico-kube-controllers": ((), ("controllers",)),
}


def parameters(kind, minor):
    """Environment variables of a component's own parameters at a release, in capitals."""
    known = set()
    for release, facts in FACTS["release"].items():
        if int(release.split(".")[1]) <= int(minor.split(".")[1]):
            known = (known - set(facts["gone"])) | set(facts[kind])
    return {f"{kind}_{name}".upper() for name in known}


def known(container, minor):
    kinds, lists = READS[container]
    return set().union(*(parameters(kind, minor) for kind in kinds), *(FACTS["environment"][name] for name in lists))


def containers(document):
    spec = document.get("spec", {}).get("template", {}).get("spec", {})
    return spec.get("initContainers", []) + spec.get("containers", [])


def described(crd):
    """A resource as the lists have it."""
    spec = crd["spec"]
    version, = spec["versions"]
    names = spec["names"]
    words = [f"{spec['group']}/{version['name']}", names["kind"], names["plural"], spec["scope"]]
    if short := names.get("shortNames"):
        words.append(f"short:{','.join(short)}")
    words += version.get("subresources", {})
    fields = version["schema"]["openAPIV3Schema"]["properties"]["spec"].get("properties", {})
    words += (f"{name}={field['default']}" for name, field in sorted(fields.items()))
    return " ".join(words)


def faults_of(parsed):
    """Faults of one cluster's manifests."""
    images = {c["name"]: c["image"] for d in parsed for c in containers(d)}
    tags = {re.search(r":v(3\.\d+)\.\d+(?:@|$)", image)[1] for image in images.values()}
    if len(tags) != 1 or not tags <= FACTS["release"].keys():
        yield f"images are of {', '.join(sorted(tags))}, and the facts of {', '.join(FACTS['release'])}"
        return
    minor, = tags
    for document in parsed:
        for container in containers(document):
            if container["name"] not in READS:
                yield f"the container {container['name']} is not known here"
                continue
            variables = [variable["name"] for variable in container.get("env", [])]
            yield from (f"{container['name']} {minor} does not read {name}"
                        for name in variables if name.upper() not in known(container["name"], minor))
            yield from (f"{container['name']}: {name} is there twice" for name in set(variables) if variables.count(name) > 1)
    made = {described(d) for d in parsed if d["kind"] == "CustomResourceDefinition"}
    wanted = set(FACTS["release"][minor]["crd"])
    yield from (f"Calico {minor} has a resource that is not made: {line}" for line in sorted(wanted - made))
    yield from (f"Calico {minor} has no such resource: {line}" for line in sorted(made - wanted))


def plugins(output, parsed):
    """Faults of the folder that the runtime reads: the first file in it wins, and Calico's installer writes its own."""
    configured = sorted({path.name for _, _, path in output.files("etc/cni/net.d/*")})
    installs = any(c["name"] == "calico-cni" for d in parsed for c in containers(d))
    if installs and configured:
        yield f"beside Calico's plugin there is {', '.join(configured)}"
    if not installs and not configured:
        yield "no plugin makes the pods' network"


def check(bench):
    faults, seen = [], 0
    for output in bench.outputs:
        files = [path for _, _, path in output.files(WHERE)]
        if not files:
            continue
        seen += 1
        parsed = [document for path in files for document in documents(path)]
        faults += [f"{output.name}: {fault}" for fault in [*faults_of(parsed), *plugins(output, parsed)]]
    if not seen:
        raise Skip("no example has Calico")
    return faults, f"{seen} outputs with Calico"


def spoil(bench):
    folder = next(iter(bench.outputs[0].machines.values())) / "etc/kubernetes/addons"
    folder.mkdir(parents=True, exist_ok=True)
    pod = {"containers": [{"name": "calico-node", "image": "quay.io/calico/node:v3.32.1",
                           "env": [{"name": "FELIX_IPINIPENABELD", "value": "false"}]}]}
    document = {"apiVersion": "apps/v1", "kind": "DaemonSet", "metadata": {"name": "calico-node"}, "spec": {"template": {"spec": pod}}}
    (folder / "calico-spoiled.yaml").write_text(yaml.safe_dump(document))
