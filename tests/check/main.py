"""Runs every check over generated output, then over output spoiled on purpose, which each check must notice.

A check is a module of this folder with `check(bench) -> (faults, detail)`, and `spoil(bench)`, which breaks the bench
it is given (a copy) in one way that the check is there to find.
"""

import argparse
import importlib
import sys
import tempfile
import time
import traceback
from pathlib import Path

from bench import Bench, Skip

CHECKS = ["arm", "cloud_init", "no_secrets", "shell", "units", "steps", "containerd", "manifests", "calico", "pki",
          "kubeconfig", "roundtrip", "determinism", "bad_input", "schema", "limits", "findings", "leaks", "benchmarks"]
# These make definitions of their own; what the given ones make is no matter to them.
APART = ["bad_input", "schema", "limits", "findings", "leaks"]
SHOWN = 20  # faults printed of one check


def run(name, bench):
    """One check: `PASS`, `SKIP` or `FAIL`, and what there is to say."""
    module = importlib.import_module(name)
    faults, detail = module.check(bench)
    if faults:
        more = [f"… and {len(faults) - SHOWN} more"] if len(faults) > SHOWN else []
        return "FAIL", "\n  ".join([f"{len(faults)} found ({detail})", *faults[:SHOWN], *more])
    with tempfile.TemporaryDirectory(prefix="slipway-spoiled-") as folder:
        spoiled = bench.copy_of_first(Path(folder))
        module.spoil(spoiled)
        try:
            if not module.check(spoiled)[0]:
                return "FAIL", "output spoiled on purpose passes"
        except Skip as why:
            detail += f"; not tried on spoiled output: {why}"
    return "PASS", detail


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--only", action="append", metavar="NAME", choices=CHECKS)
    arguments.add_argument("--outputs", action="store_true", help="only what looks at the given definitions' output")
    arguments.add_argument("--keep", metavar="FOLDER", type=Path, help="leave the generated output there")
    arguments.add_argument("example", nargs="*", type=Path, help="definitions; all of examples/ when none is given")
    arguments = arguments.parse_args()

    counts = {"PASS": 0, "FAIL": 0, "SKIP": 0}

    def say(result, name, detail, since):
        counts[result] += 1
        took = f"{time.monotonic() - since:.1f} s"
        print(f"PASS {name} ({detail}; {took})" if result == "PASS" else f"{result} {name} ({took}): {detail}", flush=True)

    with tempfile.TemporaryDirectory(prefix="slipway-check-") as folder:
        since = time.monotonic()
        bench = Bench(arguments.keep or Path(folder), arguments.example)
        refused = bench.generate_all()
        if refused or not bench.outputs:
            say("FAIL", "generate", "\n  ".join(refused) or "no examples", since)
        else:
            say("PASS", "generate", f"{len(bench.outputs)} outputs", since)
        names = arguments.only or [name for name in CHECKS if not arguments.outputs or name not in APART]
        for name in names if bench.outputs else []:
            since = time.monotonic()
            try:
                result, detail = run(name, bench)
            except Skip as why:
                result, detail = "SKIP", str(why)
            except Exception:  # one broken check must not hide the others' findings
                result, detail = "FAIL", traceback.format_exc()
            say(result, name, detail, since)
    skipped = f", {counts['SKIP']} skipped" if counts["SKIP"] else ""
    print(f"{counts['PASS']} passed, {counts['FAIL']} failed{skipped}")
    sys.exit(1 if counts["FAIL"] else 0)


if __name__ == "__main__":
    main()
