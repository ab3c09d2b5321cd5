"""The values that the VM extension's script hands over: JSON between two lines of it."""

import base64
import io
import json
import tarfile

BEGIN, END = b"<<'END_OF_VALUES'\n", b"\nEND_OF_VALUES\n"
FOLDER = "/etc/kubernetes/addons"
ARCHIVE = "/opt/slipway/addons.tar.gz"


def manifests(script: bytes) -> dict[str, bytes]:
    """The addons' manifests by path on the machine."""
    entry = _archive(_parts(script)[1])
    return unpacked(entry["content"]) if entry else {}


def with_manifests(script: bytes, files: dict[str, bytes]) -> bytes:
    """The script with these manifests in place of its own."""
    before, values, after = _parts(script)
    entry = _archive(values)
    if entry is None:
        return script
    entry["content"] = packed(files)
    return before + BEGIN + json.dumps(values).encode() + END + after


def unpacked(archive: str) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(base64.b64decode(archive)), mode="r:gz") as tar:
        found = ((entry, tar.extractfile(entry)) for entry in tar)
        return {f"{FOLDER}/{entry.name}": file.read() for entry, file in found if file}


def packed(files: dict[str, bytes]) -> str:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz") as tar:
        for path, content in files.items():
            entry = tarfile.TarInfo(path.removeprefix(f"{FOLDER}/"))
            entry.size, entry.mode = len(content), 0o600
            tar.addfile(entry, io.BytesIO(content))
    return base64.b64encode(buffer.getvalue()).decode()


def _parts(script: bytes) -> tuple[bytes, dict, bytes]:
    before, found, rest = script.partition(BEGIN)
    text, end, after = rest.partition(END)
    if not found or not end:
        raise ValueError("the extension's script has no values")
    return before, json.loads(text), after


def _archive(values: dict) -> dict | None:
    return next((file for file in values["files"] if file["path"] == ARCHIVE), None)
