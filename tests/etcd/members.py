"""Masters as network namespaces, each with etcd under the generated flags."""

import os
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CACHE = Path(os.environ.get("SLIPWAY_CACHE") or Path.home() / ".cache/slipway")


def sh(*arguments):
    subprocess.run([str(a) for a in arguments], check=True, stdin=subprocess.DEVNULL)


def binaries(manifest):
    """(etcd, etcdctl) of the manifest's version: the cache's, one of its minor, one built now, or the distribution's."""
    version = re.search(r"etcd:v?(\d+\.\d+\.\d+)", manifest)[1]
    minor = version.rsplit(".", 1)[0]
    exact, near = CACHE / "etcd" / version, sorted(CACHE.glob(f"etcd/{minor}.*"))
    folder = next((f for f in [exact, *near] if (f / "etcd").exists() and (f / "etcdctl").exists()), None)
    if not folder and shutil.which("go"):
        sh(ROOT / "scripts/build-etcd", version)
        folder = exact
    if folder:
        return folder / "etcd", folder / "etcdctl"
    return CACHE / "packages/etcd-server/usr/bin/etcd", CACHE / "packages/etcd-client/usr/bin/etcdctl"


class Member:
    """One master: a network namespace, a root folder, and etcd in them."""

    def __init__(self, number, name, address, output, folder):
        self.name, self.address, self.root, self.process = name, address, folder / name, None
        self.holder = subprocess.Popen(["unshare", "--net", "sleep", "infinity"])
        self.namespace = f"/proc/{self.holder.pid}/ns/net"
        while os.readlink(self.namespace) == os.readlink("/proc/self/ns/net"):
            time.sleep(0.01)
        sh("ip", "link", "add", f"m{number}", "type", "veth", "peer", "name", "eth0", "netns", self.holder.pid)
        sh("ip", "link", "set", f"m{number}", "master", "subnet", "up")
        for command in (f"addr add {address}/12 dev eth0", "link set eth0 up", "link set lo up"):
            sh("nsenter", f"--net={self.namespace}", "ip", *command.split())
        self.place_certificates(number, output)

    def place_certificates(self, number, output):
        """Certificates as they lie on the machine; keys, which only the extension carries, from beside them."""
        certificates = self.root / "etc/kubernetes/certs"
        shutil.copytree(output / "machines/master/etc/kubernetes/certs", certificates)
        for name in ("etcdserver", "etcdclient"):
            shutil.copy(output / f"{name}.key", certificates)
        for kind in ("crt", "key"):
            shutil.copy(output / f"etcdpeer{number}.{kind}", certificates / f"etcdpeer.{kind}")
        for name in ("ca.crt", "kubectlClient.crt", "kubectlClient.key"):
            shutil.copy(output / name, self.root)

    def command(self, manifest, etcd, known):
        """The manifest's own command line: only the program and the folders differ. Also what was left out."""
        text = manifest.replace("@NODE_NAME@", self.name).replace("@NODE_IP@", self.address)
        assert not (unfilled := re.findall(r"@[A-Z_]+@", text)), f"the manifest has {unfilled}"
        container = yaml.safe_load(text)["spec"]["containers"][0]
        flags = [part for part in [*container.get("command", []), *container.get("args", [])] if part.startswith("--")]
        environment = {entry["name"]: entry["value"] for entry in container.get("env", []) if "value" in entry}
        unknown = [flag for flag in flags if flag.split("=")[0] not in known]
        flags = [re.sub(r"=(/(?:etc|var)/)", rf"={self.root}\1", flag) for flag in flags if flag not in unknown]
        return [str(etcd), *flags], environment, unknown

    def start(self, manifest, etcd, known):
        command, environment, unknown = self.command(manifest, etcd, known)
        for flag in command:
            if flag.startswith("--data-dir="):
                Path(flag.split("=", 1)[1]).mkdir(parents=True, exist_ok=True, mode=0o700)
        log = open(self.root / "etcd.log", "ab")
        self.process = subprocess.Popen(["nsenter", f"--net={self.namespace}", *command], stdout=log, stderr=log,
                                        stdin=subprocess.DEVNULL, env=os.environ | environment)
        return unknown

    def kill(self):
        self.process.kill()
        self.process.wait()

    def stop(self):
        for process in filter(None, (self.process, self.holder)):
            process.send_signal(signal.SIGKILL)
            process.wait()
