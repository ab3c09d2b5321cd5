"""What Azure is told to make: each machine's name, address, files and extension, worked out of the template."""

import base64
import gzip
import tomllib
from dataclasses import dataclass
from ipaddress import IPv4Address

import yaml

from . import values
from .expression import Deployment


@dataclass(frozen=True)
class File:
    content: bytes
    mode: int


@dataclass(frozen=True)
class Blueprint:
    name: str
    """Host name of the machine; of a scale set, of its first."""
    pool: str
    """`master`, or the pool's name."""
    address: IPv4Address | None
    """Where the template fixes it."""
    files: dict[str, File]
    """What cloud-init writes from customData."""
    manifests: dict[str, File]
    """What the extension's archive has of addons, by path on the machine."""
    script: bytes
    """What the VM extension runs as root."""


def containerd_major(blueprint: Blueprint) -> str:
    """The containerd that the machine's configuration is written for."""
    configuration = tomllib.loads(blueprint.files["/etc/containerd/config.toml"].content.decode())
    return {2: "1", 3: "2"}[configuration["version"]]


def blueprints(deployment: Deployment) -> list[Blueprint]:
    """Every virtual machine, and one of every scale set."""
    resources = list(expanded(deployment))
    found = []
    for resource in resources:
        properties = resource["properties"]
        if resource["type"] == "Microsoft.Compute/virtualMachines":
            script = _script_of(resource["name"], resources)
            found.append(Blueprint(
                properties["osProfile"]["computerName"], _pool(resource), _address(properties, resources),
                _files(properties["osProfile"]["customData"]), _manifests(script), script))
        elif resource["type"] == "Microsoft.Compute/virtualMachineScaleSets" and "virtualMachineProfile" in properties:
            profile = properties["virtualMachineProfile"]
            (extension,) = profile["extensionProfile"]["extensions"]
            found.append(Blueprint(
                profile["osProfile"]["computerNamePrefix"] + "000000", _pool(resource), None,
                _files(profile["osProfile"]["customData"]), {}, _script(extension)))
    return found


def expanded(deployment: Deployment) -> list[dict]:
    """The resources that make up machines, with every copy made and every expression worked out."""
    resources = []
    for raw in deployment.template["resources"]:
        if not raw["type"].startswith(("Microsoft.Compute/", "Microsoft.Network/networkInterfaces", "Microsoft.Network/loadBalancers")):
            continue
        copy = raw.get("copy", {"count": 1, "name": ""})
        if raw.get("condition", True) is False:
            continue
        for index in range(int(str(deployment.value(copy["count"])))):
            deployment.copies = {"": index, str(copy["name"]): index}
            resources.append(deployment.value({k: v for k, v in raw.items() if k in ("type", "name", "tags", "properties")}))
    return resources


def _pool(resource: dict) -> str:
    return resource["tags"]["poolName"]


def _address(properties: dict, resources: list[dict]) -> IPv4Address | None:
    interface = properties["networkProfile"]["networkInterfaces"][0]["id"].rsplit("/", 1)[-1]
    for resource in resources:
        if resource["type"] == "Microsoft.Network/networkInterfaces" and resource["name"] == interface:
            primary = resource["properties"]["ipConfigurations"][0]["properties"]
            return IPv4Address(primary["privateIPAddress"]) if "privateIPAddress" in primary else None
    return None


def _files(custom_data: str) -> dict[str, File]:
    """As cloud-init reads customData: gzip or not, then `write_files`."""
    data = base64.b64decode(custom_data)
    text = (gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data).decode()
    if not text.startswith("#cloud-config\n"):
        raise ValueError("customData is no cloud-config")
    config = yaml.safe_load(text)
    unknown = set(config) - {"ssh_pwauth", "write_files"}
    if unknown:
        raise ValueError(f"the bench has no stand-in for cloud-init's {', '.join(sorted(unknown))}")
    return {entry["path"]: File(_content(entry), int(entry.get("permissions", "0644"), 8)) for entry in config["write_files"]}


def _manifests(script: bytes) -> dict[str, File]:
    return {path: File(content, 0o600) for path, content in values.manifests(script).items()}


def _content(entry: dict) -> bytes:
    encodings = {"": bytes, "b64": base64.b64decode, "gz+b64": lambda data: gzip.decompress(base64.b64decode(data))}
    return encodings[entry.get("encoding", "")](entry["content"].encode())


def _script_of(machine: str, resources: list[dict]) -> bytes:
    (extension,) = [r for r in resources if r["type"] == "Microsoft.Compute/virtualMachines/extensions"
                    and r["name"].split("/")[0] == machine]
    return _script(extension)


def _script(extension: dict) -> bytes:
    script = base64.b64decode(extension["properties"]["protectedSettings"]["script"])
    return gzip.decompress(script) if script[:2] == b"\x1f\x8b" else script
