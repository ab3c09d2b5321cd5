"""Every addon manifest is known to the API server, field by field, and the machine's own script keeps them in place."""

import json

from ..cluster import Cluster
from ..report import CheckFailed, Report, expect
from ..waiting import wait_for

FOLDER = "/etc/kubernetes/addons"
RECONCILE = "/opt/slipway/addons"
MODE = "addonmanager.kubernetes.io/mode"
PROBE = f"{FOLDER}/bench-probe.yaml"


def run(report: Report, cluster: Cluster) -> None:
    manifests = sorted(p.name for p in cluster.master.path(FOLDER).glob("*.yaml"))
    report.check("there are addons", lambda: expect(manifests, f"{FOLDER} is empty"))
    for name in manifests:
        report.check(f"addon {name} is valid to the last field", lambda n=name: _valid(cluster, n))
    report.check("the machine's own script applies them all", lambda: _reconcile(cluster))
    report.check("a Reconcile object that was edited is put back", lambda: _put_back(cluster))
    report.check("an EnsureExists object that was edited is left alone", lambda: _left_alone(cluster))
    report.check("a Reconcile object whose file is gone is pruned, an EnsureExists object is not", lambda: _pruned(cluster))


def _valid(cluster: Cluster, name: str) -> None:
    def apply() -> str:
        done = cluster.admin.run("apply", "--server-side", "--validate=strict", "--dry-run=server", "--force-conflicts",
                                 f"--filename={FOLDER}/{name}")
        if done.returncode == 0 and "Warning" not in done.stderr:
            return ""
        return done.stderr.strip() or f"it ended with {done.returncode}"
    # A namespace or a kind that another manifest brings is there once the machine's script has been through.
    problem = apply()
    if "not found" in problem or "no matches for kind" in problem:
        try:
            wait_for("what the manifest refers to", 30, lambda: not apply())
        except CheckFailed:
            pass
        problem = apply()
    expect(not problem, problem)


def _reconcile(cluster: Cluster) -> str:
    done = cluster.master.run(RECONCILE, seconds=180)
    expect(done.returncode == 0, f"it ended with {done.returncode}: {(done.stderr or done.stdout)[-1500:]}")
    complaints = [line for line in done.stderr.splitlines() if "Warning" in line]
    expect(not complaints, "\n".join(complaints))
    return done.stdout


def _put(cluster: Cluster, *modes: str) -> None:
    """Writes the probe addon: one ConfigMap for each mode."""
    cluster.master.write(PROBE, "---\n".join(json.dumps({
        "apiVersion": "v1", "kind": "ConfigMap",
        "metadata": {"name": f"bench-{mode.lower()}", "namespace": "kube-system", "labels": {MODE: mode}},
        "data": {"from": "file"},
    }) + "\n" for mode in modes).encode())


def _data(cluster: Cluster, mode: str) -> str | None:
    found = cluster.admin.find("configmap", f"bench-{mode.lower()}", "--namespace=kube-system")
    return found and found["data"]["from"]


def _edit(cluster: Cluster, mode: str) -> None:
    cluster.admin.must("patch", "configmap", f"bench-{mode.lower()}", "--namespace=kube-system",
                       "--patch", '{"data": {"from": "user"}}')


def _after_edit(cluster: Cluster, mode: str) -> str | None:
    _put(cluster, "Reconcile", "EnsureExists")
    _reconcile(cluster)
    expect(_data(cluster, mode) is not None, "it was not made")
    _edit(cluster, mode)
    _reconcile(cluster)
    return _data(cluster, mode)


def _put_back(cluster: Cluster) -> None:
    data = _after_edit(cluster, "Reconcile")
    expect(data == "file", f"its data is from the {data}")


def _left_alone(cluster: Cluster) -> None:
    data = _after_edit(cluster, "EnsureExists")
    expect(data == "user", f"its data is from the {data}")


def _pruned(cluster: Cluster) -> None:
    _put(cluster, "Reconcile", "EnsureExists")
    _reconcile(cluster)
    cluster.master.path(PROBE).unlink()
    _reconcile(cluster)
    wait_for("the Reconcile object to go", 10, lambda: _data(cluster, "Reconcile") is None)
    expect(_data(cluster, "EnsureExists") is not None, "the EnsureExists object went too")
    cluster.admin.must("delete", "configmap", "bench-ensureexists", "--namespace=kube-system")
