"""Everything in which a machine of the bench differs from the generated files. There is no other place for it.

The bench has no systemd and, on some hosts, only cgroup v1 and no CAP_SYS_RESOURCE; it has neither Azure's network nor
its cloud-controller-manager.
"""

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


CONFIGURATIONS = {
    "/var/lib/kubelet/config.yaml": kubelet_configuration,
    "/etc/containerd/config.toml": containerd_configuration,
}


def bridge_network(machine: Machine, subnet: str) -> None:
    """Pod addresses from a bridge: azure-vnet and its kin need the platform's own network."""
    folder = machine.path("/etc/cni/net.d")
    folder.mkdir(parents=True, exist_ok=True)
    for generated in folder.iterdir():
        generated.unlink()
    machine.write("/etc/cni/net.d/10-bench.conflist", f"""{{
  "cniVersion": "1.0.0", "name": "bench", "plugins": [
    {{"type": "bridge", "bridge": "cbr0", "isGateway": true,
      "ipam": {{"type": "host-local", "ranges": [[{{"subnet": "{subnet}"}}]], "routes": [{{"dst": "0.0.0.0/0"}}]}}}},
    {{"type": "portmap", "capabilities": {{"portMappings": true}}}}
  ]
}}
""".encode())


def initialize_node(admin: Kubectl, name: str) -> None:
    """What cloud-node-manager and cloud-controller-manager do for a new node, which need an Azure to ask."""
    admin.must("taint", "node", name, "node.cloudprovider.kubernetes.io/uninitialized-")
