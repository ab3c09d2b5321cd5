"""What the output directory shows of a machine is what the machine gets."""

from ..blueprint import Blueprint
from ..cluster import Cluster
from ..report import Report, expect


def run(report: Report, cluster: Cluster) -> None:
    for blueprint in (cluster.generated.master, cluster.generated.agent):
        report.check(f"machines/{blueprint.pool} is what cloud-init and the extension write", lambda b=blueprint: _same(cluster, b))
        report.check(f"no private key is in the customData of {blueprint.pool}", lambda b=blueprint: _no_secret(b))


def _same(cluster: Cluster, blueprint: Blueprint) -> None:
    shown = cluster.generated.written(blueprint.pool)
    given = {path: file.content for path, file in {**blueprint.files, **blueprint.manifests}.items()}
    different = sorted(path for path in shown.keys() | given.keys() if shown.get(path) != given.get(path))
    expect(not different, f"these differ: {', '.join(different)}")


def _no_secret(blueprint: Blueprint) -> None:
    found = [path for path, file in blueprint.files.items() if b"PRIVATE KEY-----" in file.content]
    expect(not found, f"a private key is in {', '.join(found)}")
