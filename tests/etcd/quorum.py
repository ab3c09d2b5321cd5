"""A real etcd on every master of a generated cluster: quorum, and whom it refuses."""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from members import ROOT, Member, binaries, sh

BINARY = Path(os.environ.get("SLIPWAY_BINARY") or ROOT / "target/release/slipway")
PATIENCE = 60  # seconds, for a quorum


def slipway(*arguments):
    """What the binary prints; its own words when it fails."""
    made = subprocess.run([BINARY, *arguments], capture_output=True, text=True)
    if made.returncode:
        sys.exit(f"slipway {arguments[0]}: exit code {made.returncode}\n{made.stderr}")
    return made.stdout


class Cluster:
    """All masters of one output, on one bridge."""

    def __init__(self, folder, example):
        output = folder / "output"
        # The newest Kubernetes, whose etcd the boot bench runs too.
        versions = json.loads(slipway("get-versions", "--output=json"))["orchestrators"]
        version = next(row["version"] for row in versions if row["create"])
        slipway("generate", "--output-directory", output, "--set", f"orchestratorProfile.orchestratorVersion={version}", example)
        master = output / "machines/master/opt/slipway"
        listed = re.search(r"^ETCD_INITIAL_CLUSTER=(.*)$", (master / "cluster.env").read_text(), re.M)[1].strip("'\"")
        # What the machine's step fills in on the first start of a cluster.
        self.manifest = (master / "static-pods/etcd.yaml").read_text().replace("@ETCD_INITIAL_CLUSTER@", listed)
        self.manifest = self.manifest.replace("@ETCD_STATE@", "new")
        self.etcd, self.etcdctl = binaries(self.manifest)
        self.known = set(re.findall(r"(?<!\S)--[a-z0-9-]+", subprocess.run([self.etcd, "--help"], capture_output=True, text=True).stdout))
        sh("ip", "link", "add", "subnet", "type", "bridge")
        sh("ip", "link", "set", "subnet", "up")
        members = re.findall(r"([\w.-]+)=https://([0-9.]+):2380", listed)
        self.members = [Member(number, name, address, output, folder) for number, (name, address) in enumerate(members)]

    def start(self, member):
        return member.start(self.manifest, self.etcd, self.known)

    def ctl(self, member, *arguments, certificate="etc/kubernetes/certs/etcdclient", endpoint=None):
        """etcdctl on a master, by default to that master's own etcd and as the API server."""
        flags = [f"--endpoints={endpoint or 'https://127.0.0.1:2379'}", "--dial-timeout=3s", "--command-timeout=5s",
                 f"--cacert={member.root}/etc/kubernetes/certs/etcd-ca.crt"]
        if certificate:
            flags += [f"--cert={member.root}/{certificate}.crt", f"--key={member.root}/{certificate}.key"]
        return subprocess.run(["nsenter", f"--net={member.namespace}", self.etcdctl, *flags, *arguments],
                              capture_output=True, text=True)

    def works(self, member, value):
        """Whether a write and a read through a member succeed."""
        return (self.ctl(member, "put", "key", value).returncode == 0
                and self.ctl(member, "get", "key", "--print-value-only").stdout.strip() == value)

    def wait(self, what):
        until = time.monotonic() + PATIENCE
        while not what() and time.monotonic() < until:
            time.sleep(0.5)
        return what()

    def healthy(self, members):
        return all(self.ctl(member, "endpoint", "health").returncode == 0 for member in members)

    def refuses(self, member, reason, certificate):
        """Whether the server turns a client away, for the reason that it must log."""
        log = Path(member.root / "etcd.log")
        before = log.stat().st_size
        answer = self.ctl(member, "get", "key", endpoint=f"https://{member.address}:2379", certificate=certificate)
        return answer.returncode != 0 and reason in log.read_bytes()[before:].decode()

    def leader(self):
        for member in self.members:
            status = json.loads(self.ctl(member, "endpoint", "status", "--write-out=json").stdout)[0]["Status"]
            if status["leader"] == status["header"]["member_id"]:
                return member


def checks(cluster):
    """(name, passed, detail) in the order in which they build on each other."""
    first, *rest = cluster.members
    unknown = [flag for member in cluster.members for flag in cluster.start(member)]
    version = subprocess.run([cluster.etcd, "--version"], capture_output=True, text=True).stdout.split("\n")[0]
    yield "every flag is known", not unknown or "3.4." in version, f"{version}; left out: {sorted(set(unknown)) or 'none'}"
    yield "quorum forms", cluster.wait(lambda: cluster.healthy(cluster.members)), f"{len(cluster.members)} members"
    yield "a write through one member is read through another", (
        cluster.works(first, "one") and cluster.ctl(rest[-1], "get", "key", "--print-value-only").stdout.strip() == "one"), ""
    # The address of a master, not only loopback, must be in its certificate.
    remote = cluster.ctl(first, "get", "key", endpoint=f"https://{rest[0].address}:2379")
    yield "a member serves its own address", remote.returncode == 0, remote.stderr.strip()
    yield "a client without a certificate is refused", cluster.refuses(first, "client didn't provide a certificate", None), ""
    yield "a client of the cluster's own CA is refused", cluster.refuses(first, "certificate signed by unknown authority", "kubectlClient"), ""

    leader = cluster.leader()
    others = [member for member in cluster.members if member is not leader]
    leader.kill()
    yield "the others go on without the killed leader", cluster.wait(lambda: cluster.works(others[0], "two")), ""
    # As many again as may be missing: this proves that the line before saw a quorum, not a member on its own.
    missing = others[-((len(cluster.members) - 1) // 2):]
    for member in missing:
        member.kill()
    yield "without a quorum nothing is written", not cluster.works(others[0], "three"), ""
    for member in [leader, *missing]:
        cluster.start(member)
    back = cluster.wait(lambda: cluster.healthy(cluster.members))
    yield "members that come back are taken in", back and cluster.works(leader, "four"), ""


def main():
    example = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "examples/kubernetes-3-masters.json"
    counts = {True: 0, False: 0}
    with tempfile.TemporaryDirectory(prefix="slipway-etcd-") as folder:
        cluster = Cluster(Path(folder), example)
        try:
            for name, passed, detail in checks(cluster):
                counts[passed] += 1
                print(f"{'PASS' if passed else 'FAIL'} etcd: {name}" + (f" ({detail})" if detail else ""), flush=True)
                if not passed:
                    for member in cluster.members:
                        log = (member.root / "etcd.log").read_text().splitlines()[-8:]
                        print(f"  {member.name}:", *log, sep="\n    ")
                    break
        finally:
            for member in cluster.members:
                member.stop()
    print(f"{counts[True]} passed, {counts[False]} failed")
    sys.exit(1 if counts[False] else 0)


if __name__ == "__main__":
    main()
