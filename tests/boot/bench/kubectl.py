"""kubectl as a user of one kubeconfig, run on a machine."""

import json
import subprocess

from .machine import Machine


class Kubectl:
    def __init__(self, machine: Machine, kubeconfig: str) -> None:
        self.machine = machine
        self.kubeconfig = kubeconfig

    def run(self, *arguments: str, stdin: str | None = None, seconds: float = 60) -> subprocess.CompletedProcess[str]:
        return self.machine.run("kubectl", f"--kubeconfig={self.kubeconfig}", *arguments, stdin=stdin, seconds=seconds)

    def must(self, *arguments: str, stdin: str | None = None, seconds: float = 60) -> str:
        return self.machine.must("kubectl", f"--kubeconfig={self.kubeconfig}", *arguments, stdin=stdin, seconds=seconds)

    def get(self, *arguments: str) -> dict:
        return json.loads(self.must("get", "--output=json", *arguments))

    def find(self, *arguments: str) -> dict | None:
        """The object, or None while there is none or no server to ask."""
        done = self.run("get", "--output=json", "--ignore-not-found", *arguments)
        return json.loads(done.stdout) if done.returncode == 0 and done.stdout.strip() else None
