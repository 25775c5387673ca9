"""`make bench`: times and memory, each beside its yardstick, measured in one run."""

import asyncio
import sys
import tempfile
import time
import traceback
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path
from types import ModuleType

import click
import psutil  # type: ignore[import-untyped]  # ships no types
from bench import (
    acks,
    alerts,
    catalog,
    declare,
    directory,
    insight,
    outbox,
    page,
    paging,
    refresh,
    sandbox,
    screens,
    start,
    table,
    tickets,
)
from bench.row import Row, broken

ROOT = Path(__file__).parent.parent.parent
MEASURES = (
    start,
    declare,
    paging,
    tickets,
    alerts,
    refresh,
    screens,
    acks,
    sandbox,
    page,
    directory,
    catalog,
    insight,
    outbox,
)


LONGEST = 600.0
"""Seconds that one of them may take."""


async def measured() -> list[Row]:
    """Measure one thing after the other, each in a folder of its own, and say on the way what was found."""
    found: list[Row] = []
    for measure in MEASURES:
        begun = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="firebell-bench-", ignore_cleanup_errors=True) as folder:
            async for row in whole(measure, Path(folder)):
                click.echo(f"{row.row}: {row.measured} {row.failure}", err=True)
                found.append(row)
        click.echo(f"--- {measure.__name__} took {time.monotonic() - begun:.0f} s", err=True)
    return found


async def whole(measure: ModuleType, folder: Path) -> AsyncIterator[Row]:
    """Give its rows; where it breaks that is a row too, and the others are still to come."""
    try:
        async with asyncio.timeout(LONGEST), aclosing(measure.rows(folder)) as rows:
            async for row in rows:
                yield row
    except Exception as error:  # noqa: BLE001 - whatever it is, the others are not lost by it
        traceback.print_exc()
        yield broken(measure.__name__, error)


def main() -> int:
    begun, busy = time.monotonic(), psutil.cpu_percent(interval=1)
    rows = asyncio.run(measured())
    table.write(rows, ROOT / "bench.json")
    broken = sum(not row.holds for row in rows)
    click.echo(f"\n{table.drawn(rows)}\n")
    took = time.monotonic() - begun
    click.echo(f"{len(rows)} rows in {took:.0f} s, {broken} of them do not hold; the same as bench.json.")
    click.echo(f"Before it began, the machine was {busy:.0f} % busy with other things.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
