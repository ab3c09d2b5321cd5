"""The bootstrap token is good for a kubelet's client certificate, and for nothing else."""

import base64
import json
import time

from ..cluster import Cluster
from ..kubectl import Kubectl
from ..report import Report, expect
from ..waiting import wait_for

BOOTSTRAP_KUBECONFIG = "/var/lib/kubelet/bootstrap-kubeconfig"
NODE = "k8s-bench-00000000-0"


def run(report: Report, cluster: Cluster) -> None:
    report.check("a bootstrap token gets a kubelet client certificate signed", lambda: _signed(cluster))
    report.check("a bootstrap token can read neither secrets nor nodes", lambda: _cannot_read(cluster))
    report.check("the certificate is that of a node, which reads no secret of another's", lambda: _as_node(cluster))
    report.check("a bootstrap token gets no certificate for another identity", lambda: _only_nodes(cluster))


def _token(cluster: Cluster) -> Kubectl:
    return Kubectl(cluster.agent, BOOTSTRAP_KUBECONFIG)


def _request(cluster: Cluster, name: str, subject: str, signer: str) -> None:
    cluster.agent.must("openssl", "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                       "-keyout", f"/root/{name}.key", "-out", f"/root/{name}.csr", "-subj", subject)
    pem = cluster.agent.path(f"/root/{name}.csr").read_bytes()
    _token(cluster).must("create", "--filename=-", stdin=json.dumps({
        "apiVersion": "certificates.k8s.io/v1", "kind": "CertificateSigningRequest", "metadata": {"name": name},
        "spec": {"request": base64.b64encode(pem).decode(), "signerName": signer,
                 "usages": ["digital signature", "client auth"]},
    }))


def _signed(cluster: Cluster) -> None:
    _request(cluster, "bench-node", f"/O=system:nodes/CN=system:node:{NODE}", "kubernetes.io/kube-apiserver-client-kubelet")

    def certificate() -> str | None:
        return (cluster.admin.find("csr", "bench-node") or {}).get("status", {}).get("certificate")
    cluster.agent.write("/root/bench-node.crt", base64.b64decode(wait_for("the certificate", 60, certificate)))


def _cannot_read(cluster: Cluster) -> None:
    for what in ("secrets", "nodes", "configmaps"):
        done = _token(cluster).run("get", what, "--namespace=kube-system")
        expect("Forbidden" in done.stderr, f"kubectl get {what}: {done.stdout}{done.stderr}")


def _as_node(cluster: Cluster) -> None:
    node = Kubectl(cluster.agent, "/root/bench-node.conf")
    cluster.agent.must("cp", BOOTSTRAP_KUBECONFIG, "/root/bench-node.conf")
    (user,) = node.must("config", "view", "--output=jsonpath={.users[*].name}").split()
    node.must("config", "unset", f"users.{user}")
    node.must("config", "set-credentials", user, "--client-certificate=/root/bench-node.crt", "--client-key=/root/bench-node.key")
    identity = json.loads(node.must("auth", "whoami", "--output=json"))["status"]["userInfo"]
    expect(identity["username"] == f"system:node:{NODE}" and "system:nodes" in identity["groups"], f"it is {identity}")
    done = node.run("get", "secrets", "--namespace=kube-system")
    expect("Forbidden" in done.stderr, f"kubectl get secrets: {done.stdout}{done.stderr}")


def _only_nodes(cluster: Cluster) -> None:
    _request(cluster, "bench-other", "/O=bench/CN=mallory", "kubernetes.io/kube-apiserver-client")
    _request(cluster, "bench-unlike", "/O=system:nodes/CN=mallory", "kubernetes.io/kube-apiserver-client-kubelet")
    time.sleep(2)                       # the check above took less to be signed
    for name in ("bench-other", "bench-unlike"):
        status = cluster.admin.get("csr", name).get("status", {})
        expect("certificate" not in status, f"it was signed: {status}")
