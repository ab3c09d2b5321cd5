"""Named checks, each printed as PASS or FAIL, and their sum."""

import sys
import time
from collections.abc import Callable


class CheckFailed(Exception):
    """What a check expected and did not find, in one line or a few."""


class Report:
    def __init__(self) -> None:
        self.passed = 0
        self.failed = 0

    def check(self, name: str, body: Callable[[], object]) -> bool:
        """Runs `body`; the check passes unless it raises."""
        started = time.monotonic()
        try:
            body()
        except Exception as error:  # a check that cannot run has failed, whatever the reason
            self.failed += 1
            self._print("FAIL", name, started)
            detail = str(error) if isinstance(error, CheckFailed) else f"{type(error).__name__}: {error}"
            for line in detail.strip().splitlines():
                print(f"       {line}", flush=True)
            return False
        self.passed += 1
        self._print("PASS", name, started)
        return True

    def sum(self) -> int:
        """Prints the last line; returns the exit code."""
        print(f"{self.passed} passed, {self.failed} failed", flush=True)
        return 1 if self.failed else 0

    def _print(self, verdict: str, name: str, started: float) -> None:
        print(f"{verdict}  {name}  ({time.monotonic() - started:.1f} s)", flush=True)


def note(text: str) -> None:
    """What the bench is doing, beside its results."""
    print(f"boot: {text}", file=sys.stderr, flush=True)


def expect(condition: object, otherwise: str) -> None:
    if not condition:
        raise CheckFailed(otherwise)
