"""apimodel.json, given back, makes the same output, byte for byte."""

from bench import tree

# Written only by the run that makes them; the model holds what the cluster needs of them.
MADE_ONCE = ("_rsa", "_rsa.pub")


def different(first, second):
    """What two trees do not share."""
    names = {name for name in first.keys() | second.keys() if not name.endswith(MADE_ONCE)}
    for name in sorted(names):
        if name not in first or name not in second:
            yield f"{name} is only in the {'first' if name in first else 'second'}"
        elif first[name] != second[name]:
            at = next((i for i, (a, b) in enumerate(zip(first[name], second[name])) if a != b), min(len(first[name]), len(second[name])))
            line = first[name][:at].count(b"\n") + 1
            yield f"{name} differs at line {line}: {first[name][at - 20:at + 40]!r} {second[name][at - 20:at + 40]!r}"


def again(bench, output, name, **options):
    """The output that the model of another makes."""
    folder = bench.folder / "again" / f"{output.name}-{name}"
    made = bench.generate("--output-directory", folder, output.folder / "apimodel.json", **options)
    if made.returncode:
        raise AssertionError(f"{output.name}: apimodel.json is refused: {made.stderr}")
    return folder


def check(bench):
    faults = []
    for output in bench.outputs:
        try:
            second = again(bench, output, "roundtrip")
            faults += [f"{output.name}: {fault}" for fault in different(tree(output.folder), tree(second))]
        except AssertionError as refused:
            faults.append(str(refused))
    return faults, f"{len(bench.outputs)} outputs"


def spoil(bench):
    path = bench.outputs[0].folder / "azuredeploy.json"
    path.write_text(path.read_text().replace("{", "{ ", 1))
