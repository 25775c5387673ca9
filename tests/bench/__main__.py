"""`make bench`: times and memory, each beside its yardstick, measured in one run."""

import asyncio
import sys
import tempfile
import time
from pathlib import Path

import click
import psutil  # type: ignore[import-untyped]  # ships no types
from bench import (
    acks,
    alerts,
    catalog,
    declare,
    directory,
    insight,
    page,
    paging,
    refresh,
    sandbox,
    screens,
    start,
    table,
    tickets,
)
from bench.row import Row

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
)


async def measured() -> list[Row]:
    """Measure one thing after the other, each in a folder of its own, and say on the way what was found."""
    found: list[Row] = []
    for measure in MEASURES:
        with tempfile.TemporaryDirectory(prefix="firebell-bench-") as folder:
            async for row in measure.rows(Path(folder)):
                click.echo(f"{row.row}: {row.measured}", err=True)
                found.append(row)
    return found


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
