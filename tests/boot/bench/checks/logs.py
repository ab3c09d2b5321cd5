"""No component met anything in its flags or files that it does not know."""

import re
from collections.abc import Callable
from pathlib import Path

from ..cluster import Cluster
from ..machine import Machine
from ..report import Report, expect

UNKNOWN = re.compile(
    r"unknown (shorthand )?flag|unrecognized feature gate|unknown field|strict decoding error|flag .* has been deprecated"
    r"|no kind .* is registered for version|unknown command|has been removed|Unrecognized|cannot set feature gate"
    r"|error unmarshaling|failed to parse kubelet flag|unknown configuration key|invalid argument .* for .--",
    re.IGNORECASE)

# What upstream says of itself, whatever the configuration.
KNOWN = re.compile(r"Deprecated flags? for|kubectl apply set-last-applied")


def run(report: Report, cluster: Cluster) -> None:
    for machine in cluster.machines:
        report.check(f"no log of {machine.name} knows of an unknown flag, gate or field", lambda m=machine: _clean(m))


def _logs(machine: Machine) -> list[Path]:
    return sorted(p for p in (machine.work / "log").rglob("*.log") if not p.is_symlink())


def fatal(machine: Machine) -> list[str]:
    """As `findings`, of what the machine cannot come up without: its kubelet, containerd and static pods."""
    parts = ("units/kubelet.log", "units/containerd.log", f"-{machine.name}_")
    return findings(machine, lambda path: any(part in path for part in parts))


def findings(machine: Machine, is_wanted: Callable[[str], bool] = lambda path: True) -> list[str]:
    """Lines of the machine's logs that speak of something unknown."""
    found = []
    for path in filter(lambda path: is_wanted(str(path)), _logs(machine)):
        try:
            lines = path.read_text(errors="replace").splitlines()
        except FileNotFoundError:       # kubelet removes those of containers that it has replaced
            continue
        for line in lines:
            if UNKNOWN.search(line) and not KNOWN.search(line):
                found.append(f"{path.relative_to(machine.work / 'log')}: {line[:400]}")
    return found


def _clean(machine: Machine) -> None:
    logs = _logs(machine)
    expect(len(logs) >= 3, f"there are only {len(logs)} logs: nothing has been looked at")
    found = findings(machine)
    expect(not found, "\n".join(found[:20]))
