"""Every pair of choices of switches.toml: each is made and passes every check of tests/check, or is refused by a rule.

A pair is judged alone first, all else as by default. Which ones are refused, and by which rules, is in refused.tsv, for people
to read and to doubt; --bless renews it. All other pairs are covered by rows that have a choice of every switch, and what the
rows make is checked like the examples. The seed of the rows is printed.
"""

import argparse
import itertools
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import cover
from definition import HERE, Switches

ROOT = HERE.parents[1]
BINARY = Path(os.environ.get("SLIPWAY_BINARY") or ROOT / "target/release/slipway")
REFUSED = HERE / "refused.tsv"
HEAD = "# switch=choice\tswitch=choice\trules that refuse the two together, all else as by default; written by `run --bless`\n"
SEED = 5
RULE = re.compile(r"^[a-z0-9-]+$")


def slipway(*arguments, **options):
    return subprocess.run([BINARY, *map(str, arguments)], capture_output=True, text=True, stdin=subprocess.DEVNULL,
                          timeout=120, env=os.environ | {"SOURCE_DATE_EPOCH": "1795219200"}, **options)


class Judge:
    """What slipway says of choices."""

    def __init__(self, switches, folder):
        self.switches, self.folder, self.numbers = switches, folder, itertools.count()

    def write(self, chosen, name=None):
        path = self.folder / f"{name or next(self.numbers)}.json"
        path.write_text(json.dumps(self.switches.definition(chosen)))
        return path

    def refusals(self, chosen):
        """Ids of the rules that refuse; raises when slipway does not come to a verdict."""
        path = self.write(chosen)
        done = slipway("validate", "--output", "json", path)
        path.unlink()
        if done.returncode not in (0, 2) or "panicked" in done.stderr:
            raise RuntimeError(f"{chosen}: exit {done.returncode}: {done.stderr[-500:]}")
        found = json.loads(done.stdout)["findings"]
        # What this version does not make is a warning to `validate`, and an error to `generate`.
        rules = {one["rule"] for one in found if one["severity"] == "error" or one["rule"] == "not-made-yet"}
        if bad := [rule for rule in rules if not RULE.match(rule)]:
            raise RuntimeError(f"{chosen}: a refusal without a rule: {bad}")
        return rules

    def all_refusals(self, list_of_chosen):
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return list(pool.map(self.refusals, list_of_chosen))

    def largest(self, row, core):
        """The row, or as much of it beside `core` as is not refused: three choices may be too much where each two are not."""
        if not self.refusals(row):
            return row
        kept = dict(core)
        for item in row.items():
            if not self.refusals(kept | dict([item])):
                kept |= dict([item])
        return kept


def line(pair, rules):
    return "\t".join([*(f"{switch}={choice}" for switch, choice in sorted(pair)), ", ".join(sorted(rules))])


def compare(found, bless):
    """What refused.tsv has to say otherwise."""
    text = HEAD + "".join(f"{one}\n" for one in sorted(found))
    if bless:
        REFUSED.write_text(text)
    known = set((REFUSED.read_text() if REFUSED.exists() else HEAD).splitlines())
    made = set(text.splitlines())
    return [f"refused now: {one}" for one in sorted(made - known)] + [f"refused no more: {one}" for one in sorted(known - made)]


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--seed", type=int, default=SEED)
    arguments.add_argument("--bless", action="store_true", help="write refused.tsv")
    arguments.add_argument("--no-checks", action="store_true", help="leave tests/check out")
    arguments.add_argument("--keep", metavar="FOLDER", type=Path, help="leave the rows' definitions and output there")
    arguments = arguments.parse_args()
    if arguments.keep:
        arguments.keep.mkdir(parents=True)

    switches, passed, failed = Switches(), 0, 0

    def say(what, faults):
        nonlocal passed, failed
        passed, failed = passed + (not faults), failed + bool(faults)
        print("\n  ".join([f"{'FAIL' if faults else 'PASS'} {what}", *faults[:40]]), flush=True)

    with tempfile.TemporaryDirectory(prefix="slipway-pairs-") as folder:
        folder = arguments.keep or Path(folder)
        judge = Judge(switches, folder)
        values = switches.values()
        alone = [f"{switch}={choice} alone is refused: {', '.join(rules)}"
                 for (switch, choice), rules in zip(values, judge.all_refusals([dict([value]) for value in values])) if rules]
        say(f"each of {len(values)} choices of {len(switches.switches)} switches alone is made", alone)

        pairs = sorted(cover.all_pairs(values), key=sorted)
        verdicts = dict(zip(pairs, judge.all_refusals([dict(pair) for pair in pairs])))
        forbidden = {pair for pair, rules in verdicts.items() if rules}
        say(f"{len(pairs)} pairs, {len(forbidden)} of them refused by the rules of refused.tsv",
            compare([line(pair, verdicts[pair]) for pair in forbidden], arguments.bless))

        wanted, definitions, faults = set(pairs) - forbidden, [], []
        for number, row in enumerate(cover.rows(switches.switches, wanted, forbidden, arguments.seed)):
            core = min((pair for pair in cover.pairs_of(row) if pair in wanted), key=sorted)  # a set has an order of its own each time
            row = judge.largest(row, core)
            covered = cover.pairs_of(switches.defaults() | row) & wanted
            wanted -= covered | {core}
            path = judge.write(row, f"row-{number:03}")
            done = slipway("generate", path, "-o", folder / f"out-{number:03}")
            if done.returncode:
                faults.append(f"row {number} is valid, but generate ends with {done.returncode}: {done.stderr[-600:]}\n  {row}")
            else:
                definitions.append(path)
        say(f"{len(definitions)} rows have every other pair, and are made (seed {arguments.seed})", faults)

        if not arguments.no_checks:
            done = subprocess.run([ROOT / "tests/check/run", "--outputs", *definitions], stdin=subprocess.DEVNULL)
            say("what they make passes every check of outputs", ["see above"] if done.returncode else [])
    print(f"{passed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
