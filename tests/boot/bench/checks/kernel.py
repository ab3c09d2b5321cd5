"""The kernel settings that a machine is given exist: what a namespace lacks, this host has."""

from pathlib import Path

from ..cluster import Cluster
from ..report import Report, expect

SETTINGS = "/etc/sysctl.d/90-slipway.conf"


def run(report: Report, cluster: Cluster) -> None:
    report.check("every kernel setting is one of this kernel", lambda: _exist(cluster))


def _exist(cluster: Cluster) -> None:
    lines = cluster.generated.master.files[SETTINGS].content.decode().splitlines()
    keys = [line.split("=")[0].strip() for line in lines if line.strip() and line.strip()[0] not in "#;"]
    expect(keys, f"{SETTINGS} sets nothing")
    missing = [key for key in keys if not Path("/proc/sys", key.replace(".", "/")).exists()]
    expect(not missing, f"this kernel has no {', '.join(missing)}")
