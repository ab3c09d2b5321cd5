"""Puts a secret into each channel that `leaks` looks at, which has to find it there.

A stream gets it from a program that calls slipway and says it after it; a file of the output has it written into a copy.
"""

import base64
import dataclasses
import gzip
import io
import itertools
import json
import shutil
import tarfile

from bench import ARCHIVE, Output

# How a secret may be written: each channel is given another one of these, in turn.
WRITTEN = {
    "as it is": lambda raw: raw,
    "base64": base64.b64encode,
    "base64, one byte on": lambda raw: base64.b64encode(b"x" + raw),
    "base64, two bytes on": lambda raw: base64.b64encode(b"xy" + raw),
    "hexadecimal": lambda raw: raw.hex().encode(),
    "base64 of base64": lambda raw: base64.b64encode(base64.b64encode(bytes(60) + raw)),
}


def kind_of(relative):
    """What kind of file of an output directory this is."""
    if relative.endswith(".cloud-config.yaml"):
        return "a cloud-config"
    if relative.startswith("machines/"):
        return "a step" if "/steps/" in relative else "a file of a machine"
    return relative if relative == "azuredeploy.json" else f"a file {relative.partition('.')[2]}"


def into_file(folder, relative, text):
    path = folder / relative
    if relative == "azuredeploy.json":
        template = json.loads(path.read_text())
        template.setdefault("outputs", {})["planted"] = {"type": "string", "value": text.decode()}
        path.write_text(json.dumps(template))
    else:
        path.write_bytes(path.read_bytes() + b"\n" + text)


def into_custom_data(folder, text):
    path = folder / "azuredeploy.json"
    _, data = Output("planted", folder, "").custom_data()[0]
    packed = base64.b64encode(gzip.compress(Output.unpack(data) + b"\n" + text)).decode()
    path.write_text(path.read_text().replace(data, packed))


def into_archive(folder, text):
    """A further manifest in the masters' archive."""
    path = folder / "azuredeploy.parameters.json"
    parameters = json.loads(path.read_text())
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as archive:
        entry = tarfile.TarInfo("planted.yaml")
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
    parameters["parameters"][ARCHIVE]["value"] = base64.b64encode(packed.getvalue()).decode()
    path.write_text(json.dumps(parameters))


def files_to_plant(out, keepers):
    """Kind → what writes a text into the first file of that kind."""
    found = {"customData": into_custom_data, "the archive of manifests": into_archive}
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        relative = str(path.relative_to(out))
        if not keepers.match(relative):
            found.setdefault(kind_of(relative), lambda folder, text, relative=relative: into_file(folder, relative, text))
    return found


def blind_channels(bench, new, streams, out, found, keepers):
    """How many channels were tried, and those in which a secret is not found."""
    tried, blind = 0, []
    secrets = itertools.cycle(sorted((name, sorted(raws)[0]) for name, raws in found.items()))
    forms = itertools.cycle(WRITTEN.items())

    def tell(what, how, name, leaks):
        if not any(fault.endswith(f"holds {name}") for fault in leaks.faults):
            blind.append(f"{what}: {name}, {how}, is not found there")

    loud = bench.folder / "loud"
    for (kind, stdout), arguments in streams.items():
        for stream in ("standard error", "standard output") if stdout else ("standard error",):
            (name, raw), (how, write) = next(secrets), next(forms)
            (bench.folder / "said").write_bytes(write(raw))
            to = ">&2" if stream == "standard error" else ""
            loud.write_text(f"#!/bin/sh\n'{bench.binary}' \"$@\"\nstatus=$?\ncat '{bench.folder}/said' {to}\nexit $status\n")
            loud.chmod(0o755)
            leaks = new()
            leaks.run(dataclasses.replace(bench, binary=loud), kind, *arguments, stdout=stdout)
            tell(f"{kind}: {stream}", how, name, leaks)
            tried += 1
    for kind, plant in files_to_plant(out, keepers).items():
        (name, raw), (how, write) = next(secrets), next(forms)
        if kind == "azuredeploy.json" and how == "as it is":
            how, write = next(forms)  # JSON holds text alone
        folder = bench.folder / "planted"
        shutil.copytree(out, folder)
        plant(folder, write(raw))
        leaks = new()
        leaks.output(folder)
        tell(kind, how, name, leaks)
        shutil.rmtree(folder)
        tried += 1
    return tried, blind
