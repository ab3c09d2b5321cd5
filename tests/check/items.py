"""What an item of a benchmark asks, and whether generated machines have it.

An item has `what` it is about and one of these forms, or `why` there is none of them and what is there instead:

pod + flag      a static pod's flag `is` that, `has` that among its items, or, with `absent`, is not there or has not that
field           of the kubelet's configuration file: `is`, or `absent`; `option` is its flag, which must not stand beside it
option          the kubelet is not given that flag
mode            [pattern, the most that the files' permissions may be]
owner           of every file
text            [path, expression that is in it]
manifests       one of PODS: nothing in the addons' manifests and static pods is like that, `but` these
readers         roles and bindings in the manifests that let somebody read all Secrets, of the cluster or of a namespace
all             a list of these

Beside it: `on`, the machines (`master`, `agent`, without it all that have such files); `optional`, the file need not be there;
`asked`, only where a definition has one of these settings; `locked`, flags of the user's do not change it; `says`, what the page
says in place of the expression; `note`.
"""

import json
import re
from fnmatch import fnmatch
from functools import cached_property, lru_cache

import yaml

from bench import MANIFESTS

ENTRY = re.compile(r"createObject\('path', '([^']+)', 'mode', '(\d+)', 'content', (parameters|base64|')")
STATIC_PODS = "/opt/slipway/static-pods"
READING = ("cluster-admin", "admin", "edit")  # roles of Kubernetes' own that read Secrets
OF_MASTERS = ("pod", "manifests", "readers")


@lru_cache(maxsize=256)
def parsed(text):
    """The documents of a YAML file. Nobody may change them: the next output that has the same text gets the same ones."""
    return tuple(document for document in yaml.load_all(text, yaml.CSafeLoader) if document)


def walk(value):
    """Every mapping inside a value."""
    if isinstance(value, dict):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(inner)


@lru_cache(maxsize=256)
def traits(text):
    """What the manifests in a text have that an item may ask about; found once for each text."""
    found = {trait: set() for trait in ("namespaces", "secrets in variables", "host ports", "images", "dashboard", "readers")}
    listed = [item for document in parsed(text) for item in document.get("items", [document])]
    for each in listed:
        metadata = each["metadata"]
        name = f"{each['kind']} {metadata['name']}"
        if metadata.get("namespace") in ("default", "kube-public", "kube-node-lease"):
            found["namespaces"].add(f"{name} in {metadata['namespace']}")
        if each["kind"] == "Deployment" and metadata["name"].startswith("kubernetes-dashboard"):
            found["dashboard"].add(name)
        if each["kind"] in ("Role", "ClusterRole") and any(map(reads_secrets, each.get("rules") or [])):
            found["readers"].add(metadata["name"])
        if each["kind"].endswith("RoleBinding") and each["roleRef"]["name"] in READING:
            found["readers"].add(metadata["name"])
        if each["kind"] == "CustomResourceDefinition":
            continue
        for part in walk(each):
            of_secrets = [part.get("secretKeyRef")] + [of.get("secretRef") for of in part.get("envFrom") or []]
            found["secrets in variables"].update(secret["name"] for secret in of_secrets if secret)
            if isinstance(part.get("hostPort"), int) and part["hostPort"] < 1024:
                found["host ports"].add(f"{name}: {part['hostPort']}")
            if isinstance(part.get("image"), str):
                found["images"].add(part["image"])
    return found


def reads_secrets(rule):
    """Whether a rule of a role reads Secrets that it does not name."""
    return bool({"", "*"} & set(rule.get("apiGroups", [])) and {"secrets", "*"} & set(rule.get("resources", []))
                and {"get", "list", "watch", "*"} & set(rule.get("verbs", []))) and not rule.get("resourceNames")


def several_tags(images):
    tags = {}
    for image in images:
        name, _, tag = image.partition("@")[0].rpartition(":")
        tags.setdefault(name, set()).add(tag)
    return {f"{name} {', '.join(sorted(of))}" for name, of in tags.items() if len(of) > 1}


