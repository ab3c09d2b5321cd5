"""What every check may use."""

from dataclasses import dataclass, field
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
    real_images: set[str] = field(default_factory=set)
    """Names of images that hold the real thing, without registry and tag."""
    placeholders: set[str] = field(default_factory=set)
    """Static pods whose image cannot be built here, so that something that does nothing stands in for it."""

    @property
    def admin(self) -> Kubectl:
        return Kubectl(self.master, KUBECONFIG)

    @property
    def machines(self) -> list[Machine]:
        return [self.master, self.agent]
