"""jq at arm's length: another process evaluates, and an expression that never ends costs itself only.

The library holds Python's lock while it evaluates, and its expressions can read the environment: neither
must happen in the bot's own process.
"""

import asyncio
import json
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import structlog

from bot.domain.catalog.mapped import Cell, Row
from bot.domain.errors import PermanentError
from bot.integrations.pagerduty.catalog.jq_child import ANSWER, LONGEST, REQUEST

log = structlog.get_logger()

CHILD = Path(__file__).parent / "jq_child.py"

LIMIT = 0.5
"""Seconds of the processor that a page may take; a page of honest expressions takes hundredths."""

PATIENCE = 60.0
"""Seconds until it is given up whatever it does, on however busy a machine."""

STRIKES = 2
"""How many things an expression may fail with so before it is evaluated no more."""

HOSTILE = "It did not end within its time, or took too much memory."


class CutOffError(Exception):
    """The other process ended instead of answering."""


class Jq:
    """Evaluates while it is entered. `limit`: seconds of the processor for one page."""

    def __init__(self, limit: float = LIMIT) -> None:
        self._limit = limit
        self._process: Process | None = None
        self._strikes: Counter[str] = Counter()
        self.begun = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    async def faults(self, texts: Sequence[str]) -> list[str]:
        """Say of each expression what is wrong with it; empty where nothing is."""
        try:
            found: list[str] = await self._ask(texts, b"")
        except CutOffError as error:
            words = "The process that evaluates jq ended at once. Is the package jq installed?"
            raise PermanentError(words) from error
        return found

    async def rows(self, texts: Sequence[str], things: Sequence[Mapping[str, Any]]) -> list[Row]:
        """Evaluate each expression on each thing; one that does not end gives an error only."""
        usable = [one for one in texts if self._strikes[one] < STRIKES]
        if not usable or not things:
            return [[self._given_up()] * len(texts) for _ in things]
        if len(usable) < len(texts):
            found = await self.rows(usable, things)
            return [self._filled(texts, usable, row) for row in found]
        try:
            return await self._evaluated(texts, things)
        except CutOffError:
            return await self._apart(texts, things)

    async def _apart(self, texts: Sequence[str], things: Sequence[Mapping[str, Any]]) -> list[Row]:
        """One of them ends the process: find out which, and with what."""
        if len(texts) > 1:
            columns = [await self.rows([text], things) for text in texts]
            return [[column[place][0] for column in columns] for place in range(len(things))]
        if len(things) > 1:
            return [(await self.rows(texts, [thing]))[0] for thing in things]
        self._strikes[texts[0]] += 1
        log.warning("expression_cut_off", action="evaluate", expression=texts[0][:200])
        return [[self._given_up()]]

    async def _evaluated(self, texts: Sequence[str], things: Sequence[Mapping[str, Any]]) -> list[Row]:
        said = await self._ask(texts, json.dumps(things).encode())
        if not isinstance(said, list) or len(said) != len(things):
            raise CutOffError  # it said `halt`
        return [[_cell(one) for one in row] for row in said]

    def _filled(self, texts: Sequence[str], usable: Sequence[str], row: Row) -> Row:
        known = dict(zip(usable, row, strict=True))
        return [known.get(text) or self._given_up() for text in texts]

    def _given_up(self) -> Cell:
        return Cell(error=HOSTILE)

    async def _ask(self, texts: Sequence[str], things: bytes) -> Any:
        said = json.dumps(list(texts)).encode()
        head = REQUEST.pack(int(self._limit * 1000), len(said), len(things))
        try:
            async with asyncio.timeout(PATIENCE):
                return await self._exchange(head + said + things)
        except (TimeoutError, OSError, EOFError, ValueError) as error:
            await self._end()
            raise CutOffError from error

    async def _exchange(self, request: bytes) -> Any:
        process = self._process = self._process or await self._begin()
        assert process.stdin
        assert process.stdout
        process.stdin.write(request)
        await process.stdin.drain()
        (size,) = ANSWER.unpack(await process.stdout.readexactly(ANSWER.size))
        if size > LONGEST:
            raise EOFError
        return json.loads(await process.stdout.readexactly(size))

    async def _begin(self) -> Process:
        """It gets no environment, and stands where there is nothing to read."""
        self.begun += 1
        return await asyncio.create_subprocess_exec(
            sys.executable, "-I", str(CHILD), stdin=PIPE, stdout=PIPE, stderr=DEVNULL, env={}, cwd="/"
        )

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is None:
            return
        if process.returncode is None:
            process.kill()
        await process.wait()
        if process.stdin:
            process.stdin.close()


def _cell(said: Any) -> Cell:
    if isinstance(said, list):
        return Cell(said[0] if said else None)
    why = said.get("e") if isinstance(said, dict) else None
    return Cell(error=str(why)[:300] if why is not None else "It ends with an error.")
