"""Thirty and more secrets in one definition: none comes out where it must not, also when the value itself is what is wrong.

The secret fields are read from the model's own tables, so that a new one that this definition lacks is a fault.
"""

import base64
import json
import re
import secrets as chance

from bench import ROOT, Output, tool
from no_secrets import decoded, faces, layers, material, places

SPEC = ROOT / "crates/slipway-definition/src/spec"
FIELD = re.compile(r'Secret> =\s*"(\w+)"\s*=>\s*(\w+)')
PANIC = re.compile(rb"panicked|RUST_BACKTRACE")
# Not beside the others: `no_secrets` looks for them in the output of these examples.
ELSEWHERE = {"certificate": "service-principal-certificate.json", "etcdEncryptionKey": "encryption-at-rest.json"}
# What must hold secrets: everything else of an output must not.
KEEPERS = re.compile(r"^(apimodel\.json|azuredeploy\.parameters\.json|kubeconfig/.*|.*\.key|[a-z]+_rsa)$")
PROPERTIES = "properties"
# Addresses that are no secrets, and are refused where somebody puts one into them.
ADDRESSES = ["registryMirrors.endpoints", "packageMirror.distributionUrl", "packageMirror.kubernetesUrl",
             "microsoftAptRepositoryURL", "azureCNIURLLinux", "linuxContainerdURL", "customKubeBinaryURL", "extensionProfiles.rootURL"]


def known_fields():
    """Key → what is made of it, of every secret field of the model."""
    found = {}
    for path in sorted(SPEC.glob("*.rs")):
        found |= dict(FIELD.findall(path.read_text()))
    return found


def mark(name):
    """A secret that nothing else can hold by chance, and in which nothing is quoted anywhere."""
    return f"{chance.token_hex(12)}-{name}"


def definition_with_secrets(keys):
    """A definition that has every secret that can be had at once, and name → bytes of each."""
    definition = json.loads((ROOT / "examples/service-principal.json").read_text())
    definition.pop("$schema", None)
    model = definition[PROPERTIES]
    model["masterProfile"]["count"] = 5
    model["certificateProfile"] = keys["certificateProfile"]
    model["bootstrapProfile"] = keys["bootstrapProfile"]
    marks = {name: mark(name) for name in ("secret", "httpProxy", "httpsProxy", "realmPassword", "extensionParameters", "urlQuery", "text", "script", "pool", "other", "last", "clientSecret")}
    model["servicePrincipalProfile"]["secret"] = marks["secret"]
    model.setdefault("linuxProfile", {})["customSearchDomain"] = {
        "name": "corp.example.com", "realmUser": "joiner", "realmPassword": marks["realmPassword"]}
    config = model.setdefault("orchestratorProfile", {}).setdefault("kubernetesConfig", {})
    config["httpProxyConfig"] = {key: f"http://me:{marks[key]}@proxy.example.com:3128" for key in ("httpProxy", "httpsProxy")}
    guid = "11111111-2222-3333-4444-555555555555"
    config.setdefault("addons", []).append({"name": "azure-arc-onboarding", "enabled": True, "config": {
        "tenantID": guid, "subscriptionID": guid, "clientID": guid, "resourceGroup": "arc", "clusterName": "leaks",
        "location": "westeurope", "clientSecret": marks["clientSecret"]}})
    content = {name: f"key = {marks[name]}\n" for name in ("text", "script", "pool", "other", "last")}
    model["masterProfile"]["customFiles"] = [
        {"content": base64.b64encode(content["text"].encode()).decode(), "dest": "/etc/example/text"},
        {"content": base64.b64encode(bytes(range(256))).decode(), "dest": "/etc/example/binary"},
        {"content": base64.b64encode(content["script"].encode()).decode(), "dest": "/etc/example/script", "mode": "0700"}]
    model["agentPoolProfiles"][0]["customFiles"] = [
        {"content": base64.b64encode(content["pool"].encode()).decode(), "dest": "/etc/example/pool"},
        {"content": base64.b64encode(content["other"].encode()).decode(), "dest": "/etc/example/other"},
        {"content": base64.b64encode(content["last"].encode()).decode(), "dest": "/etc/example/last", "mode": "0400"}]
    model["extensionProfiles"] = [{"name": "one", "version": "v1", "rootURL": "https://example.com/", "script": "run.sh",
                                   "extensionParameters": marks["extensionParameters"], "urlQuery": f"sig={marks['urlQuery']}"}]
    model["masterProfile"]["extensions"] = [{"name": "one"}]
    model["agentPoolProfiles"][0]["preProvisionExtension"] = {"name": "one"}
    found = {f"{name} (mark)": {text.encode()} for name, text in marks.items()}
    found["content (binary)"] = {bytes(range(256))}
    for key, value in keys["certificateProfile"].items():
        if key.lower().endswith(("privatekey", "privatekeys")):
            for number, text in enumerate(value if isinstance(value, list) else [value]):
                found[f"{key} {number}"] = material(decoded(text))
    found["tokenSecret"] = {keys["bootstrapProfile"]["tokenSecret"].encode()}
    return definition, found


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


