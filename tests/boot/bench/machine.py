"""A machine: namespaces, cgroups and an overlay of this machine's root file system (see ../machine/root)."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

from .cache import CACHE
from .waiting import wait_for

SCRIPTS = Path(__file__).resolve().parents[1] / "machine"


class Machine:
    def __init__(self, name: str, work: Path) -> None:
        self.name = name
        self.work = work / name
        self._enter: subprocess.Popen[bytes] | None = None
        self.pid = 0

    def start(self) -> None:
        """To be called by the main thread: the machine ends with the thread that started it."""
        self.work.mkdir(parents=True)
        ready = self.work / "ready"
        log = (self.work / "machine.log").open("wb")
        # setpriv: the machine ends with us, however we end.
        self._enter = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", SCRIPTS / "enter", self.name, self.work, ready, CACHE],
                                       stdin=subprocess.DEVNULL, stdout=log, stderr=log)
        wait_for(f"machine {self.name}", 20, ready.exists, self._ended)
        children = Path(f"/proc/{self._enter.pid}/task/{self._enter.pid}/children").read_text()
        self.pid = int(children.split()[0])

    def path(self, inside: str) -> Path:
        """Where a file of the machine is seen from outside."""
        return Path(f"/proc/{self.pid}/root") / inside.lstrip("/")

    def log(self, name: str) -> Path:
        """A file under the machine's /var/log; it stays when the machine is gone."""
        return self.work / "log" / name

    def run(self, *command: str | Path, seconds: float = 60, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        """Runs a command to its end; the caller looks at the exit code."""
        return subprocess.run(self.inside(*command), input=stdin if stdin is not None else "", text=True,
                              capture_output=True, timeout=seconds)

    def must(self, *command: str | Path, seconds: float = 60, stdin: str | None = None) -> str:
        """Runs a command that has to succeed, and returns its standard output."""
        done = self.run(*command, seconds=seconds, stdin=stdin)
        if done.returncode:
            raise RuntimeError(f"on {self.name}, {' '.join(map(str, command))} ended with {done.returncode}:\n"
                               f"{(done.stderr or done.stdout)[-4000:]}")
        return done.stdout

    def write(self, path: str, content: bytes, mode: int = 0o644) -> None:
        target = self.path(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        target.chmod(mode)

    def stop(self) -> None:
        """Ends every process of the machine: they go with its process 1."""
        if not self._enter:
            return
        if self.pid and self._enter.poll() is None:
            signal.pidfd_send_signal(os.pidfd_open(self.pid), signal.SIGKILL)
        elif self._enter.poll() is None:
            self._enter.kill()
        self._enter.wait(20)
        self._remove_cgroups()
        for heavy in ("os-disk", "data-disk"):
            (self.work / heavy).unlink(missing_ok=True)
        shutil.rmtree(self.work / "overlay", ignore_errors=True)

    def inside(self, *command: str | Path) -> list[str]:
        """The command line that runs `command` on the machine."""
        return [str(SCRIPTS / "run"), str(self.work), str(self.pid), *map(str, command)]

    def _ended(self) -> str | None:
        assert self._enter
        if self._enter.poll() is None:
            return None
        return (self.work / "machine.log").read_text()[-2000:] or "it ended"

    def _remove_cgroups(self) -> None:
        listing = self.work / "cgroup-directories"
        for line in listing.read_text().splitlines() if listing.exists() else []:
            top = Path(line)
            for group in sorted((p for p in top.rglob("*") if p.is_dir()), reverse=True):
                _remove_group(group)
            _remove_group(top)


def _remove_group(group: Path) -> None:
    def gone() -> bool:
        try:
            group.rmdir()
        except FileNotFoundError:
            return True
        except OSError:
            return False
        return True
    wait_for(f"the end of {group}", 10, gone)

