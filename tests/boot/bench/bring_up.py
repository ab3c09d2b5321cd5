"""From a generated directory to a booted master and agent."""

import re
import subprocess
from ipaddress import IPv4Interface
from pathlib import Path

import yaml

from . import adjustments, cache
from .checks.logs import findings
from .cluster import KUBECONFIG, Cluster
from .generated import Generated, server_of
from .image_set import APP, Image, pause_image, static_pod_images
from .machine import Machine
from .node import furnish, preload
from .report import CheckFailed
from .values import values_for
from .vnet import VirtualNetwork

# The newest of each major that the module proxy has; scripts/build-containerd builds them.
CONTAINERD = {"1": "1.7.35", "2": "2.3.7"}
BOOTSTRAP_SECONDS = 240


class Bench:
    """The machines of one run; `stop` ends them all, whatever came up."""

    def __init__(self, generated: Generated, work: Path) -> None:
        self.generated = generated
        self.work = work
        self.vnet = VirtualNetwork(IPv4Interface("10.255.255.1/8"))
        self.machines: list[Machine] = []

    def start(self) -> Cluster:
        """Two machines with the generated files on them, connected, nothing started yet."""
        generated = self.generated
        containerd = {major: cache.containerd(version) for major, version in CONTAINERD.items()}
        self.vnet.start()
        master = self._machine(f"k8s-master-{generated.cluster_id}-0", "master", containerd["2"])
        # One master is all there is behind the balancer, so it has the balancer's address too.
        self.vnet.attach(master.pid, IPv4Interface(f"{generated.master_address}/8"),
                         [IPv4Interface(f"{self._balancer()}/32")])
        agent = self._machine(f"k8s-{generated.pools[0]}-{generated.cluster_id}-0", generated.pools[0], containerd["2"])
        self.vnet.attach(agent.pid, IPv4Interface("10.240.0.4/8"))
        for number, machine in enumerate(self.machines):
            adjustments.bridge_network(machine, f"10.244.{number}.0/24")

        public_name = re.sub(r"^https://([^:/]+).*$", r"\1", generated.kubeconfig_server)
        hosts = master.path("/etc/hosts")
        hosts.write_text(hosts.read_text() + f"{generated.master_address} {public_name}\n")
        master.write(KUBECONFIG, yaml.safe_dump(generated.kubeconfig).encode(), 0o600)
        return Cluster(generated, master, agent, containerd)

    def bootstrap(self, machine: Machine) -> None:
        """Runs the machine's own bootstrap; ends early when a component's log says that it will never come up."""
        with machine.log("bootstrap.log").open("wb") as log:
            process = subprocess.Popen(machine.inside("/opt/slipway/bootstrap"), stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        waited = 0
        while True:
            try:
                code = process.wait(2)
                break
            except subprocess.TimeoutExpired:
                waited += 2
            if (found := findings(machine)) or waited > BOOTSTRAP_SECONDS:
                process.kill()
                process.wait()
                raise CheckFailed("\n".join(found[:10]) or f"it did not end in {BOOTSTRAP_SECONDS} s")
        if code:
            raise CheckFailed(f"it ended with {code}:\n{machine.log('bootstrap.log').read_text()[-3000:]}")

    def stop(self) -> None:
        for machine in self.machines:
            machine.stop()
        self.vnet.stop()

    def _machine(self, name: str, role: str, containerd: Path) -> Machine:
        machine = Machine(name, self.work)
        self.machines.append(machine)
        machine.start()
        files = self.generated.files(role)
        kubernetes = cache.kubernetes(self.generated.version)
        furnish(machine, files, [kubernetes / "kubelet", kubernetes / "kubectl",
                                 *(containerd / n for n in ("containerd", "containerd-shim-runc-v2", "ctr"))])
        pods = [path for path in files.values() if "/opt/slipway/static-pods/" in str(path)]
        built = [kubernetes] + ([cache.etcd(_etcd_version(pods))] if pods else [])
        preload(machine, [*static_pod_images(pods, built), Image(APP, None, ""),
                          pause_image(machine.path("/etc/containerd/config.toml").read_text())])
        machine.write("/run/slipway/values.json", values_for(self.generated, role), 0o600)
        return machine

    def _balancer(self) -> str:
        kubeconfig = self.generated.files(self.generated.pools[0])["/var/lib/kubelet/bootstrap-kubeconfig"]
        return re.sub(r"^https://([^:/]+).*$", r"\1", server_of(kubeconfig))


def _etcd_version(pods: list[Path]) -> str:
    (etcd,) = [path for path in pods if path.name == "etcd.yaml"]
    image = yaml.safe_load(etcd.read_text())["spec"]["containers"][0]["image"]
    return re.sub(r"^.*:v?([0-9.]+).*$", r"\1", image)
