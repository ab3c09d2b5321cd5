"""The control plane's pods run under the machine's own kubelet, and the user's kubeconfig reaches them."""

from ..cluster import Cluster
from ..report import Report, expect
from ..waiting import wait_for


def run(report: Report, cluster: Cluster) -> None:
    report.check("the kubeconfig reaches the API server by its public name", lambda: _ready(cluster))
    report.check("the API server has the version asked for", lambda: _version(cluster))
    report.check("the kubeconfig is cluster-admin", lambda: _cluster_admin(cluster))
    report.check("every static pod of the master is ready", lambda: _static_pods(cluster))
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
    expected = {path.name.removesuffix(".yaml") for path in cluster.master.path("/etc/kubernetes/manifests").iterdir()}
    expect(expected >= {"etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"}, f"there are only {expected}")
    expected -= cluster.placeholders

    def missing() -> set[str]:
        pods = (cluster.admin.find("pods", "--namespace=kube-system") or {"items": []})["items"]
        ready = {p["metadata"]["name"].removesuffix(f"-{cluster.master.name}") for p in pods
                 if any(c["type"] == "Ready" and c["status"] == "True" for c in p["status"].get("conditions", []))}
        return expected - ready
    wait_for(f"static pods {', '.join(sorted(expected))}", 120, lambda: not missing())


def _anonymous(cluster: Cluster) -> None:
    def status(path: str) -> str:
        return cluster.master.must("curl", "--silent", "--cacert", "/etc/kubernetes/certs/ca.crt", "--output", "/dev/null",
                                   "--write-out", "%{http_code}", f"https://127.0.0.1:443{path}")
    for path in ("/healthz", "/livez", "/readyz"):
        expect(status(path) == "200", f"{path} answers {status(path)}: the balancer's probe needs it")
    for path in ("/api", "/version", "/api/v1/namespaces"):
        expect(status(path) in ("401", "403"), f"{path} answers {status(path)} to a client without a name")
