"""Thirty and more secrets in one definition: none comes out where it must not, also when the value itself is what is wrong.

The secret fields are read from the model's own tables, so that a new one that the definitions lack is a fault. Every channel
that is looked at is then given a secret (planted.py), which has to be found.
"""

import base64
import json
import re
import secrets as chance

from bench import ROOT, Output, tool
from no_secrets import faces, layers, places
from planted import blind_channels
from secret_definitions import mark, with_certificate, with_password

SPEC = ROOT / "crates/slipway-definition/src/spec"
FIELD = re.compile(r'Secret> =\s*"(\w+)"\s*=>\s*(\w+)')
PANIC = re.compile(rb"panicked|RUST_BACKTRACE")
# What must hold secrets: everything else of an output must not.
KEEPERS = re.compile(r"^(apimodel\.json|azuredeploy\.parameters\.json|kubeconfig/.*|.*\.key|[a-z]+_rsa)$")
PROPERTIES = "properties"
# Addresses that are no secrets, and are refused where somebody puts one into them.
ADDRESSES = ["registryMirrors.endpoints", "packageMirror.distributionUrl", "packageMirror.kubernetesUrl",
             "microsoftAptRepositoryURL", "azureCNIURLLinux", "linuxContainerdURL", "customKubeBinaryURL", "extensionProfiles.rootURL"]
FORMS = ("human", "json", "sarif")


def known_fields():
    """Key → what is made of it, of every secret field of the model."""
    found = {}
    for path in sorted(SPEC.glob("*.rs")):
        found |= dict(FIELD.findall(path.read_text()))
    return found


def paths_of(value, names, where=""):
    """`--set` paths of every secret value of a definition."""
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else []:
        path = f"{where}[{key}]" if isinstance(key, int) else f"{where}.{key}" if where else key
        if key in names and isinstance(inner, str):
            yield path
        elif key in names and isinstance(inner, list):
            yield from (f"{path}[{index}]" for index in range(len(inner)))
        else:
            yield from paths_of(inner, names, path)


def parent_of(definition, path):
    """What holds the value of a path, and its key or index there."""
    *steps, last = re.findall(r"[^.\[\]]+", path)
    for step in steps:
        definition = definition[int(step) if isinstance(definition, list) else step]
    return definition, int(last) if isinstance(definition, list) else last


def put(definition, path, value):
    parent, key = parent_of(definition, path)
    parent[key] = value


class Leaks:
    """What has been said and written, looked at for secrets."""

    def __init__(self, found):
        self.faces = {name: {face for raw in raws for face in faces(raw) if len(face) >= 8} for name, raws in found.items()}
        self.faults = []
        self.seen = 0
        self.streams = {}

    def look(self, channel, data):
        self.seen += 1
        if PANIC.search(data):
            self.faults.append(f"{channel}: a panic")
        blob = b"\0".join(layers(data))
        for name, faces_of in self.faces.items():
            if any(face in blob for face in faces_of):
                self.faults.append(f"{channel} holds {name}")

    def run(self, bench, kind, *arguments, detail="", stdout=True):
        """Runs slipway and looks at its streams; the first run of each kind is kept for planted.py."""
        self.streams.setdefault((kind, stdout), arguments)
        made = tool(bench.binary, *arguments, text=False, errors=None, timeout=120)
        self.look(f"{kind}{detail}: standard error", made.stderr)
        if stdout:
            self.look(f"{kind}{detail}: standard output", made.stdout)
        return made

    def output(self, folder):
        """An output directory, without the files whose business secrets are."""
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            relative = str(path.relative_to(folder))
            if not KEEPERS.match(relative):
                self.look(relative, path.read_bytes())
        for place, data in places(Output("leaks", folder, "")):
            self.look(place, data)


def whole(bench, leaks, definition, folder):
    """The output of the whole definition, and everything that the verbs say of it."""
    folder.mkdir()
    path = folder / "cluster.json"
    path.write_text(json.dumps(definition))  # one line: every frame around a mistake shows all of it
    made = leaks.run(bench, "generate", "generate", path, "-o", folder / "out")
    if made.returncode:
        leaks.faults.append(f"generate: exit {made.returncode}: {made.stderr.decode(errors='replace')[:500]}")
        return None
    leaks.output(folder / "out")
    leaks.run(bench, "generate again", "generate", path, "-o", folder / "out")
    leaks.run(bench, "generate --debug", "--debug", "generate", path, "-o", folder / "debug")
    leaks.run(bench, "generate --dry-run", "generate", path, "-o", folder / "dry", "--dry-run")
    leaks.run(bench, "network", "network", path)
    leaks.run(bench, "migrate", "migrate", path, stdout=False)  # prints the definition itself
    leaks.run(bench, "migrate --output json", "migrate", path, "--output", "json", "-o", folder / "migrated.json")
    for form in FORMS:
        leaks.run(bench, f"validate --output {form}", "validate", path, "--output", form)
    return folder / "out"


