"""A directory that `slipway generate` wrote, and what the bench needs to know of it."""

import json
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address
from pathlib import Path

import yaml

from .blueprint import Blueprint, blueprints, expanded
from .cache import REPOSITORY
from .expression import Deployment

DEFINITION = REPOSITORY / "examples/kubernetes.json"
BOOTSTRAP_KUBECONFIG = "/var/lib/kubelet/bootstrap-kubeconfig"


@dataclass(frozen=True)
class Generated:
    directory: Path

    @cached_property
    def deployment(self) -> Deployment:
        template = json.loads((self.directory / "azuredeploy.json").read_text())
        document = json.loads((self.directory / "azuredeploy.parameters.json").read_text())
        return Deployment(template, {name: entry["value"] for name, entry in document["parameters"].items()})

    @cached_property
    def blueprints(self) -> list[Blueprint]:
        return blueprints(self.deployment)

    @property
    def masters(self) -> list[Blueprint]:
        return sorted((b for b in self.blueprints if b.pool == "master"), key=lambda b: b.name)

    @property
    def master(self) -> Blueprint:
        """The first master."""
        return self.masters[0]

    @property
    def agent(self) -> Blueprint:
        """A machine of the first pool."""
        return next(b for b in self.blueprints if b.pool != "master")

    @property
    def version(self) -> str:
        model = json.loads((self.directory / "apimodel.json").read_text())
        return model["properties"]["orchestratorProfile"]["orchestratorVersion"]

    @property
    def has_pod_template(self) -> bool:
        """Whether containerd makes the pods' network from a template and the node's range, as with kubenet."""
        return "conf_template" in self.agent.files["/etc/containerd/config.toml"].content.decode()

    @property
    def balancer(self) -> IPv4Address:
        """The address at which agents look for the API server."""
        return IPv4Address(_host(yaml.safe_load(self.agent.files[BOOTSTRAP_KUBECONFIG].content)))

    @property
    def balancer_rule(self) -> tuple[int, int]:
        """Port in front and port of the masters of the internal balancer with that address."""
        for resource in expanded(self.deployment):
            if resource["type"] == "Microsoft.Network/loadBalancers":
                fronts = resource["properties"]["frontendIPConfigurations"]
                if str(self.balancer) in [front["properties"].get("privateIPAddress") for front in fronts]:
                    (rule,) = resource["properties"]["loadBalancingRules"]
                    return rule["properties"]["frontendPort"], rule["properties"]["backendPort"]
        raise ValueError(f"the template has no balancer at {self.balancer}")

    @cached_property
    def kubeconfig(self) -> dict:
        """The user's, for the region that the deployment goes to."""
        location = self.deployment.parameter("location")
        return json.loads((self.directory / f"kubeconfig/kubeconfig.{location}.json").read_text())

    @property
    def public_name(self) -> str:
        """The name at which the user looks for the API server; an address in a private cluster."""
        return _host(self.kubeconfig)

    def written(self, pool: str) -> dict[str, bytes]:
        """What the output directory shows as the files of a pool's machines."""
        root = self.directory / "machines" / pool
        return {"/" + str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def generate(output: Path, version: str, definition: Path = DEFINITION) -> Path:
    """Has slipway write `output` from a definition, at `version`; returns it."""
    built = os.environ.get("SLIPWAY_BINARY")
    slipway = [built] if built else ["cargo", "run", "--quiet", "--release", "--locked", "--package", "slipway", "--"]
    subprocess.run([*slipway, "generate", definition.resolve(), "--output-directory", output,
                    "--set", f"orchestratorProfile.orchestratorVersion={version}"],
                   cwd=REPOSITORY, check=True, stdout=sys.stderr)
    return output


def _host(kubeconfig: dict) -> str:
    return re.sub(r"^https://([^:/]+).*$", r"\1", kubeconfig["clusters"][0]["cluster"]["server"])
