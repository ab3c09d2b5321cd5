"""What every check may use."""

from dataclasses import dataclass, field
from pathlib import Path

from .generated import Generated
from .kubectl import Kubectl
from .machine import Machine

KUBECONFIG = "/root/.kube/config"


@dataclass
class Cluster:
    """Booted masters and an agent, and kubectl as the user's generated kubeconfig."""

    generated: Generated
    masters: list[Machine]
    agent: Machine
    containerd: dict[str, Path]
    """containerd's major version → directory of its binaries."""
    real_images: set[str] = field(default_factory=set)
    """Names of images that hold the real thing, without registry and tag."""
    placeholders: set[str] = field(default_factory=set)
    """Static pods whose image cannot be built here, so that something that does nothing stands in for it."""

    @property
    def master(self) -> Machine:
        """The first master, on which the user's kubectl runs."""
        return self.masters[0]

    @property
    def admin(self) -> Kubectl:
        return Kubectl(self.master, KUBECONFIG)

    @property
    def machines(self) -> list[Machine]:
        return [*self.masters, self.agent]