# Form → what of the traits is wrong, and how the page says that there is none.
PODS = {
    "namespaces": (lambda found: found["namespaces"], "nothing is in `default`, `kube-public` or `kube-node-lease`"),
    "secrets in variables": (lambda found: found["secrets in variables"], "no variable of a pod comes from a Secret"),
    "host ports": (lambda found: found["host ports"], "no pod has a `hostPort` under 1024"),
    "images": (lambda found: several_tags(found["images"]), "no two versions of an image"),
    "dashboard": (lambda found: found["dashboard"], "there is none"),
}


class Machines:
    """What one role's machines get."""

    def __init__(self, output, role):
        config = (output.folder / f"machines/{role}.cloud-config.yaml").read_text()
        written = yaml.load(config, yaml.CSafeLoader)["write_files"]
        self.modes_of = [(entry["path"], int(entry["permissions"], 8)) for entry in written] + secret_files(output)
        self.owners = {entry["path"]: entry.get("owner", "root:root") for entry in written}
        self.folder = output.folder / "machines" / role
        self.manifests = {path: data.decode() for path, (_, data) in output.manifests().items()} if role == "master" else {}
        self.read = {}

    def text(self, path):
        if path.startswith(MANIFESTS) and path in self.manifests:
            return self.manifests[path]
        if path not in self.read:
            file = self.folder / path.lstrip("/")
            self.read[path] = file.read_text() if file.exists() else None
        return self.read[path]

    def modes(self, pattern):
        return [(path, mode) for path, mode in self.modes_of if fnmatch(path, pattern)]

    def flags(self, pod):
        command = parsed(self.text(f"{STATIC_PODS}/{pod}.yaml"))[0]["spec"]["containers"][0]["command"]
        return dict(word.split("=", 1) for word in command if word.startswith("--") and "=" in word)

    def kubelet(self):
        return parsed(self.text("/var/lib/kubelet/config.yaml"))[0]

    def options(self):
        return self.text("/etc/default/kubelet") + self.text("/etc/systemd/system/kubelet.service")

    @cached_property
    def traits(self):
        pods = [path.read_text() for path in sorted((self.folder / STATIC_PODS.lstrip("/")).glob("*.yaml"))]
        found = {}
        for text in [*self.manifests.values(), *pods]:
            for trait, values in traits(text).items():
                found.setdefault(trait, set()).update(values)
        return found


class Opposite:
    """Machines on which nothing is as an item asks: the item has to notice."""

    def __init__(self, item):
        self.item = item
        absent = item.get("absent")
        self.given = {} if absent is None else absent if isinstance(absent, str) else "given"

    def flags(self, _):
        return {self.item["flag"]: self.given} if self.given else {}

    def kubelet(self):
        value = self.given or "other"
        for step in reversed(self.item["field"].split(".")):
            value = {step: value}
        return value

    def options(self):
        return self.item["option"]

    def modes(self, pattern):
        return [(pattern, 0o777)]

    @property
    def owners(self):
        return {"/any": "nobody:root"}

    def text(self, _):
        return ""

    @property
    def traits(self):
        return {"namespaces": {"any"}, "secrets in variables": {"any"}, "host ports": {"any"}, "images": {"any:1", "any:2"},
                "dashboard": {"any"}, "readers": {"any"}}


def secret_files(output):
    """(path, mode) of the files that the extension's settings bring."""
    text = (output.folder / "azuredeploy.json").read_text()
    return [(path, int(mode, 8)) for path, mode, _ in ENTRY.findall(text)]


