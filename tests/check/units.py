"""Every systemd unit of a machine: `systemd-analyze verify` in a root that looks like the machine's."""

import re
import shutil
import tempfile
from pathlib import Path

from bench import digest, tool, tree

KINDS = ("service", "timer", "path", "mount", "socket", "target", "slice")
# Programs that packages put on a node.
PROGRAMS = ["/usr/bin/kubelet", "/usr/bin/containerd", "/usr/bin/kubectl", "/sbin/modprobe", "/usr/sbin/modprobe",
            "/usr/sbin/iptables", "/sbin/iptables", "/usr/bin/bash", "/bin/bash", "/bin/sh", "/usr/sbin/chronyd",
            "/usr/lib/apt/apt.systemd.daily"]
# Units that packages put on a node and that ours order themselves after, or add settings to.
PACKAGED = {name: f"[Unit]\nDescription=packaged\n[Service]\nExecStart=/usr/bin/{name.split('.')[0]}\n"
            for name in ("kubelet.service", "containerd.service", "dnf-automatic-install.service")}
PROGRAMS += [f"/usr/bin/{name.split('.')[0]}" for name in PACKAGED]
SYSTEM = Path("/lib/systemd/system")


def root_of(files, folder):
    """A root with the system's own units, stubs of the packages, and the machine's files as they would lie there."""
    for name in ("usr/lib/systemd", "etc/systemd/system"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(SYSTEM, folder / "usr/lib/systemd/system", symlinks=True, ignore_dangling_symlinks=True)
    (folder / "lib").symlink_to("usr/lib")
    for name, text in PACKAGED.items():
        (folder / "usr/lib/systemd/system" / name).write_text(text)
    for program in PROGRAMS:
        path = folder / program[1:]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("#!/bin/sh\n")
        path.chmod(0o755)
    for path, (data, mode) in files.items():
        target = folder / path[1:]
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        target.write_bytes(data)
        target.chmod(mode)


def units_in(files):
    """Units that the machine's files define, or add settings to."""
    for path in files:
        if match := re.fullmatch(rf"/(?:etc|usr/lib|lib)/systemd/system/([^/]+\.(?:{'|'.join(KINDS)}))(?:\.d/[^/]+\.conf)?", path):
            yield match[1]


def check(bench):
    from cloud_init import modes_of
    faults, seen, count = [], set(), 0
    for output in bench.outputs:
        for role, machine in output.machines.items():
            modes = modes_of(output, role)
            files = {f"/{name}": (data, modes.get(f"/{name}", 0o644)) for name, data in tree(machine).items()}
            units = sorted(set(units_in(files)))
            # The programs that units start count with their presence and mode, not with their content.
            key = digest(repr([(path, mode, data if "/systemd/" in path else "") for path, (data, mode) in files.items()]).encode())
            if key in seen or not units:
                continue
            seen.add(key)
            count += len(units)
            with tempfile.TemporaryDirectory(prefix="slipway-root-") as folder:
                root_of(files, Path(folder))
                result = tool("systemd-analyze", f"--root={folder}", "--man=no", "verify", *units)
            # It exits 0 on keys that it does not know: what it says counts.
            said = (result.stderr + result.stdout).replace(folder, "").strip().splitlines()
            faults += [f"{output.name}, {role}: {line}" for line in said]
            if result.returncode and not said:
                faults.append(f"{output.name}, {role}: systemd-analyze exits {result.returncode}")
    if not count:
        faults.append("no units found")
    return faults, f"{count} units of {len(seen)} different machines"


def spoil(bench):
    path = next(file for _, path, file in bench.outputs[0].files("etc/systemd/system/*.service"))
    path.write_text(path.read_text() + "\n[Service]\nExecStartt=/bin/true\n")
