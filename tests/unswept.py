"""Imported first: what is read in stays, and to look for garbage in it took a tenth of the whole run."""

import gc

gc.disable()


def keep() -> None:
    """Look for garbage from now on, but not in what is there already."""
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    gc.enable()


def leave() -> None:
    """Look once in the end: pytest is going to look ten times more, and then only in what comes later."""
    gc.collect()
    gc.freeze()
