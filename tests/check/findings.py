"""What `validate` tells programs: SARIF by its schema, places that hold what is meant, no secret, and the right exit code."""

import json
import os
import pty
import re
import signal
import subprocess
import time

from jsonschema import Draft4Validator

from bench import CACHE, ROOT, Skip, tool

OURS, USER = 1, 2
SCHEMA = CACHE / "packages/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
TOKEN = re.compile(r'"(\\.|[^"\\])*"|-?[0-9.]+(e[+-]?[0-9]+)?|true|false|null|[\[{]', re.I)
SECRET = "TOPSECRET0123456789"
SECRETS = {"servicePrincipalProfile": "secret", "windowsProfile": "adminPassword", "certificateProfile": "caPrivateKey",
           "bootstrapProfile": "tokenSecret"}


def definitions():
    """Each definition of tests/errors and examples, with its arguments."""
    for path in sorted([*(ROOT / "tests/errors").glob("*/*.json"), *(ROOT / "examples").glob("*.json")]):
        arguments = path.with_suffix(".args")
        yield path, arguments.read_text().splitlines() if arguments.exists() else []


def validate(bench, form, *arguments, **options):
    return tool(bench.binary, "validate", "--output", form, *arguments, **options)


def region(text, start, end):
    """The text between two places, whose columns count characters."""
    lines = text.split("\n")
    first, last = lines[start["line"] - 1], lines[end["line"] - 1]
    if start["line"] == end["line"]:
        return first[start["column"] - 1:end["column"] - 1]
    return "\n".join([first[start["column"] - 1:], *lines[start["line"]:end["line"] - 1], last[:end["column"] - 1]])


def steps(path):
    """`a.b[0]["c d"]` as keys and indexes from the root."""
    found = [json.loads(quoted) if quoted else int(index) if index else key
             for key, index, quoted in re.findall(r'([^.\[\]"]+)|\[(\d+)\]|\[("(?:\\.|[^"])*")\]', path)]
    return found


def value_at(model, path):
    """(whether it is there, value); paths leave `properties` out."""
    for root in (model.get("properties"), model):
        value, there = root, root is not None
        for step in steps(path):
            if isinstance(value, dict) and isinstance(step, str):
                matching = [key for key in value if key.lower() == step.lower()]
                there, value = bool(matching), value.get(matching[-1]) if matching else None
            elif isinstance(value, list) and isinstance(step, int) and step < len(value):
                value = value[step]
            else:
                there = False
            if not there:
                break
        if there:
            return True, value
    return False, None


def place_faults(path, told):
    """The text at each place is the value or the key that the finding names; where it is missing, what is around it."""
    text = path.read_text()
    try:
        model = json.loads(text)
    except ValueError:
        return
    for finding in told["findings"]:
        for place in finding["places"]:
            if place["source"] != path.name or not place["path"]:
                continue
            held = region(text, place["start"], place["end"])
            there, value = value_at(model, place["path"])
            what = f"{path.parent.name}/{path.name}: {finding['rule']} at {place['path']} points at {held[:60]!r}"
            last = steps(place["path"])[-1]
            is_key = isinstance(last, str) and held.lower() == json.dumps(last, ensure_ascii=False).lower()
            if not TOKEN.fullmatch(held):
                yield what
            elif there and not is_key and held not in "[{" and json.loads(held) != value:
                yield f"{what}, not at {value!r:.60}"


def sarif_faults(name, log, told, validator):
    yield from (f"{name}: {error.json_path}: {error.message}" for error in validator.iter_errors(log))
    run = log["runs"][0]
    rules, results = run["tool"]["driver"]["rules"], run["results"]
    if [result["ruleId"] for result in results] != [finding["rule"] for finding in told["findings"]]:
        yield f"{name}: not the findings of --output json"
    for result, finding in zip(results, told["findings"]):
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            yield f"{name}: {result['ruleId']} has the index of another rule"
        physical, place = result["locations"][0].get("physicalLocation"), finding["places"][0]
        if physical and "region" in physical:
            found, start, end = physical["region"], place["start"], place["end"]
            if [found[key] for key in ("startLine", "startColumn", "endLine", "endColumn")] != [
                    start["line"], start["column"], end["line"], end["column"]]:
                yield f"{name}: {result['ruleId']} is at another place than in --output json"


