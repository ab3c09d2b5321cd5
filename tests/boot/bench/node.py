"""A machine with the generated files, the packages' files and the stand-ins on it, ready for its own bootstrap."""

import shutil
from pathlib import Path

from . import adjustments
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


def furnish(machine: Machine, files: dict[str, Path], binaries: list[Path]) -> None:
    """Puts onto `machine`: `binaries` as packages would, the stand-ins, then the generated files over them."""
    for binary in binaries:
        link = machine.path(f"/usr/bin/{binary.name}")
        link.unlink(missing_ok=True)
        link.symlink_to(binary)
    machine.write("/lib/systemd/system/containerd.service", CONTAINERD_UNIT)
    shutil.copytree("/usr/lib/cni", machine.path("/opt/cni/bin"), dirs_exist_ok=True)
    for stand_in in STAND_INS.iterdir():
        machine.write(f"/usr/local/sbin/{stand_in.name}", stand_in.read_bytes(), 0o755)
    for path, source in files.items():
        content = source.read_bytes()
        if adjust := adjustments.CONFIGURATIONS.get(path):
            content = adjust(content.decode()).encode()
        machine.write(path, content, source.stat().st_mode & 0o7777)


def preload(machine: Machine, images: list[Image]) -> None:
    """Fills containerd's image store under the generated configuration, and leaves containerd stopped."""
    machine.must("systemctl", "start", "containerd")
    import_images(machine, images)
    machine.must("systemctl", "stop", "containerd")
