"""A virtual network: a network namespace with a bridge, the gateway's address on it, and nothing behind it."""

import subprocess
from ipaddress import IPv4Interface


class VirtualNetwork:
    def __init__(self, gateway: IPv4Interface) -> None:
        self.gateway = gateway
        self._holder: subprocess.Popen[bytes] | None = None

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
        ):
            self._ip(command)

    @property
    def pid(self) -> int:
        assert self._holder
        return self._holder.pid

    def attach(self, pid: int, address: IPv4Interface, extra: list[IPv4Interface] = []) -> None:
        """Gives the network namespace of process `pid` an eth0 with `address`, and a default route to the gateway."""
        port = f"port{address.ip.packed[3]}"
        self._ip(f"link add {port} type veth peer name eth0 netns {pid}")
        self._ip(f"link set {port} master br0 up")
        for each in [address, *extra]:
            self._ip(f"address add {each} dev eth0", pid)
        self._ip("link set eth0 up", pid)
        self._ip(f"route add default via {self.gateway.ip}", pid)

    def stop(self) -> None:
        if self._holder:
            self._holder.kill()
            self._holder.wait(10)

    def _ip(self, arguments: str, pid: int | None = None) -> None:
        subprocess.run(["nsenter", "--net", "--target", str(pid or self.pid), "ip", *arguments.split()],
                       check=True, timeout=10)
