"""Secrets are encrypted in etcd where the definition says so, and the key of a KMS can be rotated by the runbook's commands."""

import base64
import json
from collections.abc import Iterator

from ..cluster import Cluster
from ..machine import Machine
from ..report import Report, expect
from ..waiting import wait_for

CONFIG = "/etc/kubernetes/encryption-config.yaml"
MANIFESTS = "/etc/kubernetes/manifests"
CERTS = "/etc/kubernetes/certs"
SECRETS = "/registry/secrets/"
MARK = "the-bench-reads-this-in-plain-text"
NEW = "2" * 32


def run(report: Report, cluster: Cluster) -> None:
    if not cluster.master.path(CONFIG).exists():
        return
    report.check("the encryption configuration is root's alone", lambda: _is_roots(cluster))
    report.check("a Secret is stored encrypted, and read in plain", lambda: _is_encrypted(cluster))
    if _providers(cluster.master)[0].startswith("kms:"):
        report.check("the API server starts without the plugin, and finds it when it comes", lambda: _comes_later(cluster))
        report.check("a new version of the key is rotated in by the machine's own commands", lambda: _rotate(cluster))


def _providers(machine: Machine) -> list[str]:
    """What stored data begins with after `k8s:enc:`, by provider."""
    (resource,) = json.loads(machine.path(CONFIG).read_text())["resources"]
    found = []
    for provider in resource["providers"]:
        ((kind, settings),) = provider.items()
        if kind == "kms":
            found.append(f"kms:{settings['apiVersion']}:{settings['name']}:")
        elif kind != "identity":
            found.append(f"{kind}:v1:{settings['keys'][0]['name']}:")
    return found


def _is_roots(cluster: Cluster) -> None:
    for machine in cluster.masters:
        mode = machine.path(CONFIG).stat().st_mode & 0o777
        expect(mode == 0o600, f"on {machine.name} its mode is {mode:o}")


def _stored(machine: Machine, first: str) -> Iterator[tuple[str, bytes]]:
    """Key and value of everything in etcd whose key begins so."""
    encode = lambda text: base64.b64encode(text.encode()).decode()  # noqa: E731
    body = {"key": encode(first), "range_end": encode(first[:-1] + chr(ord(first[-1]) + 1))}
    answer = json.loads(machine.must(
        "curl", "--silent", "--show-error", "--fail", "--cacert", f"{CERTS}/etcd-ca.crt", "--cert", f"{CERTS}/etcdclient.crt",
        "--key", f"{CERTS}/etcdclient.key", "--data", json.dumps(body), "https://127.0.0.1:2379/v3/kv/range"))
    for entry in answer.get("kvs", []):
        yield base64.b64decode(entry["key"]).decode(), base64.b64decode(entry["value"])


def _read(cluster: Cluster) -> str:
    return base64.b64decode(cluster.admin.get("secret", "bench-encrypted")["data"]["word"]).decode()


def _is_encrypted(cluster: Cluster) -> None:
    cluster.admin.must("create", "secret", "generic", "bench-encrypted", f"--from-literal=word={MARK}")
    expect(_read(cluster) == MARK, "it is read as something else")
    _all_begin(cluster, f"k8s:enc:{_providers(cluster.master)[0]}")
    cluster.admin.must("create", "configmap", "bench-plain", f"--from-literal=word={MARK}")
    plain = dict(_stored(cluster.master, "/registry/configmaps/default/bench-plain"))
    expect(any(MARK.encode() in value for value in plain.values()), "what is not encrypted is not found in etcd either: nothing is proven")


def _all_begin(cluster: Cluster, with_: str) -> None:
    stored = dict(_stored(cluster.master, SECRETS))
    expect(f"{SECRETS}default/bench-encrypted" in stored, f"etcd has {sorted(stored)}")
    for key, value in stored.items():
        expect(value.startswith(with_.encode()), f"{key} begins with {value[:80]!r} and not with {with_}")
        expect(MARK.encode() not in value, f"{key} is in plain text")


def _status(machine: Machine, path: str) -> str:
    return machine.run("curl", "--silent", "--cacert", f"{CERTS}/ca.crt", "--output", "/dev/null", "--max-time", "10",
                       "--write-out", "%{http_code}", f"https://127.0.0.1:443{path}").stdout


def _comes_later(cluster: Cluster) -> None:
    """As after a boot, when the kubelet starts all static pods at once."""
    machine = cluster.master
    (manifest,) = machine.path(MANIFESTS).glob("azure-kms-*.yaml")
    text = manifest.read_bytes()
    manifest.unlink()
    wait_for("the plugin's end", 90, lambda: machine.run("pgrep", "-x", "keyvault").returncode)
    machine.must("pkill", "-KILL", "-x", "kube-apiserver")
    live = "/livez?exclude=kms-providers"
    wait_for("the API server to be gone", 30, lambda: _status(machine, live) != "200")
    # It waits a minute for what it cannot read: the start-up hook `storage-readiness`.
    wait_for("the API server to live", 180, lambda: _status(machine, live) == "200")
    expect(_status(machine, "/readyz") != "200", "it says that it is ready, and can decrypt nothing")
    machine.write(f"{MANIFESTS}/{manifest.name}", text, 0o600)
    wait_for("the API server to be ready", 120, lambda: _status(machine, "/readyz") == "200")
    wait_for("the secret", 60, lambda: cluster.admin.run("get", "secret", "bench-encrypted").returncode == 0)
    expect(_read(cluster) == MARK, "it is read as something else")


def _rotate(cluster: Cluster) -> None:
    def everywhere(*command: str) -> None:
        for machine in cluster.masters:
            machine.must("/opt/slipway/kms", *command, seconds=400)
    old = cluster.master.must("/opt/slipway/kms", "versions").split()
    expect(old == ["1" * 32], f"the versions are {old}")
    everywhere("start", NEW)
    everywhere("read", NEW)
    expect(_read(cluster) == MARK, "with both versions it is read as something else")
    everywhere("write", NEW)
    cluster.master.must("/opt/slipway/kms", "renew", seconds=120)
    _all_begin(cluster, f"k8s:enc:kms:v2:azurekms-{NEW}:")
    everywhere("stop", old[0])
    expect(_read(cluster) == MARK, "with the new version it is read as something else")
    for machine in cluster.masters:
        left = [path.name for path in machine.path(MANIFESTS).glob("azure-kms-*")]
        expect(left == [f"azure-kms-{NEW}.yaml"], f"on {machine.name} there is {left}")
        again = machine.run("/opt/slipway/kms", "stop", NEW)
        expect(again.returncode and NEW in again.stdout + again.stderr, "the only version can be taken away")
