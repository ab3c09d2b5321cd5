"""From a generated directory to a booted master and agent."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path, PurePosixPath

import yaml

from . import adjustments, cache
from .blueprint import Blueprint, containerd_major
from .checks.logs import fatal
from .cluster import KUBECONFIG, Cluster
from .expression import RESOURCE_GROUP, SUBSCRIPTION
from .generated import Generated
from .image_set import app_image, images_of, pause_image
from .machine import Machine
from .node import extension, furnish, preload, write_files
from .report import CheckFailed
from .vnet import VirtualNetwork

# The newest of each major that the module proxy has; scripts/build-containerd builds them.
CONTAINERD = {"1": "1.7.35", "2": "2.3.7"}
CREDENTIAL_PROVIDER = "sigs.k8s.io/cloud-provider-azure/cmd/acr-credential-provider"
CREDENTIAL_PROVIDER_VERSION = "v1.36.5"
BOOTSTRAP_SECONDS = 240
AGENT_ADDRESS = IPv4Address("10.254.0.4")


class Bench:
    """The machines of one run; `stop` ends them all, whatever came up."""

    def __init__(self, generated: Generated, work: Path) -> None:
        self.generated = generated
        self.work = work
        self.vnet = VirtualNetwork(IPv4Interface("10.255.254.1/8"))
        self.machines: list[Machine] = []
        self.real_images: set[str] = set()
        self.placeholders: set[str] = set()

    def start(self) -> Cluster:
        """Every master and an agent as cloud-init leaves them, connected, nothing started yet."""
        generated = self.generated
        containerd = {major: cache.containerd(version) for major, version in CONTAINERD.items()}
        blueprints = [*generated.masters, generated.agent]
        addresses = [blueprint.address or AGENT_ADDRESS for blueprint in blueprints]
        self.vnet.start()
        self.vnet.serve_metadata(self.work, {str(a): _compute(b) for a, b in zip(addresses, blueprints)})
        for blueprint in blueprints:
            self.machines.append(Machine(blueprint.name, self.work))
            self.machines[-1].start()
        with ThreadPoolExecutor() as pool:
            list(pool.map(lambda pair: self._equip(*pair, containerd[containerd_major(pair[1])]), zip(self.machines, blueprints)))
        for machine, address in zip(self.machines, addresses):
            self.vnet.attach(machine.pid, IPv4Interface(f"{address}/8"))
        if generated.balancer not in addresses:           # one master has no internal balancer before it
            port, backend_port = generated.balancer_rule
            self.vnet.balance(generated.balancer, port, addresses[:-1], backend_port)
        adjustments.pod_network(list(zip(self.machines, map(str, addresses))), generated.has_pod_template)

        *masters, agent = self.machines
        if generated.public_name != str(generated.balancer):    # in a private cluster there is no name to look up
            hosts = masters[0].path("/etc/hosts")
            hosts.write_text(hosts.read_text() + f"{addresses[0]} {generated.public_name}\n")
        masters[0].write(KUBECONFIG, yaml.safe_dump(generated.kubeconfig).encode(), 0o600)
        return Cluster(generated, masters, agent, containerd, self.real_images, self.placeholders)

    def bootstrap_masters(self, cluster: Cluster) -> None:
        """All at once, as a deployment does."""
        with ThreadPoolExecutor() as pool:
            list(pool.map(self.bootstrap, cluster.masters, cluster.generated.masters))

    def bootstrap(self, machine: Machine, blueprint: Blueprint) -> None:
        """Runs what the VM extension runs; ends early when a component's log says that it will never come up."""
        machine.write("/root/extension.sh", extension(blueprint), 0o700)
        with machine.log("extension.log").open("wb") as log:
            process = subprocess.Popen(machine.inside("/bin/sh", "/root/extension.sh"), stdin=subprocess.DEVNULL,
                                       stdout=log, stderr=log)
        waited = 0
        while True:
            try:
                code = process.wait(1)
                break
            except subprocess.TimeoutExpired:
                waited += 1
            if (found := fatal(machine)) or waited > BOOTSTRAP_SECONDS:
                process.kill()
                process.wait()
                raise CheckFailed("\n".join(found[:10]) or f"it did not end in {BOOTSTRAP_SECONDS} s")
        if code:
            raise CheckFailed(f"it ended with {code}: {machine.log('extension.log').read_text()[-3000:]}")

    def stop(self) -> None:
        for machine in self.machines:
            machine.stop()
        self.vnet.stop()

    def _equip(self, machine: Machine, blueprint: Blueprint, containerd: Path) -> None:
        programs = self._programs(containerd)
        furnish(machine, programs)
        write_files(machine, blueprint)
        addons = [image for file in self.generated.master.manifests.values() for image in images_of(file.content) if image.is_real]
        pods = {path: images_of(blueprint.files[path].content) for path in _paths(blueprint, "/opt/slipway/static-pods/")}
        self.real_images |= {image.base for image in sum(pods.values(), addons) if image.is_real}
        self.placeholders |= {PurePosixPath(path).stem for path, images in pods.items() if not all(i.is_real for i in images)}
        pause = pause_image(machine.path("/etc/containerd/config.toml").read_text())
        preload(machine, [pause, app_image(programs["/usr/bin/kubectl"]), *sum(pods.values(), addons)])

    def _programs(self, containerd: Path) -> dict[str, Path]:
        kubernetes = cache.kubernetes(self.generated.version)
        provider = cache.package(CREDENTIAL_PROVIDER, CREDENTIAL_PROVIDER_VERSION)
        assert provider
        return {
            "/usr/bin/kubelet": kubernetes / "kubelet", "/usr/bin/kubectl": kubernetes / "kubectl",
            **{f"/usr/bin/{n}": containerd / n for n in ("containerd", "containerd-shim-runc-v2", "ctr")},
            "/var/lib/kubelet/credential-provider/acr-credential-provider": provider,
        }


def _paths(blueprint: Blueprint, folder: str) -> list[str]:
    return [path for path in blueprint.files if path.startswith(folder)]


def _compute(blueprint: Blueprint) -> dict[str, str]:
    """What the instance metadata service says of a machine."""
    scale_set = "" if blueprint.address else blueprint.name[:-6]
    name = f"{scale_set}_0" if scale_set else blueprint.name
    kind = f"virtualMachineScaleSets/{scale_set}/virtualMachines/0" if scale_set else f"virtualMachines/{name}"
    return {
        "name": name, "vmScaleSetName": scale_set, "vmSize": "Standard_D2s_v5", "location": RESOURCE_GROUP["location"],
        "zone": "", "platformFaultDomain": "0", "platformUpdateDomain": "0", "osType": "Linux", "azEnvironment": "AzurePublicCloud",
        "subscriptionId": SUBSCRIPTION["subscriptionId"], "resourceGroupName": RESOURCE_GROUP["name"],
        "resourceId": f"{RESOURCE_GROUP['id']}/providers/Microsoft.Compute/{kind}",
    }
