"""What every check may use."""

from dataclasses import dataclass
from pathlib import Path

from .generated import Generated
from .kubectl import Kubectl
from .machine import Machine

KUBECONFIG = "/root/.kube/config"


@dataclass
class Cluster:
    """A booted master and agent, and kubectl as the user's generated kubeconfig."""

    generated: Generated
    master: Machine
    agent: Machine
    containerd: dict[str, Path]
    """containerd's major version → directory of its binaries."""

    @property
    def admin(self) -> Kubectl:
        return Kubectl(self.master, KUBECONFIG)

    @property
    def machines(self) -> list[Machine]:
        return [self.master, self.agent]
