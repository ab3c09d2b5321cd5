"""The generated outputs that the checks look at, and the tools that they call."""

import base64
import copy
import gzip
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
CACHE = Path(os.environ.get("SLIPWAY_CACHE") or Path.home() / ".cache/slipway")
BINARY = Path(os.environ.get("SLIPWAY_BINARY") or ROOT / "target/release/slipway")


# The masters' files of this folder come as an archive in this parameter, not in customData.
MANIFESTS, ARCHIVE = "/etc/kubernetes/addons", "addonManifests"


class Skip(Exception):
    """A check that cannot run here, and why."""


def tool(*arguments, **options):
    """Runs a tool without standard input; its result with text output."""
    options = {"stdin": subprocess.DEVNULL, "text": True, "errors": "replace"} | options
    return subprocess.run([str(a) for a in arguments], capture_output=True, **options)


def package(name, binary):
    """A binary that scripts/setup-checks unpacked, or the one in PATH."""
    path = CACHE / "packages" / name / binary
    found = path if path.exists() else shutil.which(Path(binary).name)
    if not found:
        raise Skip(f"no {Path(binary).name}; run scripts/setup-checks")
    return found


def digest(data):
    """Names content, so that the same file of many outputs is looked at once."""
    return hashlib.sha256(data).hexdigest()


def lost(written, seen, where=""):
    """Settings that a tool, which was given them, does not show again as they were written."""
    if isinstance(written, dict) and isinstance(seen, dict):
        for key, value in written.items():
            if value or key in seen:
                yield from lost(value, seen.get(key), f"{where}.{key}" if where else key)
    elif isinstance(written, list) and isinstance(seen, list) and len(written) == len(seen):
        for number, pair in enumerate(zip(written, seen)):
            yield from lost(*pair, f"{where}[{number}]")
    elif written != seen:
        yield f"{where} = {written!r:.80} is read as {seen!r:.80}"


def stays_in_vault(text):
    """Whether a value is the path of a secret in a key vault, and not the secret."""
    return text.startswith("/subscriptions/") and "/secrets/" in text


def texts_in(value):
    """Every string inside a JSON value."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (list, dict)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from texts_in(inner)


def tree(folder):
    """Relative path → bytes of every file."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@dataclass
class Output:
    """One output directory."""

    name: str
    folder: Path
    minor: str

    def json(self, name):
        return json.loads((self.folder / name).read_bytes())

    @cached_property
    def template(self):
        return self.json("azuredeploy.json")

    @cached_property
    def parameters(self):
        return self.json("azuredeploy.parameters.json")["parameters"]

    @cached_property
    def model(self):
        return self.json("apimodel.json")

    @property
    def machines(self):
        """Role → folder with the files of its machines."""
        return {p.name: p for p in sorted((self.folder / "machines").iterdir()) if p.is_dir()}

    def files(self, pattern="**/*"):
        """(role, path on the machine, file) of every file of a machine."""
        for role, folder in self.machines.items():
            for path in sorted(folder.glob(pattern)):
                if path.is_file():
                    yield role, "/" + str(path.relative_to(folder)), path

    def custom_data(self):
        """(resource name, base64 text) of every machine or scale set."""
        def walk(value, name):
            if isinstance(value, dict):
                name = value["name"] if "type" in value and "apiVersion" in value else name
                for key, inner in value.items():
                    if key == "customData":
                        yield name, inner
                    else:
                        yield from walk(inner, name)
            elif isinstance(value, list):
                for inner in value:
                    yield from walk(inner, name)
        return list(walk(self.template["resources"], ""))

    def manifests(self):
        """Path on a master → (mode, bytes) of the addons' manifests, out of the archive."""
        packed = base64.b64decode(self.parameters[ARCHIVE]["value"], validate=True)
        with tarfile.open(fileobj=io.BytesIO(packed), mode="r:gz") as archive:
            return {f"{MANIFESTS}/{entry.name}": (entry.mode, archive.extractfile(entry).read()) for entry in archive}

    @staticmethod
    def unpack(custom_data):
        """customData as the machine sees it."""
        return gzip.decompress(base64.b64decode(custom_data, validate=True))


@dataclass
class Bench:
    """A folder of outputs and the binary that made them."""

    folder: Path
    examples: list
    outputs: list = field(default_factory=list)
    binary: Path = BINARY

    def generate(self, *arguments, **options):
        """Runs `slipway generate`."""
        return tool(self.binary, "generate", *arguments, **options)

    def minors(self):
        """Kubernetes minors that a new cluster may have."""
        listed = json.loads(tool(self.binary, "get-versions", "--output", "json").stdout)["orchestrators"]
        return sorted((row["version"].rsplit(".", 1)[0] for row in listed if row["create"]), key=lambda minor: int(minor[2:]))

    def generate_all(self):
        """Each example for each minor, or only for the one that it asks; the refusals."""
        refused = []
        minors = self.minors()
        for example in self.examples or sorted((ROOT / "examples").glob("*.json")):
            asked = re.search(r'"orchestrator(?:Release|Version)"\s*:\s*"v?(1\.\d+)', example.read_text())
            for minor in [asked[1]] if asked else minors:
                name = f"{example.stem}@{minor}"
                release = [] if asked else ["--set", f"orchestratorProfile.orchestratorRelease={minor}"]
                made = self.generate(example, "-o", self.folder / name, *release)
                if made.returncode:
                    refused.append(f"{name}: exit {made.returncode}: {made.stderr.strip()}")
                else:
                    self.outputs.append(Output(name, self.folder / name, minor))
        return refused

    def copy_of_first(self, folder):
        """A bench of its own with a copy of the first output, to be spoiled."""
        first = self.outputs[0]
        shutil.copytree(first.folder, folder / first.name)
        spoiled = copy.copy(self)
        spoiled.folder, spoiled.outputs = folder, [Output(first.name, folder / first.name, first.minor)]
        return spoiled
