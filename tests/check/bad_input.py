"""Bad input and bad disks: one clear message, the right exit code, never a panic, never half an output."""

import os
import re
import resource
import subprocess
from contextlib import contextmanager, suppress

from bench import ROOT, tool, tree

OURS, USER = 1, 2
EXAMPLE = ROOT / "examples/kubernetes.json"
PLACE = re.compile(r"\.json:\d+:\d+")
PANIC = re.compile(r"panicked|RUST_BACKTRACE|stack overflow|core dumped|internal error", re.I)
MEMORY, SECONDS = 1 << 30, 60


class Case:
    """One run that must fail, and what must be left of it."""

    def __init__(self, bench, name, code, place=False, says=None):
        self.bench, self.name, self.code, self.place, self.says = bench, name, code, place, says
        self.folder = bench.folder / "bad" / name.replace(" ", "-")
        self.folder.mkdir(parents=True)
        self.out = self.folder / "out"

    def definition(self, data):
        path = self.folder / "cluster.json"
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def run(self, *arguments, kept=None, **options):
        """Faults of the run; `kept` is what must stand in the output directory afterwards."""
        limit = lambda: resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))  # noqa: E731
        try:
            made = tool(self.bench.binary, *arguments, timeout=SECONDS, preexec_fn=limit, **options)
        except subprocess.TimeoutExpired:
            yield f"{self.name}: no answer after {SECONDS} s"
            return
        said = made.stderr or ""
        quoted = f"said {said.strip()[:300]!r}"
        if made.returncode != self.code:
            yield f"{self.name}: exit code {made.returncode}, wanted {self.code}; {quoted}"
        if not said.strip() or PANIC.search(said) or len(said) > 4000:
            yield f"{self.name}: no clear message; {quoted}"
        if self.place and not PLACE.search(said):
            yield f"{self.name}: no file, line and column; {quoted}"
        if self.says and self.says not in said:
            yield f"{self.name}: does not say {self.says!r}; {quoted}"
        left = [path.name for path in self.folder.rglob("*") if "stage" in path.name]
        if left:
            yield f"{self.name}: leaves {left}"
        if kept is None and self.out.exists():
            yield f"{self.name}: wrote {self.out.name}"
        if kept is not None and tree(self.out) != kept:
            yield f"{self.name}: what stood in the output directory has changed"


def definitions(good):
    """(name, content, has a place, what it must say) of definitions that are the user's mistakes."""
    lines = good.splitlines(keepends=True)
    name = next(i for i, line in enumerate(lines) if '"dnsPrefix"' in line)
    yield "broken", "".join([*lines[:name], lines[name].replace(":", " ", 1), *lines[name + 1:]]), True, None
    yield "truncated", good[:len(good) // 2], True, None
    yield "empty", "", False, "cluster.json"
    yield "not utf-8", good.encode().replace(b'"dnsPrefix": "', b'"dnsPrefix": "\xff\xfe', 1), True, None
    yield "binary", bytes(range(256)) * 64, False, "cluster.json"
    yield "100 MB of brackets", b"[" * 100_000_000, False, "cluster.json"
    # Small enough to be read, and deeper than any stack.
    yield "brackets", b"[" * 10_000_000, False, "cluster.json"
    yield "objects", b'{"a":' * 2_000_000, False, "cluster.json"
    yield "an array", "[1, 2]", False, "cluster.json"
    yield "unknown key", good.replace('"dnsPrefix"', '"dnsPrefx"', 1), True, "dnsPrefx"
    yield "wrong type", good.replace('"masterProfile": {', '"masterProfile": { "osDiskSizeGB": "large",', 1), True, None
    yield "old release", good.replace('"properties": {', '"properties": { "orchestratorProfile": {"orchestratorRelease": "1.19"},', 1), True, None


@contextmanager
def disk(folder, options):
    """A small disk of its own at a folder."""
    tool("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder, check=True)
    try:
        yield
    finally:
        tool("umount", folder, check=True)


def disks(bench):
    """Full and read-only disks."""
    full = Case(bench, "full disk", OURS)
    with disk(full.folder, "size=128k"):
        yield from full.run("generate", "-o", full.out, EXAMPLE)

    read_only = Case(bench, "read-only disk", OURS)
    with disk(read_only.folder, "ro"):
        yield from read_only.run("generate", "-o", read_only.out, EXAMPLE)

    kept = Case(bench, "full disk with an older output", OURS)
    with disk(kept.folder, "size=64m"):
        bench.generate("-o", kept.out, EXAMPLE, check=True)
        with open(kept.folder / "filler", "wb", buffering=0) as filler, suppress(OSError):
            while filler.write(bytes(4096)):
                pass
        yield from kept.run("generate", "-o", kept.out, EXAMPLE, kept=tree(kept.out))


def check(bench):
    good, faults, cases = EXAMPLE.read_text(), [], 0

    def run(case, *arguments, **options):
        nonlocal cases
        cases += 1
        faults.extend(case.run(*arguments, **options))

    for name, content, place, says in definitions(good):
        case = Case(bench, name, USER, place, says)
        run(case, "generate", "-o", case.out, path := case.definition(content))
        path.unlink()
    case = Case(bench, "missing file", USER, says="nowhere.json")
    run(case, "generate", "-o", case.out, case.folder / "nowhere.json")
    case = Case(bench, "a directory", USER, says="examples")
    run(case, "generate", "-o", case.out, ROOT / "examples")
    case = Case(bench, "unknown flag", USER, says="--nonsense")
    run(case, "generate", "--nonsense", EXAMPLE, cwd=case.folder)
    case = Case(bench, "no definition", USER)
    run(case, "generate", cwd=case.folder)
    for name, value in (("set without value", "masterProfile.count"), ("set of an unknown key", "masterProfile.cont=3"),
                        ("set beyond a list", "agentPoolProfiles[7].count=3")):
        case = Case(bench, name, USER, says="--set")
        run(case, "generate", "-o", case.out, "--set", value, EXAMPLE)
    case = Case(bench, "a file in place of the output", USER, says="out")
    case.out.write_text("mine")
    run(case, "generate", "-o", case.out, EXAMPLE, kept={})
    if case.out.read_text() != "mine":
        faults.append("a file in place of the output: it has changed")
    case = Case(bench, "refused with an older output", USER, True)
    bench.generate("-o", case.out, EXAMPLE, check=True)
    run(case, "generate", "-o", case.out, case.definition(good[:-9]), kept=tree(case.out))
    with open("/dev/full", "w") as full:
        result = subprocess.run([bench.binary, "get-versions"], stdout=full, stderr=subprocess.PIPE, text=True)
    if result.returncode != OURS or PANIC.search(result.stderr):
        faults.append(f"get-versions to a full disk: exit code {result.returncode}, said {result.stderr[:300]!r}")
    if os.environ.get("SLIPWAY_CHECK_MOUNTS"):
        cases += 3
        faults += disks(bench)
    return faults, f"{cases + 1} cases" + ("" if os.environ.get("SLIPWAY_CHECK_MOUNTS") else ", full disks not tried: no mounts here")


def spoil(bench):
    """A binary that panics, as a whole."""
    binary = bench.folder / "slipway"
    binary.write_text(f'#!/bin/sh\n"{bench.binary}" "$@" || {{ echo "thread main panicked" >&2; exit 101; }}\n')
    binary.chmod(0o755)
    bench.binary = binary
