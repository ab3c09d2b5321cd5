"""The control plane's pods run under the machine's own kubelet, and the user's kubeconfig reaches them."""

import json

from ..cluster import Cluster
from ..machine import Machine
from ..report import CheckFailed, Report, expect
from ..waiting import wait_for

CLOUD = "cloud-controller-manager"


def run(report: Report, cluster: Cluster) -> None:
    report.check("the kubeconfig reaches the API server by its public name", lambda: _ready(cluster))
    report.check("the API server has the version asked for", lambda: _version(cluster))
    report.check("the kubeconfig is cluster-admin", lambda: _cluster_admin(cluster))
    report.check("every static pod of every master is ready, but for Azure's", lambda: _static_pods(cluster))
    if CLOUD not in cluster.placeholders:
        report.check("the cloud controller manager comes as far as asking Azure for a token", lambda: _cloud(cluster))
    report.check("every etcd member is healthy and none is missing", lambda: _etcd(cluster))
    report.check("an anonymous client gets health and nothing more", lambda: _anonymous(cluster))


def _ready(cluster: Cluster) -> None:
    body = wait_for("/readyz", 60, lambda: cluster.admin.run("get", "--raw=/readyz").stdout)
    expect(body == "ok", f"/readyz says {body!r}")


def _version(cluster: Cluster) -> None:
    found = cluster.admin.must("version", "--output=json")
    expect(f'"gitVersion": "v{cluster.generated.version}"' in found, found)


def _cluster_admin(cluster: Cluster) -> None:
    answer = cluster.admin.run("auth", "can-i", "*", "*", "--all-namespaces").stdout.strip()
    expect(answer == "yes", f"kubectl auth can-i '*' '*' says {answer!r}")


def _static_pods(cluster: Cluster) -> None:
    kinds = {path.name.removesuffix(".yaml") for path in cluster.master.path("/etc/kubernetes/manifests").iterdir()}
    expect(kinds >= {"etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"}, f"there are only {kinds}")
    expected = {f"{kind}-{machine.name}" for kind in kinds - {CLOUD} for machine in cluster.masters}

    def missing() -> set[str]:
        pods = (cluster.admin.find("pods", "--namespace=kube-system") or {"items": []})["items"]
        return expected - {p["metadata"]["name"] for p in pods if any(
            c["type"] == "Ready" and c["status"] == "True" for c in p["status"].get("conditions", []))}
    try:
        wait_for("the static pods", 120, lambda: not missing())
    except CheckFailed:
        raise CheckFailed(f"not ready after 120 s: {', '.join(sorted(missing()))}") from None


def _cloud(cluster: Cluster) -> None:
    """It has read its flags, its kubeconfig and azure.json by then, and has become the leader."""
    def asked() -> bool:
        logs = [log for machine in cluster.masters for log in (machine.work / "log/pods").glob(f"*_{CLOUD}-*/*/*.log")]
        return any("/oauth2/" in log.read_text(errors="replace") for log in logs if log.exists())
    wait_for("it to ask", 90, asked)


def _etcd(cluster: Cluster) -> None:
    certs = "/etc/kubernetes/certs"

    def ask(machine: Machine, path: str, *arguments: str) -> dict:
        return json.loads(machine.must("curl", "--silent", "--show-error", "--fail", "--cacert", f"{certs}/etcd-ca.crt",
                                       "--cert", f"{certs}/etcdclient.crt", "--key", f"{certs}/etcdclient.key",
                                       *arguments, f"https://127.0.0.1:2379{path}"))
    for machine in cluster.masters:
        expect(ask(machine, "/health")["health"] == "true", f"the member of {machine.name} is not healthy")
    names = {member["name"] for member in ask(cluster.master, "/v3/cluster/member/list", "--data", "{}")["members"]}
    expect(names == {machine.name for machine in cluster.masters}, f"the members are {names}")


def _anonymous(cluster: Cluster) -> None:
    def status(path: str) -> str:
        return cluster.master.must("curl", "--silent", "--cacert", "/etc/kubernetes/certs/ca.crt", "--output", "/dev/null",
                                   "--write-out", "%{http_code}", f"https://127.0.0.1:443{path}")
    for path in ("/healthz", "/livez", "/readyz"):
        expect(status(path) == "200", f"{path} answers {status(path)}: the balancer's probe needs it")
    for path in ("/api", "/version", "/api/v1/namespaces"):
        expect(status(path) in ("401", "403"), f"{path} answers {status(path)} to a client without a name")
