"""Programs of this host with all that they load, to be put into an image."""

import re
import subprocess
from pathlib import Path

# Extensions that iptables opens by name.
XTABLES = Path("/usr/lib/x86_64-linux-gnu/xtables")


def closure(programs: list[str]) -> dict[str, Path]:
    """Path in the image → file here, for the programs, iptables' other names, and their shared libraries."""
    files: dict[str, Path] = {}
    for program in programs:
        files[program] = Path(program).resolve()
        if program.endswith("/iptables"):
            for name in ("iptables-save", "iptables-restore", "ip6tables", "ip6tables-save", "ip6tables-restore"):
                files[f"/usr/sbin/{name}"] = Path(f"/usr/sbin/{name}").resolve()
            files |= {str(path): path.resolve() for path in XTABLES.glob("*.so")}
    for file in list(files.values()):
        listing = subprocess.run(["ldd", file], capture_output=True, text=True).stdout
        for library in re.findall(r"(/\S+) \(0x", listing):
            files[library] = Path(library).resolve()
    return files