def secret_faults(bench, folder):
    """Secrets beside all kinds of mistakes, in every form."""
    good = json.loads((ROOT / "examples/kubernetes.json").read_text())
    for profile, key in SECRETS.items():
        model = json.loads(json.dumps(good))
        model["properties"][profile] = {key: SECRET}
        text = json.dumps(model)
        spoilt = {"as it is": text, "a list": text.replace(f'"{SECRET}"', f'["{SECRET}"]'),
                  "an object": text.replace(f'"{SECRET}"', f'{{"a": "{SECRET}"}}'),
                  "twice": text.replace(f'"{key}"', f'"{key}": "{SECRET}", "{key}"'),
                  "misspelt": text.replace(f'"{key}"', f'"{key}x"'), "cut off": text[:text.index(SECRET) + len(SECRET)],
                  "no comma": text.replace(f'"{SECRET}"', f'"{SECRET}" "x": 1'), "a wrong escape": text.replace(SECRET, SECRET + "\\x")}
        for what, content in spoilt.items():
            path = folder / "secret.json"
            path.write_text(content)
            for form in ("human", "json", "sarif"):
                made = validate(bench, form, path)
                if SECRET in made.stdout + made.stderr:
                    yield f"{profile}.{key}, {what}: --output {form} repeats the secret"
        made = validate(bench, "sarif", ROOT / "examples/kubernetes.json", "--set", f"{profile}.{key}=[{SECRET}")
        if SECRET in made.stdout + made.stderr:
            yield f"--set {profile}.{key}: the secret is repeated"


def ends(bench, folder):
    """(what, exit code, wanted code, what is wrong besides)."""
    good, bad, broken = (folder / f"{name}.json" for name in ("good", "bad", "broken"))
    text = (ROOT / "examples/kubernetes.json").read_text()
    good.write_text(text)
    bad.write_text(text.replace('"properties"', '"unknown": 1, "properties"', 1))
    broken.write_text(text[:-20])
    for form in ("json", "sarif"):
        for path, more, code in ((good, [], 0), (bad, [], USER), (broken, [], USER), (good, ["--set", "masterProfile.count"], USER)):
            made = validate(bench, form, path, *more)
            told = json.loads(made.stdout)
            count = len(told["findings"] if form == "json" else told["runs"][0]["results"])
            wrong = "text for people beside the data" if made.stderr else "" if bool(count) == bool(code) else f"{count} findings"
            yield f"--output {form} {path.name} {' '.join(more)}", made.returncode, code, wrong
        with open("/dev/full", "w") as full:
            made = subprocess.run([bench.binary, "validate", "--output", form, bad], stdout=full, stderr=subprocess.PIPE, text=True)
            yield f"--output {form} to a full disk", made.returncode, OURS, "" if "standard output" in made.stderr else made.stderr
        reader, writer = os.pipe()
        os.close(reader)
        made = subprocess.run([bench.binary, "validate", "--output", form, bad], stdout=writer, stderr=subprocess.PIPE, text=True)
        os.close(writer)
        yield f"--output {form} to nobody", made.returncode, USER, made.stderr
    with open("/dev/full", "w") as full:
        made = subprocess.run([bench.binary, "validate", bad], stdout=subprocess.PIPE, stderr=full, text=True)
        yield "messages to a full disk", made.returncode, USER, made.stdout
    made = subprocess.run(["sh", "-c", '"$0" validate "$1" <&- >&- 2>&-', bench.binary, bad])
    yield "no streams at all", made.returncode, USER, ""
    yield "Ctrl-C", interrupted(bench), -signal.SIGINT, ""


def interrupted(bench):
    """The end of a run that waits for its definition on a terminal, when the user gives up."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execv(bench.binary, [str(bench.binary), "validate", "-"])
    said = b""
    while b"standard input" not in said:
        said += os.read(terminal, 1000)
    os.write(terminal, b'{"apiVersion"\n\x03')
    for _ in range(200):
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    return None


def check(bench):
    if not SCHEMA.exists():
        raise Skip("no schema of SARIF; run scripts/setup-checks")
    validator = Draft4Validator(json.loads(SCHEMA.read_text()))
    faults, count = [], 0
    for path, arguments in definitions():
        told, log = (json.loads(validate(bench, form, path.name, *arguments, cwd=path.parent).stdout) for form in ("json", "sarif"))
        name = f"{path.parent.name}/{path.name}"
        faults += [*sarif_faults(name, log, told, validator), *place_faults(path, told)]
        count += len(told["findings"])
    folder = bench.folder / "findings"
    folder.mkdir()
    faults += secret_faults(bench, folder)
    for what, code, wanted, wrong in ends(bench, folder):
        if code != wanted or wrong:
            faults.append(f"{what}: exit code {code}, wanted {wanted}; {wrong[:200]!r}")
    return faults, f"{count} findings, in JSON and in SARIF"


def spoil(bench):
    """A binary whose columns are all too far to the right."""
    binary = bench.folder / "slipway"
    script = r's/("(column|startColumn|endColumn)": )([0-9]+)/\11\3/'
    binary.write_text(f"#!/bin/bash\nset -o pipefail\n'{bench.binary}' \"$@\" | sed -E '{script}'\n")
    binary.chmod(0o755)
    bench.binary = binary
