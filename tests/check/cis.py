"""The items of the CIS Kubernetes Benchmark against generated machines, the modes of secret files, and the page that lists the items.

`python cis.py` prints the page.
"""

import json
import re
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import yaml

from bench import MANIFESTS, ROOT

ITEMS = tomllib.loads((Path(__file__).parent / "cis.toml").read_text())["items"]
PAGE = ROOT / "docs/security/cis.md"
ENTRY = re.compile(r"createObject\('path', '([^']+)', 'mode', '(\d+)', 'content', (parameters|base64|')")
FLAGS_OF_USERS = ("apiServerConfig", "controllerManagerConfig", "schedulerConfig", "kubeletConfig")


def page():
    lines = ["# CIS Kubernetes Benchmark", "",
             "Each item of version 1.12 on a cluster without settings of your own, and what is there where it is not met to the letter.",
             "`tests/check/run --only cis` holds every line that names a value; the table is `tests/check/cis.toml`.", "",
             "| item | what | here |", "|---|---|---|"]
    for name, item in ITEMS.items():
        lines.append(f"| {name} | {item['what']} | {here(item)} |")
    return "\n".join(lines) + "\n"


def here(item):
    if "why" in item:
        return item["why"]
    if "flag" in item:
        absent = item.get("absent")
        said = "no `{0}`".format(item["flag"]) if absent is True else f"`{item['flag']}` without `{absent}`" if absent else \
            f"`{item['flag']}` has `{item['has']}`" if "has" in item else f"`{item['flag']}={item['is']}`"
    elif "field" in item:
        said = f"`{item['field']}` not set" if item.get("absent") else f"`{item['field']}: {json.dumps(item['is'])}`"
    elif "mode" in item:
        said = f"{item['mode'][1].replace('/opt/slipway/static-pods', '/etc/kubernetes/manifests')}: {item['mode'][2]}"
    elif "owner" in item:
        said = "root:root"
    else:
        said = item["text"][1]
    return f"{said}; {item['note']}" if "note" in item else said


class Machines:
    """What one role's machines get: path → (mode, owner, text), and secrets' modes."""

    def __init__(self, output, role):
        written = yaml.safe_load((output.folder / f"machines/{role}.cloud-config.yaml").read_text())["write_files"]
        self.files = {entry["path"]: (int(entry["permissions"], 8), entry.get("owner", "root:root")) for entry in written}
        self.folder = output.folder / "machines" / role
        self.manifests = output.manifests() if role == "master" else {}
        self.secrets = {}
        for resource in output.template["resources"]:
            for path, mode, _ in ENTRY.findall(json.dumps(resource)):
                self.secrets[path] = int(mode, 8)

    def text(self, path):
        if path.startswith(MANIFESTS) and path in self.manifests:
            return self.manifests[path][1].decode()
        file = self.folder / path.lstrip("/")
        return file.read_text() if file.exists() else None

    def modes(self, pattern):
        found = {path: mode for path, (mode, _) in self.files.items() if fnmatch(path, pattern)}
        return found | {path: mode for path, mode in self.secrets.items() if fnmatch(path, pattern)}

    def flags(self, pod):
        text = self.text(f"/opt/slipway/static-pods/{pod}.yaml")
        command = yaml.safe_load(text)["spec"]["containers"][0]["command"]
        return dict(word.split("=", 1) for word in command if word.startswith("--") and "=" in word)


def fault(item, machines):
    """What is wrong with one item on these machines, or nothing."""
    if "flag" in item:
        value = machines.flags(item["pod"]).get(item["flag"])
        items = (value or "").split(",")
        if item.get("absent") is True:
            return value is not None and f"{item['flag']} is there"
        if "absent" in item:
            return item["absent"] in items and f"{item['flag']} has {item['absent']}"
        if "has" in item:
            return item["has"] not in items and f"{item['flag']} is {value}"
        return value != item["is"] and f"{item['flag']} is {value}"
    if "field" in item:
        value = yaml.safe_load(machines.text("/var/lib/kubelet/config.yaml"))
        for step in item["field"].split("."):
            value = value.get(step) if isinstance(value, dict) else None
        return value is not None if item.get("absent") else value != item["is"] and f"{item['field']} is {value!r}"
    if "mode" in item:
        _, pattern, most = item["mode"]
        modes = machines.modes(pattern)
        if not modes and "kube-proxy" not in pattern:
            return f"there is no {pattern}"
        wide = [f"{path} {mode:04o}" for path, mode in modes.items() if mode & ~int(most, 8)]
        return ", ".join(wide)
    if "owner" in item:
        return ", ".join(path for path, (_, owner) in machines.files.items() if owner != "root:root")
    _, path, text = item["text"]
    written = machines.text(path)
    if written is None:
        return "kube-proxy" not in path and f"there is no {path}"
    if item.get("lacks", "\0") in written:
        return f"{path} has {item['lacks']}"
    if text == "metricsBindAddress":
        return not re.search(r"metricsBindAddress: \"?(127\.0\.0\.1|\[::1\])", written) and "metrics are open"
    return text not in written and f"{path} lacks {text!r}"


def group_of(item):
    return item["mode"][0] if "mode" in item else item.get("owner") or (item["text"][0] if "text" in item else "master" if "pod" in item else "*")


def users_flags(value):
    """Whether a definition has flags of the user's own."""
    if isinstance(value, dict):
        return any(key in FLAGS_OF_USERS and inner or users_flags(inner) for key, inner in value.items())
    return isinstance(value, list) and any(map(users_flags, value))


def check(bench):
    faults, looked = [], 0
    if not PAGE.exists() or PAGE.read_text() != page():
        faults.append(f"{PAGE.relative_to(ROOT)} is not what tests/check/cis.py prints")
    for output in bench.outputs:
        own = {file["dest"] for group in [output.model["properties"]["masterProfile"], *output.model["properties"]["agentPoolProfiles"]]
               for file in group.get("customFiles") or []}
        for resource in output.template["resources"]:
            for path, mode, kind in ENTRY.findall(json.dumps(resource)):
                if kind != "'" and int(mode, 8) & 0o077 and path not in own:
                    faults.append(f"{output.name}: {path}, a secret, has mode {mode}")
        has_flags = users_flags(output.model)
        for role in output.machines:
            if role == "jumpbox":
                continue
            machines = Machines(output, role)
            for name, item in ITEMS.items():
                if "why" in item or group_of(item) not in ("*", role) or has_flags and ("flag" in item or "field" in item):
                    continue
                looked += 1
                if wrong := fault(item, machines):
                    faults.append(f"{output.name}, {role}: {name} ({item['what']}): {wrong}")
    return faults, f"{len(ITEMS)} items, {looked} looked at"


def spoil(bench):
    output = bench.outputs[0]
    role = next(role for role in output.machines if role != "jumpbox")
    path = output.folder / f"machines/{role}/var/lib/kubelet/config.yaml"
    path.write_text(path.read_text().replace("readOnlyPort: 0", "readOnlyPort: 10255"))
    config = output.folder / f"machines/{role}.cloud-config.yaml"
    config.write_text(config.read_text().replace("root:root", "nobody:root"))


if __name__ == "__main__":
    sys.stdout.write(page())
