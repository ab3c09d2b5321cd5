"""customData: cloud-init's own schema, what the template carries, its size, and what it writes on the machine."""

import base64
import gzip
import os

import yaml

from bench import CACHE, Skip, digest, tool

BASE64_LIMIT = 87380  # Azure: 64 KiB before base64
PYTHON = CACHE / "venv/bin/python"
PACKAGE = CACHE / "packages/cloud-init/usr/lib/python3/dist-packages"


def schema_faults(path):
    """What `cloud-init schema` says; deprecated keys are faults too."""
    result = tool(PYTHON, "-m", "cloudinit.cmd.main", "schema", "--config-file", path,
                  env=os.environ | {"PYTHONPATH": str(PACKAGE)})
    said = " ".join((result.stdout + result.stderr).split())
    if result.returncode or "deprecat" in said.lower():
        yield f"cloud-init schema: {said}"


def content(entry):
    """The bytes that cloud-init writes for an entry of write_files."""
    data = entry.get("content", "")
    data = data if isinstance(data, bytes) else data.encode()
    for encoding in reversed((entry.get("encoding") or "").replace("gzip", "gz").replace("base64", "b64").split("+")):
        data = {"b64": base64.b64decode, "gz": gzip.decompress, "": bytes, "text/plain": bytes}[encoding](data)
    return data


def modes_of(output, role):
    """Path → mode of every file that cloud-init writes on the role's machines."""
    config = yaml.load((output.folder / "machines" / f"{role}.cloud-config.yaml").read_bytes(), yaml.CSafeLoader)
    return {entry["path"]: int(str(entry.get("permissions", "0644")), 8) for entry in config.get("write_files", [])}


def file_faults(role, folder, config, manifests):
    """The files that the machine gets and those written for review must be the same."""
    written = {}
    for entry in config.get("write_files", []):
        if entry["path"] in written:
            yield f"{role}: {entry['path']} is written twice"
        written[entry["path"]] = entry
    shown = {"/" + str(p.relative_to(folder)): p for p in folder.rglob("*") if p.is_file()}
    for path, (mode, data) in manifests.items():
        if path not in shown or path in written:
            yield f"{role}: {path} of the archive is {'in customData too' if path in written else 'not under machines/'}"
        elif shown.pop(path).read_bytes() != data or mode != 0o600:
            yield f"{role}: {path} differs from what the archive has, or has not mode 0600"
    yield from (f"{role}: {path} is not under machines/" for path in sorted(written.keys() - shown.keys()))
    yield from (f"{role}: {path} is under machines/ but not in customData" for path in sorted(shown.keys() - written.keys()))
    for path in sorted(written.keys() & shown.keys()):
        if content(written[path]) != shown[path].read_bytes():
            yield f"{role}: {path} differs from what customData writes"


def shape(config):
    """What the schema can see: that a file has content, not which."""
    files = [{**entry, "content": type(entry.get("content")).__name__} for entry in config.get("write_files", [])]
    return repr({**config, "write_files": files})


def output_faults(output, checked):
    """One output; files whose content was checked before are only compared."""
    configs = {role: output.folder / "machines" / f"{role}.cloud-config.yaml" for role in output.machines}
    texts = {}
    for role, path in configs.items():
        texts[role] = path.read_bytes()
        if digest(texts[role]) not in checked:
            checked.add(digest(texts[role]))
            config = yaml.load(texts[role], yaml.CSafeLoader)
            yield from file_faults(role, output.machines[role], config, output.manifests() if role == "master" else {})
            if shape(config) not in checked:
                checked.add(shape(config))
                yield from (f"{role}: {fault}" for fault in schema_faults(path))
        if not texts[role].startswith(b"#cloud-config\n"):
            yield f"{role}: the first line is not #cloud-config"
    carried = set()
    for resource, data in output.custom_data():
        if data.startswith("["):
            yield f"{resource}: customData is an expression: {data[:60]}"
            continue
        if len(data) > BASE64_LIMIT:
            yield f"{resource}: customData of {len(data)} characters, Azure allows {BASE64_LIMIT}"
        roles = [role for role, text in texts.items() if output.unpack(data) == text]
        carried.update(roles)
        if not roles:
            yield f"{resource}: customData is that of no role under machines/"
    yield from (f"{role}: no machine of the template carries its customData" for role in texts.keys() - carried)


def check(bench):
    if not PACKAGE.exists():
        raise Skip("no cloud-init; run scripts/setup-checks")
    faults, checked, largest = [], set(), 0
    for output in bench.outputs:
        faults += [f"{output.name}: {fault}" for fault in output_faults(output, checked)]
        largest = max([largest, *(len(data) for _, data in output.custom_data())])
    configs = len(checked) - len(shapes := [key for key in checked if key.startswith("{")])
    return faults, f"{configs} different cloud-configs of {len(shapes)} shapes, the largest {largest} of {BASE64_LIMIT} characters"


def spoil(bench):
    path = next((bench.outputs[0].folder / "machines").glob("*.cloud-config.yaml"))
    path.write_text(path.read_text() + "runcmd: 5\n")
