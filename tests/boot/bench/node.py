"""A machine with what its image and its packages bring, cloud-init's files and the stand-ins: ready for its extension."""

import shutil
from pathlib import Path

from . import adjustments, values
from .blueprint import Blueprint, File
from .image_set import Image, import_images
from .machine import Machine

STAND_INS = Path(__file__).resolve().parents[1] / "stand-ins"

# What the package of containerd brings.
CONTAINERD_UNIT = b"""[Unit]
Description=containerd container runtime
[Service]
Type=notify
ExecStart=/usr/bin/containerd
Restart=always
"""


def furnish(machine: Machine, programs: dict[str, Path]) -> None:
    """What an image with the packages has: `programs` is path on the machine → file here."""
    for path, program in programs.items():
        link = machine.path(path)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.unlink(missing_ok=True)
        link.symlink_to(program)
    machine.write("/lib/systemd/system/containerd.service", CONTAINERD_UNIT)
    shutil.copytree("/usr/lib/cni", machine.path("/opt/cni/bin"), dirs_exist_ok=True)
    for plugin in ("azure-vnet", "azure-vnet-ipam"):     # there, as on a prepared image; adjustments.pod_network is used
        machine.write(f"/opt/cni/bin/{plugin}", b"#!/bin/sh\nexit 1\n", 0o755)
    for stand_in in STAND_INS.iterdir():
        machine.write(f"/usr/local/sbin/{stand_in.name}", stand_in.read_bytes(), 0o755)


def write_files(machine: Machine, blueprint: Blueprint) -> None:
    """What cloud-init does with customData, adjusted to the bench."""
    for path, file in blueprint.files.items():
        machine.write(path, _adjusted(path, file), file.mode)


def extension(blueprint: Blueprint) -> bytes:
    """The extension's script, the manifests in it adjusted to the bench."""
    return values.with_manifests(blueprint.script, {path: _adjusted(path, file) for path, file in blueprint.manifests.items()})


def _adjusted(path: str, file: File) -> bytes:
    adjust = adjustments.CONFIGURATIONS.get(path)
    return adjust(file.content.decode()).encode() if adjust else file.content


def preload(machine: Machine, images: list[Image]) -> None:
    """Fills containerd's image store under the generated configuration, and leaves containerd stopped."""
    machine.must("systemctl", "start", "containerd")
    import_images(machine, images)
    machine.must("systemctl", "stop", "containerd")