def broken(bench, leaks, definition, paths, folder):
    """Each secret as something that it cannot be; the mark in it must not be repeated."""
    text = mark("broken")
    leaks.faces["the broken value"] = {text.encode()[:16], base64.b64encode(text.encode())[:16]}
    shapes = {"text": text, "quotes": f'"{text}\\u0000', "line break": f"\n{text}\n", "list": [text], "object": {text: text},
              "PEM": f"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n", "misspelt": None}
    file = folder / "broken.json"
    for shape, value in shapes.items():
        every = json.loads(json.dumps(definition))
        for path in paths:
            one = json.loads(json.dumps(definition))
            if shape == "misspelt":  # the key is unknown then
                parent, key = parent_of(one, path.split("[")[0] if path.endswith("]") else path)
                parent[f"{key}x"] = text
            else:
                put(one, path, value)
                put(every, path, value)
            file.write_text(json.dumps(one, indent=1))
            leaks.run(bench, "generate, a wrong value", "generate", file, "-o", folder / "broken", detail=f", {path} is a wrong {shape}")
        for indent in (None, 1):
            file.write_text(json.dumps(every, indent=indent))
            for form in FORMS:
                leaks.run(bench, f"validate --output {form}, wrong values", "validate", file, "--output", form,
                          detail=f", every secret is a wrong {shape}")
    file.write_text(json.dumps(definition))
    for path in paths:
        leaks.run(bench, "validate --set", "validate", file, "--set", f"{path.removeprefix('properties.')}={text}", detail=f" {path}")
    return text


def addresses(bench, leaks, definition, text, folder):
    """Passwords in addresses that have no place for them."""
    file = folder / "address.json"
    for path in ADDRESSES:
        for address in (f"https://me:{text}@mirror.example.com", f"https://mirror.example.com/?sig={text}"):
            one = json.loads(json.dumps(definition))
            config = one[PROPERTIES]["orchestratorProfile"]["kubernetesConfig"]
            key, _, inner = path.partition(".")
            if key == "extensionProfiles":
                one[PROPERTIES][key][0][inner] = address
            else:
                mirrors = [{"registry": "mcr.microsoft.com", inner: [address]}]
                config[key] = mirrors if key == "registryMirrors" else {inner: address} if inner else address
            file.write_text(json.dumps(one, indent=1))
            for form in FORMS:
                made = leaks.run(bench, f"validate --output {form}, a password in an address", "validate", file, "--output", form,
                                 detail=f", {path}")
                if not made.returncode:
                    leaks.faults.append(f"{path} may have a password")


def cut(bench, leaks, definition, folder):
    """The definition, broken off at many places."""
    file, text = folder / "cut.json", json.dumps(definition)
    for place in range(0, len(text), max(1, len(text) // 40)):
        file.write_text(text[:place])
        leaks.run(bench, "validate, cut off", "validate", file, detail=f" after {place} characters")


def check(bench):
    folder = bench.folder / f"leaks-{chance.token_hex(4)}"
    folder.mkdir()
    first = folder / "first"
    made = tool(bench.binary, "generate", ROOT / "examples/service-principal.json", "-o", first, "--set", "masterProfile.count=5")
    if made.returncode:
        return [f"generate: {made.stderr[:500]}"], "no keys"
    definition, found = with_password(Output("keys", first, "").model[PROPERTIES])
    other, others = with_certificate(definition, found)
    known = {name for name, support in known_fields().items() if support == "Full"}
    paths, others_paths = (list(paths_of(each, known)) for each in (definition, other))
    lacking = known - {re.sub(r"\[\d+\]$", "", path).rsplit(".", 1)[-1] for path in paths + others_paths}
    faults = [f"the definitions have no {name}, a secret of the model" for name in sorted(lacking)]
    if len(found) < 30:
        faults.append(f"only {len(found)} secrets")

    leaks = Leaks(found)
    out = whole(bench, leaks, definition, folder / "password")
    text = broken(bench, leaks, definition, paths, folder)
    addresses(bench, leaks, definition, text, folder)
    cut(bench, leaks, definition, folder)
    second = Leaks(others)
    whole(bench, second, other, folder / "certificate")
    broken(bench, second, other, sorted(set(others_paths) - set(paths)), folder)
    faults += leaks.faults + second.faults
    tried = 0
    if not faults:  # else there is enough to say
        tried, blind = blind_channels(bench, lambda: Leaks(found), leaks.streams, out, found, KEEPERS)
        faults += blind
    return faults, f"{len(found | others)} secrets, {leaks.seen + second.seen} places, {tried} kinds of them tried with a secret"


def spoil(bench):
    """A slipway that repeats the proxy's address as it reports."""
    leaky = bench.folder / "leaky"
    leaky.write_text(f"#!/bin/sh\n{bench.binary} \"$@\"\nstatus=$?\ngrep -o 'http://me:[^@]*' \"$2\" >&2\nexit $status\n")
    leaky.chmod(0o755)
    bench.binary = leaky
