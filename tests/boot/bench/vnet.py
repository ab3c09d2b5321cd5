"""A virtual network: a network namespace with a bridge, the gateway's address on it, and nothing behind it."""

import json
import subprocess
import sys
from ipaddress import IPv4Address, IPv4Interface
from pathlib import Path

from . import metadata_service


class VirtualNetwork:
    def __init__(self, gateway: IPv4Interface) -> None:
        self.gateway = gateway
        self._holder: subprocess.Popen[bytes] | None = None
        self._metadata: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # The holder ends with us: it waits for the end of its input.
        self._holder = subprocess.Popen(["unshare", "--net", "cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._holder.stdin and self._holder.stdout
        self._holder.stdin.write(b"ready\n")
        self._holder.stdin.flush()
        self._holder.stdout.readline()
        for command in (
            "link set lo up",
            "link add br0 type bridge",
            f"address add {self.gateway} dev br0",
            "link set br0 up",
            "route add prohibit default",          # said by ICMP, so that nobody waits for an answer
        ):
            self._ip(command)
        subprocess.run(["nsenter", "--net", "--target", str(self.pid), "sysctl", "-qw",
                        "net.ipv4.ip_forward=1", "net.ipv4.icmp_ratelimit=0"], check=True)

    @property
    def pid(self) -> int:
        assert self._holder
        return self._holder.pid

    def attach(self, pid: int, address: IPv4Interface) -> None:
        """Gives the network namespace of process `pid` an eth0 with `address`, and a default route to the gateway."""
        port = f"port{address.ip.packed.hex()}"
        self._ip(f"link add {port} type veth peer name eth0 netns {pid}")
        self._ip(f"link set {port} master br0 up")
        self._ip(f"address add {address} dev eth0", pid)
        self._ip("link set eth0 up", pid)
        self._ip(f"route add default via {self.gateway.ip}", pid)

    def balance(self, front: IPv4Address, port: int, backs: list[IPv4Address], backend_port: int) -> None:
        """Leads TCP to an address and port of a balancer to machines in turn, as the rule of an internal balancer does."""
        members = ", ".join(f"{number} : {address}" for number, address in enumerate(backs))
        self._ip(f"address add {front}/32 dev br0")
        rules = f"""table ip balancer {{
            chain in {{ type nat hook prerouting priority dstnat; ip daddr {front} tcp dport {port} dnat to numgen inc mod {len(backs)} map {{ {members} }} : {backend_port}; }}
            chain out {{ type nat hook postrouting priority srcnat; ct original ip daddr {front} masquerade; }}
        }}"""
        subprocess.run(["nsenter", "--net", "--target", str(self.pid), "nft", "--file", "-"], input=rules, text=True, check=True)

    def serve_metadata(self, work: Path, machines: dict[str, dict]) -> None:
        """Starts the instance metadata service; `machines` is address → what it says of the one that has it."""
        self._ip(f"address add {metadata_service.ADDRESS}/32 dev br0")
        listing = work / "metadata.json"
        listing.write_text(json.dumps(machines))
        with (work / "metadata.log").open("wb") as log:
            self._metadata = subprocess.Popen(
                ["nsenter", "--net", "--target", str(self.pid), sys.executable, metadata_service.__file__, listing],
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def stop(self) -> None:
        for process in (self._metadata, self._holder):
            if process:
                process.kill()
                process.wait(10)

    def _ip(self, arguments: str, pid: int | None = None) -> None:
        subprocess.run(["nsenter", "--net", "--target", str(pid or self.pid), "ip", *arguments.split()],
                       check=True, timeout=10)