def put(definition, path, value):
    steps = re.findall(r"[^.\[\]]+", path)
    for step in steps[:-1]:
        definition = definition[int(step) if isinstance(definition, list) else step]
    definition[int(steps[-1]) if isinstance(definition, list) else steps[-1]] = value


class Leaks:
    """What has been said and written, looked at for secrets."""

    def __init__(self, found):
        self.faces = {name: {face for raw in raws for face in faces(raw) if len(face) >= 8} for name, raws in found.items()}
        self.faults = []
        self.seen = 0

    def look(self, channel, data):
        self.seen += 1
        if PANIC.search(data):
            self.faults.append(f"{channel}: a panic")
        blob = b"\0".join(layers(data))
        for name, faces_of in self.faces.items():
            if any(face in blob for face in faces_of):
                self.faults.append(f"{channel} holds {name}")

    def run(self, bench, channel, *arguments, stdout=True):
        made = tool(bench.binary, *arguments, text=False, errors=None, timeout=120)
        self.look(f"{channel}: standard error", made.stderr)
        if stdout:
            self.look(f"{channel}: standard output", made.stdout)
        return made


def whole(bench, leaks, definition, folder):
    """The output of the whole definition, and everything that the verbs say of it."""
    path = folder / "cluster.json"
    path.write_text(json.dumps(definition))  # one line: every frame around a mistake shows all of it
    made = leaks.run(bench, "generate", "generate", path, "-o", folder / "out")
    if made.returncode:
        leaks.faults.append(f"generate: exit {made.returncode}: {made.stderr.decode(errors='replace')[:500]}")
        return
    out = Output("leaks", folder / "out", "")
    for name in sorted(p for p in (folder / "out").rglob("*") if p.is_file()):
        relative = str(name.relative_to(folder / "out"))
        if not KEEPERS.match(relative):
            leaks.look(relative, name.read_bytes())
    for place, data in places(out):
        leaks.look(place, data)
    leaks.run(bench, "generate again", "generate", path, "-o", folder / "out")
    leaks.run(bench, "generate --dry-run", "generate", path, "-o", folder / "dry", "--dry-run")
    leaks.run(bench, "network", "network", path)
    leaks.run(bench, "migrate", "migrate", path, stdout=False)  # prints the definition itself
    for form in ("human", "json", "sarif"):
        leaks.run(bench, f"validate --output {form}", "validate", path, "--output", form)


