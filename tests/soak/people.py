"""People in their worst hour: they declare, update, page, comment and close, and note what they were told."""

import asyncio
import random
import re
import time
from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import psycopg
from harness import PAYMENT, Workspace, texts

NAMES = ("ana", "ben", "chloe", "deniz", "grace", "jonas")
CUSTOMERS = {"P1": "Nobody or hardly anybody can order", "P3": "Some customers have trouble"}
WHOM = "Whom do you page?"
TRIES = 5
"""How often somebody presses again what Slack says was not heard."""

WAIT = 1500
"""Milliseconds that somebody looks at the screen for an answer."""


class Told(StrEnum):
    """What the person was told of a deed in the end."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNHEARD = "unheard"
    """Slack's own failure, or an answer that never came: it may be done or not, but not twice."""


@dataclass
class Deed:
    """`words` are in no other deed. `pressed`: whether it was sent at all."""

    kind: str
    words: str
    by: str
    number: int = 0
    pressed: bool = False
    told: Told = Told.UNHEARD
    presses: int = 0


@dataclass
class Journal:
    """What everybody did, and what they know of."""

    url: str
    deeds: list[Deed] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    """The incidents that somebody was told of, and that nobody tried to close."""
    acks: Counter[str] = field(default_factory=Counter)

    def begin(self, kind: str, by: str, number: int = 0) -> Deed:
        deed = Deed(kind, f"w{len(self.deeds)}w", by, number)
        self.deeds.append(deed)
        return deed

    def ticket(self, number: int) -> str:
        """Look up the key of an incident's ticket; empty where there is none yet, or no database."""
        query = "SELECT key FROM ticket WHERE incident = %s AND key <> ''"
        try:
            with psycopg.connect(self.url, connect_timeout=2) as looking:
                row = looking.execute(query, [number]).fetchone()
        except psycopg.Error:
            return ""
        return str(row[0]) if row else ""


@dataclass
class Somebody:
    workspace: Workspace
    name: str
    dice: random.Random
    journal: Journal

    async def live(self, until: float, pause: float) -> None:
        """Do one thing after the other. pause: the longest, in seconds."""
        while time.monotonic() < until:
            deeds = (self._declare, self._update, self._page, self._comment, self._close)
            deed = self.dice.choices(deeds, (4, 8, 1, 3, 2))[0] if self.journal.open else self._declare
            await deed()
            await asyncio.sleep(self.dice.uniform(0, pause))

    async def _declare(self) -> None:
        deed = self.journal.begin("declare", self.name)
        if not await self._opens("open"):
            return
        customers = CUSTOMERS[self.dice.choice(("P1", "P1", "P3"))]
        said = await self._submits(deed, {**PAYMENT, "Title": f"Soak {deed.words}", "Customers": customers})
        if number := re.search(r"\*inc-(\d+)\* is recorded", said or ""):
            deed.told, deed.number = Told.ACCEPTED, int(number[1])
            self.journal.open.append(deed.number)

    async def _update(self) -> None:
        deed = self.journal.begin("update", self.name, self.dice.choice(self.journal.open))
        status = self.dice.choice(("", "", "investigating: ", "mitigating: ", "mitigated: "))
        deed.pressed, deed.presses = True, 1
        answer = await self._act("slash", **_typed(f"update inc-{deed.number} {status}{deed.words}"))
        said = " ".join(one["text"] for one in answer.get("ephemerals", ()))
        if answer["ok"] and said:
            deed.told = Told.ACCEPTED if "Posted in inc-" in said else Told.REFUSED

    async def _page(self) -> None:
        deed = self.journal.begin("page", self.name, self.dice.choice(self.journal.open))
        if await self._opens(f"page inc-{deed.number}"):
            said = await self._submits(deed, {WHOM: "Databases (", "Message": deed.words})
            is_shown_again = said is None or WHOM in said
            deed.told = deed.told if is_shown_again else Told.ACCEPTED

    async def _comment(self) -> None:
        """In Jira, where Firebell is to hear it."""
        number = self.dice.choice(self.journal.open)
        if key := await asyncio.to_thread(self.journal.ticket, number):
            deed = self.journal.begin("comment", self.name, number)
            body = {"user": self.name, "do": "jira", "issue": key, "comment": deed.words}
            status, _ = await self.workspace.post("act", body)
            deed.pressed, deed.told = True, Told.ACCEPTED if status == 200 else Told.REFUSED

    async def _close(self) -> None:
        number = self.dice.choice(self.journal.open)
        self.journal.open.remove(number)
        deed = self.journal.begin("close", self.name, number)
        if await self._opens(f"downgrade inc-{number} {deed.words}"):
            said = await self._submits(deed, {})
            deed.told = Told.ACCEPTED if "closed as not an incident" in (said or "") else deed.told

    async def _opens(self, text: str) -> bool:
        """Type it until its form is on the screen."""
        for _ in range(TRIES):
            await self.workspace.post("act", {"user": self.name, "do": "close"})
            answer = await self._act("slash", **_typed(text))
            if answer["ok"] and answer["view"]:
                return True
        return False

    async def _submits(self, deed: Deed, values: dict[str, str]) -> str | None:
        """Press until it is heard; give what is on the screen then, None where it never was."""
        for _ in range(TRIES):
            deed.pressed, deed.presses = True, deed.presses + 1
            answer = await self._act("submit", values=values)
            if answer["ok"]:
                # What is refused now may have been done at an earlier press.
                deed.told = Told.REFUSED if answer["errors"] and deed.presses == 1 else deed.told
                return texts(answer["view"]["blocks"]) if answer["view"] else ""
            if "error" in answer and "timeout" not in answer["error"]:
                return None
        return None

    async def _act(self, do: str, **args: Any) -> dict[str, Any]:
        body = {"user": self.name, "do": do, "wait_ms": WAIT, **args}
        _, answer = await self.workspace.post("act", body)
        self.journal.acks["acked" if answer["ok"] else str(answer["error"])[:40]] += 1
        found: dict[str, Any] = answer
        return found


def _typed(text: str) -> dict[str, str]:
    return {"channel": "general", "command": "/incident", "text": text}
