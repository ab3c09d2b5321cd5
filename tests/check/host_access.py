"""Which pods of slipway's own reach into their host, and how: a new one has to be written down in host_access.toml first."""

import tomllib
from pathlib import Path

KNOWN = tomllib.loads((Path(__file__).parent / "host_access.toml").read_text())


def specs_in(document):
    """(name, specification of its pods) of an object that makes pods."""
    spec = document.get("spec") or {}
    if document["kind"] == "CronJob":
        spec = spec["jobTemplate"]["spec"]
    template = spec.get("template")
    pods = spec if document["kind"] == "Pod" else template.get("spec") if isinstance(template, dict) else None
    if pods and "containers" in pods:
        yield document["metadata"]["name"], pods


def access_of(pods):
    """The ways in which pods reach into their host."""
    found = {way for way in ("hostNetwork", "hostPID", "hostIPC") if pods.get(way)}
    if any("hostPath" in volume for volume in pods.get("volumes") or []):
        found.add("hostPath")
    containers = [*pods["containers"], *(pods.get("initContainers") or [])]
    if any((container.get("securityContext") or {}).get("privileged") for container in containers):
        found.add("privileged")
    return found


def faults_of(document):
    for name, pods in specs_in(document):
        if more := access_of(pods) - set(KNOWN.get(name, ())):
            yield f"{document['kind']} {name} has {', '.join(sorted(more))}, which tests/check/host_access.toml does not know"
