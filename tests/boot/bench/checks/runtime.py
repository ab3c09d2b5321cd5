"""containerd reads our configuration as its own major version does, and takes from it what we mean."""

import tomllib

from ..blueprint import containerd_major
from ..cluster import Cluster
from ..report import Report, expect


def run(report: Report, cluster: Cluster) -> None:
    for role in ("master", "agent"):
        report.check(f"containerd reads the {role}'s generated configuration whole", lambda r=role: _dump(cluster, r))


def _dump(cluster: Cluster, role: str) -> None:
    blueprint = cluster.generated.master if role == "master" else cluster.generated.agent
    source = blueprint.files["/etc/containerd/config.toml"].content
    wanted = tomllib.loads(source.decode())
    major = containerd_major(blueprint)
    machine = cluster.master if role == "master" else cluster.agent
    machine.write("/root/containerd.toml", source)
    done = machine.run(cluster.containerd[major] / "containerd", "--config", "/root/containerd.toml", "config", "dump")
    expect(done.returncode == 0, done.stderr)
    missing = list(_missing(wanted, tomllib.loads(done.stdout), ""))
    expect(not missing, f"containerd {major} leaves out or changes: {', '.join(missing)}")


def _missing(wanted: dict, dumped: dict, at: str) -> list[str]:
    found = []
    for key, value in wanted.items():
        here = f"{at}.{key}".lstrip(".")
        if here == "version":
            continue
        if isinstance(value, dict):
            found += _missing(value, dumped[key], here) if isinstance(dumped.get(key), dict) else [here]
        elif dumped.get(key) != value:
            found.append(here)
    return found