def broken(bench, leaks, definition, paths, folder):
    """Each secret as something that it cannot be; the mark in it must not be repeated."""
    text = mark("broken")
    leaks.faces["the broken value"] = {text.encode()[:16], base64.b64encode(text.encode())[:16]}
    shapes = {"text": text, "quotes": f'"{text}\\u0000', "line break": f"\n{text}\n", "list": [text], "object": {text: text},
              "PEM": f"-----BEGIN PRIVATE KEY-----\n{text}\n-----END PRIVATE KEY-----\n", "misspelt": None}
    for shape, value in shapes.items():
        every = json.loads(json.dumps(definition))
        for path in paths:
            one = json.loads(json.dumps(definition))
            if shape == "misspelt":  # the key is unknown then
                steps, key = path.rsplit(".", 1)
                parent = one
                for step in re.findall(r"[^.\[\]]+", steps):
                    parent = parent[int(step) if isinstance(parent, list) else step]
                parent[key.split("[")[0] + "x"] = text
            else:
                put(one, path, value)
                put(every, path, value)
            file = folder / "broken.json"
            file.write_text(json.dumps(one, indent=1))
            leaks.run(bench, f"generate, {path} is a wrong {shape}", "generate", file, "-o", folder / "broken")
        for indent in (None, 1):
            file.write_text(json.dumps(every, indent=indent))
            for form in ("human", "json", "sarif"):
                leaks.run(bench, f"validate --output {form}, every secret is a wrong {shape}", "validate", file, "--output", form)
    for path in ADDRESSES:
        for address in (f"https://me:{text}@mirror.example.com", f"https://mirror.example.com/?sig={text}"):
            one = json.loads(json.dumps(definition))
            config = one[PROPERTIES]["orchestratorProfile"]["kubernetesConfig"]
            key, _, inner = path.partition(".")
            if key == "extensionProfiles":
                one[PROPERTIES][key][0][inner] = address
            else:
                config[key] = [{"registry": "mcr.microsoft.com", inner: [address]}] if key == "registryMirrors" else {inner: address} if inner else address
            file.write_text(json.dumps(one, indent=1))
            for form in ("human", "json", "sarif"):
                made = leaks.run(bench, f"validate --output {form}, {path} with a password", "validate", file, "--output", form)
                if not made.returncode:
                    leaks.faults.append(f"{path} may have a password")
    good = folder / "good.json"
    good.write_text(json.dumps(definition))
    for path in paths:
        leaks.run(bench, f"validate --set {path}", "validate", good, "--set", f"{path.removeprefix('properties.')}={text}")
    cut = json.dumps(definition)
    for place in range(0, len(cut), max(1, len(cut) // 40)):
        good.write_text(cut[:place])
        leaks.run(bench, f"validate, cut off after {place} characters", "validate", good)


def check(bench):
    folder = bench.folder / f"leaks-{chance.token_hex(4)}"
    folder.mkdir()
    first = folder / "first"
    made = tool(bench.binary, "generate", ROOT / "examples/service-principal.json", "-o", first, "--set", "masterProfile.count=5")
    if made.returncode:
        return [f"generate: {made.stderr[:500]}"], "no keys"
    keys = Output("keys", first, "").model[PROPERTIES]
    definition, found = definition_with_secrets(keys)
    known = {name for name, support in known_fields().items() if support == "Full"}
    paths = list(paths_of(definition, known))
    lacking = known - {re.sub(r"\[\d+\]$", "", path).rsplit(".", 1)[-1] for path in paths}
    leaks = Leaks(found)
    whole(bench, leaks, definition, folder)
    broken(bench, leaks, definition, paths, folder)
    faults = leaks.faults
    faults += [f"the definition has no {name}, a secret of the model" for name in sorted(lacking - ELSEWHERE.keys())]
    if len(found) < 30:
        faults.append(f"only {len(found)} secrets")
    return faults, f"{len(found)} secrets, {leaks.seen} places"


def spoil(bench):
    """A slipway that repeats the proxy's address as it reports."""
    leaky = bench.folder / "leaky"
    leaky.write_text(f"#!/bin/sh\n{bench.binary} \"$@\"\nstatus=$?\ngrep -o 'http://me:[^@]*' \"$2\" >&2\nexit $status\n")
    leaky.chmod(0o755)
    bench.binary = leaky
