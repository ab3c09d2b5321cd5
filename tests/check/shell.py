"""Every shell script of a machine, and of this repository: `bash -n` and shellcheck, without findings."""

from bench import CACHE, ROOT, digest, tool

SHELLCHECK = CACHE / "venv/bin/shellcheck"
# Of the parts only those of addons: they are in manifests, the others are on machines.
OWN = (".ci", "benches", "scripts", "tests", "parts/addon")


def is_shell(name, data):
    first = data.split(b"\n", 1)[0]
    return name.endswith(".sh") or first.startswith(b"#!") and first.split(b"/")[-1].split()[-1:] in ([b"sh"], [b"bash"], [b"dash"])


def faults_of(path, *options):
    syntax = tool("bash", "-n", path)
    if syntax.returncode or syntax.stderr:
        yield syntax.stderr.strip()
    # Sourced files are followed; a script names them by a `source=` directive.
    result = tool(SHELLCHECK, "--severity=style", "--format=gcc", "--external-sources", "--shell=bash", *options, path)
    yield from (result.stdout + result.stderr).strip().splitlines()


def check(bench):
    faults, seen = [], set()
    for output in bench.outputs:
        for role, path, file in output.files():
            data = file.read_bytes()
            if is_shell(path, data) and digest(data) not in seen:
                seen.add(digest(data))
                root = output.machines[role]
                found = faults_of(file, f"--source-path={root}", "--source-path=SCRIPTDIR")
                faults += [f"{output.name}: {fault.removeprefix(str(output.folder))}" for fault in found]
    own = [path for folder in OWN for path in sorted((ROOT / folder).rglob("*")) if path.is_file() and "golden" not in path.parts]
    own = [path for path in own if path.suffix != ".j2" and is_shell(path.name, path.read_bytes())]
    for path in own:
        faults += [fault.removeprefix(str(ROOT)) for fault in faults_of(path, "--source-path=SCRIPTDIR")]
    return faults, f"{len(seen)} different scripts of machines, {len(own)} of the repository"


def spoil(bench):
    path = next(file for _, path, file in bench.outputs[0].files() if is_shell(path, file.read_bytes()))
    path.write_text(path.read_text() + "\nrm -rf $unset_and_unquoted/*\n")
