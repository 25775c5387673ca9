"""Who is forgotten while others write of them is named nowhere afterwards."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from typing import Any

from harness import FORM

from bot.domain.people import Person
from bot.store import tables
from bot.store.who import people
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit
from bot.usecases.work.write_notes import add_note

LEA = Person("U0LEA77", "lea", "Léa Dubois", "lea@demo.example", deleted=True)
ANA = Person("U0ANA77", "ana", "Ana Sousa", "ana@demo.example")


def test_what_is_written_while_it_asks_names_them_no_more(do: Callable[..., Any], database_url: str) -> None:
    def fill(unit: Unit) -> None:
        people.keep([LEA, ANA], unit.now)
        open_incident(unit, FORM, by=ANA.id, press="a")

    do(fill)
    keyboard, terminal = pty.openpty()
    words, env = (sys.executable, "-m", "bot", "forget", LEA.id), {**os.environ, "DATABASE_URL": database_url}
    with subprocess.Popen(words, stdin=terminal, stdout=subprocess.PIPE, env=env, text=True) as process:
        assert process.stdout
        said = ""
        while not said.endswith("[y/N]:"):
            letter = process.stdout.read(1)
            assert letter, said
            said += letter
        do(add_note, 1, "Léa Dubois had changed that", None, by=ANA.id, press="n")
        os.write(keyboard, b"y\n")
        assert process.wait() == 0
    os.close(keyboard)
    os.close(terminal)
    kept = do(lambda _: str([row.said for row in tables.Event.select()]))
    assert "a former member had changed that" in kept
    assert "Dubois" not in kept
