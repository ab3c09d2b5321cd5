"""Waits that end."""

import time
from collections.abc import Callable
from typing import TypeVar

from .report import CheckFailed

T = TypeVar("T")


def wait_for(what: str, seconds: float, probe: Callable[[], T], give_up: Callable[[], str | None] = lambda: None) -> T:
    """Calls `probe` until it returns something true, and returns that.

    Ends after `seconds`, or at once when `give_up` says why there is nothing to wait for any more.
    """
    deadline = time.monotonic() + seconds
    while True:
        found = probe()
        if found:
            return found
        if reason := give_up():
            raise CheckFailed(f"no use to wait for {what}: {reason}")
        if time.monotonic() > deadline:
            raise CheckFailed(f"waited {seconds:.0f} s for {what}")
        time.sleep(0.25)
