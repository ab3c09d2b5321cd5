"""Which images a machine needs to come up, made at home with our own builds of what they hold."""

import tomllib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import yaml

from .images import PAUSE, write_image
from .machine import Machine

APP = "slipway.invalid/app:1"


@dataclass(frozen=True)
class Image:
    name: str
    binary: Path | None
    target: str


def static_pod_images(manifests: list[Path], built: list[Path]) -> list[Image]:
    """The images of the static pods whose command is a binary found in one of the directories `built`."""
    images = {}
    for manifest in manifests:
        for container in yaml.safe_load(manifest.read_text())["spec"]["containers"]:
            command = PurePosixPath((container.get("command") or container.get("args") or ["?"])[0])
            binary = next((d / command.name for d in built if (d / command.name).is_file()), None)
            if binary is None:
                raise RuntimeError(f"{manifest.name} runs {command}, which the bench has not built")
            target = str(command) if command.is_absolute() else f"/usr/local/bin/{command}"
            images[container["image"]] = Image(container["image"], binary, target)
    return list(images.values())


def pause_image(containerd_config: str) -> Image:
    """The sandbox image that a containerd configuration names, of version 2 or 3."""
    plugins = tomllib.loads(containerd_config).get("plugins", {})
    name = (plugins.get("io.containerd.cri.v1.images", {}).get("pinned_images", {}).get("sandbox")
            or plugins.get("io.containerd.grpc.v1.cri", {}).get("sandbox_image"))
    if not name:
        raise RuntimeError("the containerd configuration names no sandbox image")
    return Image(name, None, "")


def import_images(machine: Machine, images: list[Image]) -> None:
    """Puts images into the machine's containerd, as if they had been pulled before."""
    folder = machine.work / "images"
    folder.mkdir()
    for number, image in enumerate(images):
        archive = folder / f"{number}.tar"
        if image.binary:
            write_image(archive, image.name, {image.target: image.binary}, [image.target])
        else:
            write_image(archive, image.name, {}, PAUSE)
        machine.must("ctr", "--namespace", "k8s.io", "images", "import", archive, seconds=120)
        archive.unlink()
