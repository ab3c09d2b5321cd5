"""kube-proxy and CoreDNS, as the addons bring them, make a service's name lead to its pod from another node."""

import json

from ..cluster import Cluster
from ..image_set import APP
from ..report import Report, expect
from ..waiting import wait_for

SERVICE = {
    "apiVersion": "v1", "kind": "Service", "metadata": {"name": "app", "namespace": "default"},
    "spec": {"selector": {"app": "app"}, "ports": [{"port": 80, "targetPort": 8080}]},
}


def run(report: Report, cluster: Cluster) -> None:
    if not {"kube-proxy", "coredns"} <= cluster.real_images:
        return
    for selector in ("k8s-app=kube-proxy", "k8s-app=kube-dns"):
        report.check(f"the pods with {selector} are ready", lambda s=selector: _ready(cluster, s))
    report.check("a service's name leads to its pod on the other node", lambda: _reached(cluster))
    report.check("the name of the API server's service leads to the API server", lambda: _api_server(cluster))


def _ready(cluster: Cluster, selector: str) -> None:
    def pods() -> dict[str, bool]:
        items = (cluster.admin.find("pods", "--namespace=kube-system", f"--selector={selector}") or {"items": []})["items"]
        return {p["metadata"]["name"]: any(c["type"] == "Ready" and c["status"] == "True"
                                           for c in p["status"].get("conditions", [])) for p in items}
    try:
        wait_for(f"pods with {selector}", 90, lambda: pods() and all(pods().values()))
    except Exception:
        said = cluster.admin.run("describe", "pods", "--namespace=kube-system", f"--selector={selector}").stdout
        raise RuntimeError(f"{pods()}\n{said[-1500:]}") from None


def _client(cluster: Cluster, name: str, command: str) -> str:
    """Runs a shell command in a pod on the master, and returns what it said."""
    cluster.admin.must("create", "--filename=-", stdin=json.dumps({
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "namespace": "default"},
        "spec": {"restartPolicy": "Never", "nodeName": cluster.master.name, "tolerations": [{"operator": "Exists"}],
                 "containers": [{"name": "client", "image": APP, "imagePullPolicy": "Never",
                                 "command": ["sh", "-c", command]}]},
    }))

    def phase() -> str:
        return (cluster.admin.find("pod", name) or {}).get("status", {}).get("phase", "")
    wait_for(f"the end of pod {name}", 60, lambda: phase() in ("Succeeded", "Failed"))
    return cluster.master.must("sh", "-c", f"cat /var/log/pods/default_{name}_*/client/*.log")


# kubectl is the client: busybox, linked statically, cannot look names up.
def _reached(cluster: Cluster) -> None:
    cluster.admin.must("create", "--filename=-", stdin=json.dumps(SERVICE))
    said = _client(cluster, "client", "for i in 1 2 3 4 5 6 7 8; do "
                   "kubectl --server=http://app.default.svc.cluster.local --request-timeout=5s get --raw=/ && break; sleep 1; done")
    expect("hello" in said, f"the client says:\n{said}")


def _api_server(cluster: Cluster) -> None:
    account = "/var/run/secrets/kubernetes.io/serviceaccount"
    said = _client(cluster, "client-api", f"kubectl --server=https://kubernetes.default.svc --certificate-authority={account}/ca.crt "
                   f"--token=$(cat {account}/token) --request-timeout=5s get --raw=/version")
    expect(f'"gitVersion": "v{cluster.generated.version}"' in said, f"the client says:\n{said}")
