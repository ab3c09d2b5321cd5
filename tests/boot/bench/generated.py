"""A directory that `slipway generate` wrote, and what the bench needs to know of it."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from ipaddress import IPv4Address
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Generated:
    directory: Path

    @cached_property
    def model(self) -> dict:
        return json.loads((self.directory / "apimodel.json").read_text())

    @cached_property
    def parameters(self) -> dict[str, object]:
        """Parameter → value, as a deployment would pass them."""
        document = json.loads((self.directory / "azuredeploy.parameters.json").read_text())
        return {name: entry.get("value") for name, entry in document["parameters"].items()}

    @property
    def version(self) -> str:
        return self.model["properties"]["orchestratorProfile"]["orchestratorVersion"]

    @property
    def master_address(self) -> IPv4Address:
        return IPv4Address(self.model["properties"]["masterProfile"]["firstConsecutiveStaticIP"])

    @property
    def cluster_id(self) -> str:
        """The eight digits in every name, as azuredeploy.json has them."""
        names = re.findall(r"k8s-master-([0-9]{8})", (self.directory / "azuredeploy.json").read_text())
        return names[0]

    @property
    def pools(self) -> list[str]:
        return [pool["name"] for pool in self.model["properties"].get("agentPoolProfiles", [])]

    def files(self, role: str) -> dict[str, Path]:
        """Path on the machine → file here."""
        root = self.directory / "machines" / role
        return {"/" + str(path.relative_to(root)): path for path in sorted(root.rglob("*")) if path.is_file()}

    @cached_property
    def kubeconfig(self) -> dict:
        (path,) = sorted((self.directory / "kubeconfig").glob("kubeconfig.*.json"))
        return json.loads(path.read_text())

    @property
    def kubeconfig_server(self) -> str:
        return self.kubeconfig["clusters"][0]["cluster"]["server"]


def server_of(kubeconfig: Path) -> str:
    """The server's URL of a kubeconfig file."""
    return yaml.safe_load(kubeconfig.read_text())["clusters"][0]["cluster"]["server"]