def fault(item, machines):
    """What is wrong with one item on these machines, or nothing."""
    if "all" in item:
        return ", ".join(wrong for part in item["all"] if (wrong := fault(part, machines)))
    if "flag" in item:
        return flag_fault(item, machines.flags(item["pod"]).get(item["flag"]))
    if "field" in item:
        value = machines.kubelet()
        for step in item["field"].split("."):
            value = value.get(step) if isinstance(value, dict) else None
        if value is not None if item.get("absent") else value != item["is"]:
            return f"{item['field']} is {value!r}"
        return item.get("option") and fault({"option": item["option"]}, machines)
    if "option" in item:
        return item["option"] in machines.options() and f"the kubelet has {item['option']}"
    if "mode" in item:
        pattern, most = item["mode"]
        modes = machines.modes(pattern)
        if not modes and "optional" not in item:
            return f"there is no {pattern}"
        return ", ".join(f"{path} {mode:04o}" for path, mode in modes if mode & ~int(most, 8))
    if "owner" in item:
        return ", ".join(path for path, owner in machines.owners.items() if owner != item["owner"])
    if "manifests" in item:
        return ", ".join(sorted(PODS[item["manifests"]][0](machines.traits) - set(item.get("but", ()))))
    if "readers" in item:
        return ", ".join(sorted(machines.traits["readers"] - set(item["readers"])))
    path, expression = item["text"]
    written = machines.text(path)
    if written is None:
        return "optional" not in item and f"there is no {path}"
    return not re.search(expression, written) and f"{path} lacks {expression!r}"


def flag_fault(item, value):
    items = (value or "").split(",")
    if item.get("absent") is True:
        return value is not None and f"{item['flag']} is there"
    if "absent" in item:
        return item["absent"] in items and f"{item['flag']} has {item['absent']}"
    if "has" in item:
        return item["has"] not in items and f"{item['flag']} is {value}"
    return value != item["is"] and f"{item['flag']} is {value}"


def blind(item):
    """Whether an item, or a part of it, finds nothing where everything is the opposite."""
    parts = item.get("all") or [item, *([{"option": item["option"]}] if "option" in item else [])]
    return "why" not in item and not all(fault(part, Opposite(part)) for part in parts)


def is_on(item, role):
    """Whether machines of a role have what an item is about."""
    part = item["all"][0] if "all" in item else item
    on = item.get("on") or ("master" if any(form in part for form in OF_MASTERS) else "")
    return not on or (on == "master") == (role == "master")


def of_flags(item):
    """Whether the user's own flags decide an item."""
    return not item.get("locked") and any("flag" in part or "field" in part for part in item.get("all", [item]))


def here(item):
    """What a cluster has, for the page."""
    said = item["why"] if "why" in item else form(item)
    if "asked" in item:
        keys = " or ".join(f"`{path.rpartition('.')[2]}`" for path in item["asked"])
        said = f"with {keys}: {said}"
    return f"{said}; {item['note']}" if "note" in item else said


def form(item):
    if "all" in item:
        return ", ".join(map(form, item["all"]))
    if "flag" in item:
        absent = item.get("absent")
        return "no `{0}`".format(item["flag"]) if absent is True else f"`{item['flag']}` without `{absent}`" if absent else \
            f"`{item['flag']}` has `{item['has']}`" if "has" in item else f"`{item['flag']}={item['is']}`"
    if "field" in item:
        return f"`{item['field']}` not set" if item.get("absent") else f"`{item['field']}: {json.dumps(item['is'])}`"
    if "option" in item:
        return f"no `{item['option']}`"
    if "mode" in item:
        return f"{item['mode'][0].replace(STATIC_PODS, '/etc/kubernetes/manifests')}: {item['mode'][1]}"
    if "owner" in item:
        return item["owner"]
    if "manifests" in item:
        but = " and ".join(f"`{name}`" for name in item.get("but", ()))
        return PODS[item["manifests"]][1] + (f" but {but}" if but else "")
    if "readers" in item:
        return "of the addons' roles and bindings these alone read Secrets: " + ", ".join(f"`{name}`" for name in item["readers"])
    return item.get("says", item["text"][0])
