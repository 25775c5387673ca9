"""Evaluates jq for the bot, in a process of its own that can do nothing else.

It is run by its path, without the bot's environment, and knows nothing of it. A request: milliseconds that it
may take, the length of the expressions (a list in JSON) and of the things (another one), then both. The
answer: its length, and a list in JSON. One that takes too long, or too much memory, ends this process.
"""

import json
import os
import resource
import signal
import struct
import sys
from contextlib import suppress
from functools import cache
from typing import Any, BinaryIO

import jq

REQUEST = struct.Struct("!III")
ANSWER = struct.Struct("!I")

MEMORY = 768 * 1024 * 1024
"""Bytes of addresses, Python's own among them."""

LONGEST = 32 * 1024 * 1024
"""Bytes of an answer; a longer one ends the process as too much memory does."""


def main() -> None:
    _confine()
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(requests: BinaryIO, answers: BinaryIO) -> None:
    while head := requests.read(REQUEST.size):
        limit, ours, theirs = REQUEST.unpack(head)
        expressions, things = tuple(json.loads(requests.read(ours))), requests.read(theirs)
        # The time of the processor, so that a busy machine ends nothing; who does not catch it is ended.
        signal.setitimer(signal.ITIMER_PROF, limit / 1000)
        answer = evaluated(expressions, things.decode()) if things else json.dumps(faults(expressions))
        signal.setitimer(signal.ITIMER_PROF, 0)
        said = answer.encode("utf-8", "replace")
        if len(said) > LONGEST:
            sys.exit(1)
        answers.write(ANSWER.pack(len(said)) + said)
        answers.flush()


def evaluated(expressions: tuple[str, ...], things: str) -> str:
    """Give a list for each thing, and in it for each expression [value], [] for nothing, or {"e": why}."""
    return str(_program(expressions).input_text(things).text())


def faults(expressions: tuple[str, ...]) -> list[str]:
    """Say of each what is wrong with it; empty where nothing is."""
    return [_fault(one) for one in expressions]


def _fault(expression: str) -> str:
    """It must be whole by itself and inside others: else its end would be theirs, or their end its own."""
    try:
        jq.compile(said := _written(expression))
        jq.compile(f"({said}\n\n)")
    except ValueError as error:
        return str(error).partition(" at <top-level>")[0].strip().removeprefix("jq: error: ")
    return ""


@cache
def _program(expressions: tuple[str, ...]) -> Any:
    """One program for all of them, as each passage between Python and jq costs more than an expression.

    The second empty line ends a comment that a backslash would carry over the first one.
    """
    cells = ", ".join(f"(try [first({_written(one)}\n\n)] catch {{e: .}})" for one in expressions)
    return jq.compile(f"[.[] | [{cells}]]")


@cache
def _written(expression: str) -> str:
    """Texts may stand in single quotes, which jq itself does not know."""
    try:
        jq.compile(expression)
    except ValueError:
        return expression.replace("'", '"')
    return expression


def _confine() -> None:
    """No file is opened from here on, and nothing is left behind. Python adds to an empty environment."""
    os.environ.clear()
    for what, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_NOFILE, 3),
    ):
        with suppress(ValueError, OSError):  # not every system knows all of them
            resource.setrlimit(what, (most, most))


if __name__ == "__main__":
    main()
