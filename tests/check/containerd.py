"""containerd's configuration: read by containerd itself, which must know every key and keep every value."""

import functools
import json
import re
import sys
from pathlib import Path

from bench import CACHE, Skip, digest, lost, package, tool, tree

try:
    import tomllib
except ModuleNotFoundError:  # before Python 3.11
    import tomli as tomllib


def binaries():
    """Major version → (version, binary) of each containerd at hand."""
    found = [package("containerd", "usr/bin/containerd"), *sorted(CACHE.glob("containerd/*/containerd"))]
    for binary in found:
        version = re.search(r"v?(\d+)\.(\d+)\.\d+", tool(binary, "--version").stdout)
        if version:
            yield int(version[1]), version[0], binary


def leaves(value, key=""):
    """(last key, value) of every setting."""
    if isinstance(value, dict):
        for inner_key, inner in value.items():
            yield from leaves(inner, inner_key)
    else:
        yield key, repr(value)


def runtime_options(value):
    """Keys of the options of every runtime of runc's. containerd hands them to its shim, which ignores what it does not know."""
    if isinstance(value, dict):
        if value.get("runtime_type") not in (None, "", "io.containerd.runc.v2"):
            return
        for key, inner in value.items():
            yield from inner if key == "options" else runtime_options(inner)


@functools.cache
def known_options(binary):
    return set(runtime_options(tomllib.loads(tool(binary, "config", "default").stdout)))


def faults_of(path, binary):
    result = tool(binary, "--config", path, "config", "dump")
    # A newer containerd says that it reads an older file's form; that is no fault, but settings then move.
    said = [line for line in result.stderr.splitlines() if "Configuration migrated from version" not in line]
    if result.returncode or said:
        yield from said or [f"exit {result.returncode}"]
        return
    written, dumped = tomllib.loads(path.read_text()), tomllib.loads(result.stdout)
    if dumped["version"] == written.pop("version"):
        yield from lost(written, dumped)
    else:
        gone = set(leaves(written)) - set(leaves(dumped))
        yield from (f"{key} = {value} is not in what containerd read" for key, value in sorted(gone))
    strange = set(runtime_options(written)) - known_options(binary)
    yield from (f"the option {option} of a runtime is not known" for option in sorted(strange))


def mirror_faults(bench):
    """A pull through every set of mirrors, by the containerd of the distribution's package; the number of sets."""
    containerd, ctr = package("containerd", "usr/bin/containerd"), package("containerd", "usr/bin/ctr")
    faults, seen = [], set()
    for output in bench.outputs:
        mirrors = output.model["properties"]["orchestratorProfile"]["kubernetesConfig"].get("registryMirrors")
        folder = output.machines["master"] / "etc/containerd/certs.d"
        key = digest(b"\0".join([json.dumps(mirrors).encode(), *tree(folder).values()]))
        if not mirrors or key in seen:
            continue
        seen.add(key)
        if tool("unshare", "--mount", "--net", "true").returncode:
            raise Skip("no network namespaces here")
        result = tool("unshare", "--mount", "--net", sys.executable, "-B", Path(__file__).with_name("mirror_pull.py"),
                      containerd, ctr, folder, json.dumps(mirrors))
        said = result.stdout.splitlines() + ([result.stderr.strip()[-300:]] if result.returncode else [])
        faults += [f"{output.name}: {line}" for line in said]
    return faults, len(seen)


def check(bench):
    faults, seen, used, missing = [], set(), set(), set()
    known = list(binaries())
    for output in bench.outputs:
        for role, _, path in output.files("etc/containerd/config.toml"):
            data = path.read_bytes()
            if digest(data) in seen:
                continue
            seen.add(digest(data))
            # Version 3 is containerd 2's form; version 2 is containerd 1's, and 2 still reads it.
            major = {2: 1, 3: 2}.get(tomllib.loads(data.decode()).get("version"))
            readers = [(version, binary) for number, version, binary in known if number == major]
            if major is None:
                faults.append(f"{output.name}, {role}: no version that is known")
            if not readers:
                missing.add(f"containerd {major}")
            for version, binary in readers:
                used.add(version)
                faults += [f"{output.name}, {role}, containerd {version}: {fault}" for fault in faults_of(path, binary)]
    pulled, sets = mirror_faults(bench)
    faults += pulled
    if not seen:
        faults.append("no /etc/containerd/config.toml found")
    elif not used:
        raise Skip(f"{', '.join(sorted(missing))} is not at hand (scripts/build-containerd)")
    told = [f"{len(seen)} different configurations", "read by containerd " + ", ".join(sorted(used))]
    told += [f"images fetched through {sets} sets of mirrors"] if sets else []
    told += [f"{name} is not at hand (scripts/build-containerd): its files are not read" for name in sorted(missing)]
    return faults, "; ".join(told)


def spoil(bench):
    for _, _, path in bench.outputs[0].files("etc/containerd/config.toml"):
        path.write_text(path.read_text().replace("SystemdCgroup", "SystemdCgrup"))
