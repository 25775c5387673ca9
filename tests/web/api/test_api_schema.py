"""Requests that the document allows, and some that it does not: never a fault of ours."""

import asyncio
import importlib.util
import sys
from pathlib import Path

import pytest
from door import Door

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        importlib.util.find_spec("schemathesis") is None, reason="schemathesis is not installed"
    ),
]

MEANT = "positive_data_acceptance"
"""What is well shaped may still name a priority that there is not: that is refused, and says so."""


async def test_schemathesis_finds_nothing(door: Door, tmp_path: Path) -> None:
    secret = door.token("schemathesis")
    for title in ("Checkout is down", "Search is slow"):
        await door.ask("POST", "/api/incidents", {"title": title, "priority": "P3"}, secret=secret)
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "schemathesis.cli", "run", door.url("/api/openapi.json")),
        *("--header", f"Authorization: Bearer {secret}", "--seed", "1", "--max-examples", "10"),
        *("--phases", "coverage,fuzzing", "--exclude-checks", MEANT, "--no-color"),
        cwd=tmp_path,  # it remembers what it found
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert "7 selected / 7 total" in said.decode()
