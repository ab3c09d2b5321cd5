"""The same input makes the same bytes, wherever, whenever and by whomever it is run."""

import os

from bench import tree
from roundtrip import again, different

ELSEWHERE = {"TZ": "Pacific/Auckland", "LANG": "tr_TR.UTF-8", "LC_ALL": "C", "HOME": "/nonexistent", "USER": "nobody",
             "COLUMNS": "40", "NO_COLOR": "1", "SOURCE_DATE_EPOCH": "2000000000", "PATH": os.environ["PATH"]}


def check(bench):
    faults = []
    for output in bench.outputs:
        here = again(bench, output, "here")
        there = again(bench, output, "there", env=ELSEWHERE, cwd="/", umask=0o077)
        faults += [f"{output.name}: {fault}" for fault in different(tree(here), tree(there))]
    return faults, f"{len(bench.outputs)} outputs, each made twice"


def spoil(bench):
    """A binary that writes the time into its output."""
    binary = bench.folder / "slipway"
    binary.write_text(f'#!/bin/sh\n"{bench.binary}" "$@" && date +%N >> "$3/azuredeploy.json"\n')
    binary.chmod(0o755)
    bench.binary = binary
