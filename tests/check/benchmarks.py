"""The items of hardening benchmarks against generated machines, the modes of secret files, and the pages that list the items.

A benchmark is a table in benchmarks/, whose forms items.py has. `python benchmarks.py` writes the pages.
"""

import tomllib
from pathlib import Path

from bench import ROOT
from items import ENTRY, Machines, blind, fault, here, is_on, of_flags

TABLES = {path.stem: tomllib.loads(path.read_text()) for path in sorted((Path(__file__).parent / "benchmarks").glob("*.toml"))}
FLAGS_OF_USERS = ("apiServerConfig", "controllerManagerConfig", "schedulerConfig", "kubeletConfig")


def page_of(name):
    return ROOT / f"docs/security/{name}.md"


def page(name, table):
    more = table.get("more", [])
    held = f"`tests/check/run --only benchmarks` holds every line that names a value; the table is `tests/check/benchmarks/{name}.toml`."
    lines = [f"# {table['title']}", "", table["text"], held, "",
             f"| {' | '.join(['item', *more, 'what', 'here'])} |", "|---" * (len(more) + 3) + "|"]
    for number, item in table["items"].items():
        lines.append(f"| {' | '.join([number, *(item[key] for key in more), item['what'], here(item)])} |")
    return "\n".join(lines) + "\n"


def users_flags(value):
    """Whether a definition has flags of the user's own."""
    if isinstance(value, dict):
        return any(key in FLAGS_OF_USERS and inner or users_flags(inner) for key, inner in value.items())
    return isinstance(value, list) and any(map(users_flags, value))


def asks(model, path):
    """Whether a definition has a setting."""
    value = model["properties"]
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return bool(value)


def secret_faults(output):
    model = output.model["properties"]
    own = {file["dest"] for group in [model["masterProfile"], *model["agentPoolProfiles"]] for file in group.get("customFiles") or []}
    for path, mode, kind in ENTRY.findall((output.folder / "azuredeploy.json").read_text()):
        # A certificate of a key vault comes the same way, and is none.
        is_secret = kind != "'" and path not in own and not path.endswith(".crt")
        if is_secret and int(mode, 8) & 0o077:
            yield f"{output.name}: {path}, a secret, has mode {mode}"


def check(bench):
    faults, looked = [], 0
    items = {(name, number): item for name, table in TABLES.items() for number, item in table["items"].items()}
    for (name, number), item in items.items():
        if blind(item):
            faults.append(f"{name} {number} finds nothing where everything is the opposite")
    for name, table in TABLES.items():
        if not page_of(name).exists() or page_of(name).read_text() != page(name, table):
            faults.append(f"{page_of(name).relative_to(ROOT)} is not what tests/check/benchmarks.py writes")
    never = {key for key, item in items.items() if "why" not in item}
    for output in bench.outputs:
        faults += secret_faults(output)
        has_flags = users_flags(output.model)
        for role in output.machines:
            if role == "jumpbox":
                continue
            machines = Machines(output, role)
            for (name, number), item in items.items():
                if "why" in item or not is_on(item, role) or has_flags and of_flags(item):
                    continue
                if "asked" in item and not any(asks(output.model, path) for path in item["asked"]):
                    continue
                looked += 1
                never.discard((name, number))
                if wrong := fault(item, machines):
                    faults.append(f"{output.name}, {role}: {name} {number} ({item['what']}): {wrong}")
    if len(bench.outputs) > 1 and not bench.examples:  # not so of what is spoiled on purpose
        faults += [f"no example has what {name} {number} is about" for name, number in sorted(never)]
    return faults, f"{len(items)} items of {len(TABLES)} benchmarks, {looked} looked at"


def spoil(bench):
    output = bench.outputs[0]
    role = next(role for role in output.machines if role != "jumpbox")
    path = output.folder / f"machines/{role}/var/lib/kubelet/config.yaml"
    path.write_text(path.read_text().replace("readOnlyPort: 0", "readOnlyPort: 10255"))


if __name__ == "__main__":
    for name, table in TABLES.items():
        page_of(name).write_text(page(name, table))
