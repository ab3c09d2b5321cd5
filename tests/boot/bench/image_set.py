"""Which images a machine's manifests name, and our own builds of what they hold."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from . import cache, libraries
from .images import PAUSE, PLACEHOLDER, write_image
from .machine import Machine

APP = "slipway.invalid/app:1"

# Last part of an image's name → the package of its binary, where the module proxy has it.
PACKAGES = {
    "azure-cloud-controller-manager": "sigs.k8s.io/cloud-provider-azure/cmd/cloud-controller-manager",
    "azure-cloud-node-manager": "sigs.k8s.io/cloud-provider-azure/cmd/cloud-node-manager",
    "coredns": "github.com/coredns/coredns",
    "metrics-server": "sigs.k8s.io/metrics-server/cmd/metrics-server",
}


@dataclass(frozen=True)
class Image:
    name: str
    files: dict[str, Path]
    """Path in the image → file here."""
    entrypoint: list[str]
    is_real: bool = True
    """False for one that only stands in: it does nothing until it is ended."""

    @property
    def recorded(self) -> str:
        """The name under which containerd looks for it: a digest takes the tag's place."""
        name, at, digest = self.name.partition("@")
        return f"{_path_and_tag(name)[0]}@{digest}" if at else name

    @property
    def base(self) -> str:
        """The name without registry, folders, tag and digest."""
        return _base(self.name)


def pause_image(containerd_config: str) -> Image:
    """The sandbox image that a containerd configuration names, of version 2 or 3."""
    plugins = tomllib.loads(containerd_config).get("plugins", {})
    name = (plugins.get("io.containerd.cri.v1.images", {}).get("pinned_images", {}).get("sandbox")
            or plugins.get("io.containerd.grpc.v1.cri", {}).get("sandbox_image"))
    if not name:
        raise RuntimeError("the containerd configuration names no sandbox image")
    return Image(name, {}, PAUSE)


def app_image(kubectl: Path) -> Image:
    """The image of the bench's own pods: a shell, and a client that speaks HTTP and DNS."""
    return Image(APP, {"/bin/kubectl": kubectl}, ["/bin/sh"])


def images_of(manifest: bytes) -> list[Image]:
    """An image for each container of a manifest: the real thing where it can be built, else one that stands in."""
    found: dict[str, Image] = {}
    for container in _containers(manifest):
        name = container["image"]
        if name not in found:
            found[name] = _image(name, container)
    return list(found.values())


def _containers(manifest: bytes) -> Iterator[dict]:
    for document in yaml.safe_load_all(manifest):
        spec = (document or {}).get("spec") or {}
        spec = spec.get("template", {}).get("spec", spec) if isinstance(spec, dict) else {}
        yield from spec.get("containers", [])
        yield from spec.get("initContainers", [])


def _image(name: str, container: dict) -> Image:
    program = (container.get("command") or ["/" + _base(name)])[0]
    target = program if program.startswith("/") else f"/usr/local/bin/{program}"
    binary = _binary(name)
    if binary is None:
        return Image(name, {target: PLACEHOLDER}, [target], is_real=False)
    files = {target: binary}
    if _base(name) == "kube-proxy":                       # upstream's image brings these from its distribution
        files |= libraries.closure(["/usr/sbin/iptables", "/usr/sbin/nft", "/usr/sbin/ipset", "/usr/sbin/conntrack"])
    return Image(name, files, [target])


def _binary(name: str) -> Path | None:
    base, tag = _base(name), _path_and_tag(name)[1]
    if base == "etcd":
        return cache.etcd(re.sub(r"^v?([0-9.]+).*$", r"\1", tag)) / "etcd"
    if base.startswith("kube-"):
        return cache.kubernetes(tag.lstrip("v")) / base
    if base == "keyvault":                                # that of Azure wants a vault
        return cache.kms_plugin()
    if base in PACKAGES:
        return cache.package(PACKAGES[base], tag)
    return None


def _path_and_tag(name: str) -> tuple[str, str]:
    folder, slash, last = name.partition("@")[0].rpartition("/")
    last, _, tag = last.partition(":")
    return folder + slash + last, tag


def _base(name: str) -> str:
    return _path_and_tag(name)[0].rpartition("/")[2]


def import_images(machine: Machine, images: list[Image]) -> None:
    """Puts images into the machine's containerd, as if they had been pulled before.

    Our builds have digests of their own. containerd compares names, not contents, once an image is there.
    """
    folder = machine.work / "images"
    folder.mkdir()
    for number, image in enumerate(images):
        archive = folder / f"{number}.tar"
        path, tag = _path_and_tag(image.name)
        name = f"{path}:{tag or 'any'}"
        write_image(archive, name, image.files, image.entrypoint)
        machine.must("ctr", "--namespace", "k8s.io", "images", "import", archive, seconds=120)
        if image.recorded != name:
            machine.must("ctr", "--namespace", "k8s.io", "images", "tag", "--force", name, image.recorded)
        archive.unlink()
