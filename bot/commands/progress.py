"""How far a command is, where somebody looks at a terminal."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from bot.ports import Progress, no_progress


@contextmanager
def progress(label: str) -> Iterator[Progress]:
    """A bar where somebody looks at a terminal; without a known end it only moves."""
    if not sys.stderr.isatty():
        yield no_progress
        return
    with click.progressbar(length=0, label=label, file=sys.stderr, show_pos=True) as bar:

        def show(done: int, of: int | None) -> None:
            bar.length = of or max(done + 1, bar.length or 0)
            bar.update(done - bar.pos)

        yield show
        bar.length = bar.pos
        bar.render_progress()
