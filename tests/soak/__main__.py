"""`make soak`: MINUTES (10) of all that can break; SEED draws the same again, LOGS is where logs stay."""

import asyncio
import os
import secrets
import sys
import tempfile
from pathlib import Path

import click

from bot import logs
from bot.delivery.pace import Pace
from soak.report import Plan, numbers
from soak.soak import soak


def main() -> int:
    minutes, seed = float(os.environ.get("MINUTES", "10")), os.environ.get("SEED") or secrets.token_hex(4)
    click.echo(f"{minutes:g} minutes, seed {seed}", err=True)
    logs.configure("ERROR", "text")
    with tempfile.TemporaryDirectory(prefix="firebell-soak-") as folder:
        logs_in = Path(os.environ.get("LOGS") or folder)
        report = asyncio.run(soak(Plan(seed, 60 * minutes, Pace()), logs_in))
    click.echo(numbers(report))
    return 1 if report.differences or report.faults_of_ours else 0


if __name__ == "__main__":
    sys.exit(main())
