"""A pod runs on the agent, with an address of its own, and answers through the API server."""

import ipaddress
import json

from ..cluster import Cluster
from ..image_set import APP
from ..report import Report, expect
from ..waiting import wait_for


def run(report: Report, cluster: Cluster) -> None:
    report.check("a pod is scheduled to the agent and runs", lambda: _runs(cluster))
    report.check("the pod has an address of its node's range", lambda: _address(cluster))
    report.check("kubectl logs and kubectl exec reach the pod", lambda: _reached(cluster))
    report.check("who creates a privileged pod is warned", lambda: _warned(cluster))


def _pod(name: str, node: str, **security: object) -> str:
    return json.dumps({
        "apiVersion": "v1", "kind": "Pod", "metadata": {"name": name, "namespace": "default", "labels": {"app": name}},
        "spec": {"nodeSelector": {"kubernetes.io/hostname": node}, "terminationGracePeriodSeconds": 0, "containers": [
            {"name": "app", "image": APP, "imagePullPolicy": "Never", "securityContext": security,
             "command": ["sh", "-c", "echo started; echo hello > /tmp/index.html; exec httpd -f -p 8080 -h /tmp"]}]},
    })


def _runs(cluster: Cluster) -> None:
    wait_for("the default service account", 60,
             lambda: cluster.admin.find("serviceaccount", "default", "--namespace=default"))
    cluster.admin.must("create", "--filename=-", stdin=_pod("app", cluster.agent.name))

    def phase() -> bool:
        return (cluster.admin.find("pod", "app") or {}).get("status", {}).get("phase") == "Running"
    try:
        wait_for("the pod", 60, phase)
    except Exception:
        raise RuntimeError(cluster.admin.run("describe", "pod", "app").stdout[-1500:]) from None


def _address(cluster: Cluster) -> None:
    address = ipaddress.ip_address(cluster.admin.get("pod", "app")["status"]["podIP"])
    node = cluster.admin.get("node", cluster.agent.name)
    host = node["status"]["addresses"]
    expect(str(address) not in [a["address"] for a in host], f"{address} is the node's own")
    listing = cluster.agent.must("ip", "-4", "-json", "address", "show")
    networks = [ipaddress.ip_interface(f"{a['local']}/{a['prefixlen']}").network
                for link in json.loads(listing) if link["ifname"] not in ("lo", "eth0") for a in link["addr_info"]]
    expect(any(address in network for network in networks), f"{address} is in none of {networks}")


def _reached(cluster: Cluster) -> None:
    logs = cluster.admin.must("logs", "app")
    expect(logs == "started\n", f"kubectl logs says {logs!r}")
    said = cluster.admin.must("exec", "app", "--", "echo", "hello")
    expect(said == "hello\n", f"kubectl exec says {said!r}")


def _warned(cluster: Cluster) -> None:
    done = cluster.admin.run("create", "--dry-run=server", "--filename=-",
                             stdin=_pod("privileged", cluster.agent.name, privileged=True))
    expect("violate PodSecurity" in done.stderr, f"{done.stdout}{done.stderr}")
