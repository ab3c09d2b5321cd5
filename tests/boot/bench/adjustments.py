"""Everything in which a machine of the bench differs from the generated files. There is no other place for it.

The bench has no systemd and, on some hosts, only cgroup v1 and no CAP_SYS_RESOURCE; its machines are not the first network
namespace of their kernel, and are not on Azure's network.
"""

import json
import re
from pathlib import Path

import yaml

from .kubectl import Kubectl
from .machine import Machine

CGROUP_V1 = not Path("/sys/fs/cgroup/cgroup.controllers").exists()


def kubelet_configuration(text: str) -> str:
    """cgroupfs, since nothing here runs systemd; and cgroup v1 tolerated where it is what there is."""
    configuration = yaml.safe_load(text)
    configuration["cgroupDriver"] = "cgroupfs"
    if CGROUP_V1:
        configuration["failCgroupV1"] = False
    return yaml.safe_dump(configuration, sort_keys=False)


def containerd_configuration(text: str) -> str:
    """cgroupfs as above; and no lower OOM score than our own, which takes CAP_SYS_RESOURCE."""
    text, count = re.subn(r"(?m)^(\s*)SystemdCgroup\s*=\s*true", r"\1SystemdCgroup = false", text)
    if not count:
        raise RuntimeError("the containerd configuration does not set SystemdCgroup: the generated one has to")
    for plugin in ("io.containerd.cri.v1.runtime", "io.containerd.grpc.v1.cri"):
        header = re.compile(rf"""(?m)^\s*\[plugins\.['"]{re.escape(plugin)}['"]\]\s*$""")
        if header.search(text):
            return header.sub(lambda m: m[0] + "\n  restrict_oom_score_adj = true", text, count=1)
        if plugin in text:
            quote = "'" if f"'{plugin}'" in text else '"'
            return text + f"\n[plugins.{quote}{plugin}{quote}]\n  restrict_oom_score_adj = true\n"
    raise RuntimeError("the containerd configuration has no CRI section")


def kube_proxy_addon(text: str) -> str:
    """conntrack's table as it is: its size belongs to the first network namespace."""
    text, count = re.subn(r"(maxPerCore|min): \d+$", r"\1: 0", text, flags=re.MULTILINE)
    if count != 2:
        raise RuntimeError("the kube-proxy addon does not set conntrack's table as it did")
    return text


CONFIGURATIONS = {
    "/etc/kubernetes/addons/kube-proxy.yaml": kube_proxy_addon,
    "/var/lib/kubelet/config.yaml": kubelet_configuration,
    "/etc/containerd/config.toml": containerd_configuration,
}


def pod_range(number: int) -> str:
    """The pods' range of a machine of the bench, by its place among them."""
    return f"10.244.{number}.0/24"


def pod_network(machines: list[tuple[Machine, str]], has_template: bool) -> None:
    """Routes between the machines, for Azure's route tables need the platform's own network; and, unless containerd has a
    template to make the pods' network from, pod addresses from a bridge: azure-vnet and its kin need that network too.
    `machines`: each with its address."""
    subnets = [pod_range(number) for number in range(len(machines))]
    for (machine, _), subnet in zip(machines, subnets):
        for (_, address), other in zip(machines, subnets):
            if other != subnet:
                machine.must("ip", "route", "add", other, "via", address)
        if has_template:
            continue
        for generated in machine.path("/etc/cni/net.d").glob("*"):
            generated.unlink()
        machine.write("/etc/cni/net.d/10-bench.conflist", json.dumps({
            "cniVersion": "1.0.0", "name": "bench", "plugins": [
                {"type": "bridge", "bridge": "cbr0", "isGateway": True, "ipam": {
                    "type": "host-local", "ranges": [[{"subnet": subnet}]], "routes": [{"dst": "0.0.0.0/0"}]}},
                {"type": "portmap", "capabilities": {"portMappings": True}},
            ]}, indent=2).encode())


def give_pod_range(admin: Kubectl, name: str, pods: str) -> None:
    """What the cloud controller manager does for a new node where it writes routes: it cannot be built here."""
    admin.must("patch", "node", name, "--patch", json.dumps({"spec": {"podCIDR": pods, "podCIDRs": [pods]}}))


def report_route(admin: Kubectl, name: str) -> None:
    """And what it reports when the route to a node's pods is written: until then the node takes no pods."""
    condition = {"type": "NetworkUnavailable", "status": "False", "reason": "RouteCreated", "message": "the bench's own route"}
    admin.must("patch", "node", name, "--subresource=status", "--patch", json.dumps({"status": {"conditions": [condition]}}))


def initialize_node(admin: Kubectl, name: str) -> None:
    """What cloud-node-manager does for a new node, where it cannot be built here."""
    admin.must("taint", "node", name, "node.cloudprovider.kubernetes.io/uninitialized-")
