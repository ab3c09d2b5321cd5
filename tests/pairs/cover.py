"""Rows of choices in which every allowed pair is together at least once (all pairs, greedily)."""

import itertools
import random


def pairs_of(row):
    """Every pair of a row's choices, in the order of the switches."""
    return {frozenset(pair) for pair in itertools.combinations(row.items(), 2)}


def all_pairs(values):
    return {frozenset((a, b)) for a, b in itertools.combinations(values, 2) if a[0] != b[0]}


def rows(switches, wanted, forbidden, seed):
    """Rows, one at a time, until every pair of `wanted` is in one; no row has a pair of `forbidden`.

    A row grows from a pair that is missing, by the choice that brings the most missing pairs; chance decides between equals.
    The caller takes away from `wanted` what a row covers: one that came to nothing covers nothing.
    """
    chance = random.Random(seed)
    names = list(switches)
    while wanted:
        row = dict(chance.choice(sorted(wanted, key=sorted)))
        for name in chance.sample(names, len(names)):
            if name in row:
                continue
            allowed = [choice for choice in switches[name]
                       if not any(frozenset(((name, choice), other)) in forbidden for other in row.items())]
            if not allowed:  # the default is what nobody asked for
                continue
            gains = {choice: sum(frozenset(((name, choice), other)) in wanted for other in row.items()) for choice in allowed}
            best = max(gains.values())
            row[name] = chance.choice([choice for choice in allowed if gains[choice] == best])
        yield row
