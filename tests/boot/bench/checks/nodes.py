"""Master and agent join by bootstrap token and become nodes with certificates of their own."""

import subprocess

from ..adjustments import give_pod_range, initialize_node, pod_range, report_route
from ..cluster import Cluster
from ..machine import Machine
from ..report import Report, expect
from ..waiting import wait_for


def run(report: Report, cluster: Cluster) -> None:
    for machine in cluster.machines:
        role = "agent" if machine is cluster.agent else _name(cluster, machine)
        report.check(f"the {role}'s kubelet joins by bootstrap token", lambda m=machine: _joins(cluster, m))
        report.check(f"the {role}'s kubelet has a client certificate that it renews itself", lambda m=machine: _client(m))
        report.check(f"the {role}'s kubelet asks for a serving certificate", lambda m=machine: _serving(cluster, m))
        if cluster.generated.has_pod_template:
            report.check(f"the {role} takes the range that its pods are given", lambda m=machine: _pod_range(cluster, m))
        report.check(f"the {role} is initialized by its cloud-node-manager", lambda m=machine: _initialized(cluster, m))
        if cluster.generated.has_pod_template:
            report.check(f"the {role} waits for the route to its pods", lambda m=machine: _routed(cluster, m))
        report.check(f"the {role} is Ready", lambda m=machine: _ready(cluster, m))
    report.check("the API server talks to a kubelet whose serving certificate it can verify", lambda: _verified(cluster))


def _name(cluster: Cluster, master: Machine) -> str:
    return "master" if len(cluster.masters) == 1 else f"master {cluster.masters.index(master)}"


def _joins(cluster: Cluster, machine: Machine) -> None:
    wait_for(f"node {machine.name}", 90, lambda: cluster.admin.find("node", machine.name))


def _pod_range(cluster: Cluster, machine: Machine) -> None:
    pods = pod_range(cluster.machines.index(machine))
    give_pod_range(cluster.admin, machine.name, pods)

    def configured() -> str:
        return machine.run("sh", "-c", "cat /etc/cni/net.d/*").stdout
    wait_for("containerd's own network configuration", 60, lambda: pods in configured())


def _routed(cluster: Cluster, machine: Machine) -> None:
    def waits() -> bool:
        conditions = cluster.admin.get("node", machine.name)["status"]["conditions"]
        return any(c["type"] == "NetworkUnavailable" and c["status"] == "True" for c in conditions)
    if "azure-cloud-node-manager" in cluster.real_images:
        wait_for("the condition NetworkUnavailable", 30, waits)
    report_route(cluster.admin, machine.name)


def _initialized(cluster: Cluster, machine: Machine) -> None:
    if "azure-cloud-node-manager" not in cluster.real_images:
        initialize_node(cluster.admin, machine.name)
        return

    def tainted() -> bool:
        taints = cluster.admin.get("node", machine.name)["spec"].get("taints", [])
        return any(taint["key"] == "node.cloudprovider.kubernetes.io/uninitialized" for taint in taints)
    wait_for("the end of the taint uninitialized", 90, lambda: not tainted())
    node = cluster.admin.get("node", machine.name)
    expect(node["spec"].get("providerID", "").startswith("azure:///subscriptions/"), f"its provider id is {node['spec']}")
    labels = node["metadata"]["labels"]
    expect(labels.get("node.kubernetes.io/instance-type") == "Standard_D2s_v5", f"its labels are {labels}")


def _client(machine: Machine) -> None:
    pem = machine.must("cat", "/var/lib/kubelet/pki/kubelet-client-current.pem")
    subject = subprocess.run(["openssl", "x509", "-noout", "-subject", "-nameopt", "RFC2253"], input=pem, text=True,
                             capture_output=True, check=True).stdout
    expect(f"CN=system:node:{machine.name}" in subject and "O=system:nodes" in subject, subject)
    kubeconfig = machine.must("cat", "/var/lib/kubelet/kubeconfig")
    expect("kubelet-client-current.pem" in kubeconfig, "the kubeconfig does not name the certificate that is renewed")


def _requests(cluster: Cluster, machine: Machine) -> list[dict]:
    return [r for r in cluster.admin.get("csr")["items"]
            if r["spec"]["signerName"] == "kubernetes.io/kubelet-serving"
            and r["spec"]["username"] == f"system:node:{machine.name}"]


def _serving(cluster: Cluster, machine: Machine) -> None:
    wait_for(f"a request of {machine.name}", 60, lambda: _requests(cluster, machine))


def _ready(cluster: Cluster, machine: Machine) -> None:
    def state() -> dict[str, str]:
        node = cluster.admin.find("node", machine.name) or {"status": {}}
        return {c["type"]: f"{c['status']} {c['message']}" for c in node["status"].get("conditions", [])}
    try:
        wait_for(f"node {machine.name}", 90, lambda: state().get("Ready", "").startswith("True"))
    except Exception:
        raise RuntimeError(f"its conditions are {state()}") from None


def _verified(cluster: Cluster) -> None:
    for request in _requests(cluster, cluster.agent):     # what kubelet-csr-approver does, whose image is not here
        cluster.admin.must("certificate", "approve", request["metadata"]["name"])
    path = f"--raw=/api/v1/nodes/{cluster.agent.name}/proxy/healthz"
    wait_for("the kubelet's health through the API server", 60, lambda: cluster.admin.run("get", path).stdout == "ok")
