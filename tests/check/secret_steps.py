"""What steps of the bootstrap do with secrets: where they write them, what they say, and what they leave behind."""

import base64
import json
import stat
from functools import lru_cache
from pathlib import Path

from bench import Output
from no_secrets import faces, layers, secrets_of

ON_DISK = ("etc", "opt", "var/lib")


@lru_cache(maxsize=None)
def faces_of(folder):
    """(where it is from, what to look for) of every secret of an output."""
    return [(where, face) for where, raw in secrets_of(Output("", folder, "")) for face in set(faces(raw)) if len(face) >= 8]


def held(output, data):
    """The secrets of an output that some bytes hold."""
    blob = b"\0".join(layers(data))
    return sorted({where for where, face in faces_of(output.folder) if face in blob})


def said(machine, step, result):
    """A step's log is told to the serial console when it fails, and Azure shows that."""
    for where in held(machine.output, (result.stdout + result.stderr).encode()):
        yield f"{step}: its log holds {where}"


def times(folder):
    """File → when it was written."""
    found = (path for name in ON_DISK for path in (folder / name).rglob("*") if path.is_file() and not path.is_symlink())
    return {path: path.stat().st_mtime_ns for path in found}


def readable(machine):
    """Secrets in files that steps have written and everybody may read; custom files have the modes of the user's."""
    model = machine.output.model["properties"]
    own = {file["dest"] for group in [model["masterProfile"], *model["agentPoolProfiles"]] for file in group.get("customFiles") or []}
    for path in (path for path, time in times(machine.folder).items() if machine.written.get(path) != time):
        name = f"/{path.relative_to(machine.folder)}"
        if stat.S_IMODE(path.stat().st_mode) & 0o007 and name not in own:
            yield from (f"{name}, which everybody may read, holds {where}" for where in held(machine.output, path.read_bytes()))


def secret_files(machine):
    """The files that the extension brings: as they are sent, with their modes, and nothing of them said."""
    yield from machine.step("50-secrets.sh")
    for file in machine.values:
        path = machine.folder / file["path"].lstrip("/")
        if not path.exists() or path.read_bytes() != base64.b64decode(file["content"]):
            yield f"{file['path']} is not what was sent"
        elif (mode := stat.S_IMODE(path.stat().st_mode)) != int(file["mode"], 8) or path.stat().st_uid:
            yield f"{file['path']} has mode {mode:04o} and owner {path.stat().st_uid}"
    # Without values it leaves them; with ones that are no base64 it says whose, and not what.
    values = machine.folder / "run/slipway/values.json"
    values.unlink()
    yield from machine.step("50-secrets.sh")
    wrong = "not*base64*QUJDREVGRw"
    machine.write("run/slipway/values.json", json.dumps({"files": [{"path": "/etc/wrong", "mode": "0600", "content": wrong}]}))
    result = machine.bash("exec bash /opt/slipway/steps/50-secrets.sh")
    if not result.returncode or wrong in result.stdout + result.stderr or "/etc/wrong" not in result.stdout + result.stderr:
        yield f"50-secrets.sh takes what is no base64, or repeats it: {result.stdout}{result.stderr}"
    if list((machine.folder / "etc").glob(".slipway.*")) or (machine.folder / "etc/wrong").exists():
        yield "50-secrets.sh leaves half a file"
    yield from of_vault(machine)


def of_vault(machine):
    """What comes from a key vault is PEM, or base64 of it; anything else is refused, before a certificate is replaced."""
    pem = "-----BEGIN CERTIFICATE-----\nMAAA\n-----END CERTIFICATE-----\n"
    path = "etc/kubernetes/certs/of-vault.crt"
    encoded = lambda text: base64.b64encode(text.encode()).decode()
    values = lambda text: json.dumps({"azure": {}, "files": [{"path": f"/{path}", "mode": "0644", "content": encoded(text)}]})
    for text in (pem, encoded(pem), encoded(pem) + "\n"):
        machine.write("run/slipway/values.json", values(text))
        machine.write(path, "")
        yield from machine.step("50-secrets.sh")
        if machine.read(path) != pem:
            yield f"of {text!r} comes {machine.read(path)!r}"
    for text in ("nothing", encoded("nothing")):
        machine.write("run/slipway/values.json", values(text))
        if not machine.bash("exec bash /opt/slipway/steps/50-secrets.sh").returncode or machine.read(path) != pem:
            yield f"{text!r} is taken for a certificate"
    if left := [file.name for file in (machine.folder / path).parent.iterdir() if file.name.startswith(".")]:
        yield f"{left} are left"


def finish(machine):
    """The last step takes away what brought the secrets."""
    gone = ("run/slipway/values.json", "var/lib/waagent/custom-script/download/0/script.sh", "etc/slipway/pre-provision/script")
    for name in gone:
        machine.write(name, "any")
    yield from machine.step("99-finish.sh")
    yield from (f"99-finish.sh leaves /{name}" for name in gone if Path(machine.folder, name).exists())
    if not machine.read("var/lib/slipway/complete").startswith("kubernetes "):
        yield "99-finish.sh leaves no mark"
