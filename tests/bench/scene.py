"""An app in a workspace full of people, with something to type, to submit and to press."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bench.people import seed_file
from bench.place import PATIENCE, Json, NotMeasuredError, Place, sandbox
from bench.process import FIREBELL_RUN, App, running

from bot.views.declare import form

TYPED = {
    "Title": "Checkout fails for one order in three",
    "What happens?": "Since 14:02 the payment step answers 500.",
    "Category": "Payment",
}
IMPACT = "Many customers have major trouble"
AT_A_TIME = 50
"""People who are prepared side by side; preparing is not measured."""

TRIES = 5
LONGEST = 4.0
"""Seconds that a form may take to open; what opens it works for three."""


@dataclass
class Scene:
    app: App
    place: Place
    button: Json = field(default_factory=dict)

    @property
    def is_firebell(self) -> bool:
        return self.app is FIREBELL_RUN

    async def show_button(self) -> None:
        """Have a Join button in a public channel, by what the app does or by hand."""
        await self.place.calm()
        ts = await (self._announced() if self.is_firebell else self._posted())
        self.button = {
            "in": {"in": "message", "channel": "tech-incidents", "ts": ts},
            "action_id": "join_incident",
        }

    async def fill_form(self, person: str, impact: str = IMPACT) -> None:
        """Leave the person with a form that only needs to be submitted, and the app at rest."""
        await self.fill_forms([person], impact)

    async def fill_forms(self, people: list[str], impact: str = IMPACT) -> None:
        await _for_each(people, lambda person: self._fill(person, impact))
        await self.place.calm()

    async def close_windows(self, people: list[str]) -> None:
        """Begin anew: the sandbox tells who acts what is open, which takes its time while others wait."""
        await _for_each(people, self.place.close_all)

    async def _fill(self, person: str, impact: str) -> None:
        """What an earlier round left open would be taken for the form, so it is closed first."""
        for _ in range(TRIES):
            await self.place.close_all(person)
            if await self._opens(person) and (not self.is_firebell or await self._choose(person, impact)):
                return
        raise NotMeasuredError(f"{person} got no form in {TRIES} tries")

    async def _opens(self, person: str) -> bool:
        """Type what opens the form, and look until it is there."""
        typed, callback = ("open", form.CALLBACK) if self.is_firebell else ("form", "form")
        deadline = time.monotonic() + LONGEST
        view = (await self.place.slash(person, typed, wait_ms=LONGEST * 1000)).get("view")
        while not (view and view["callback_id"] == callback):
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(0.1)
            view = await self.place.top_view(person)
        return True

    async def _choose(self, person: str, impact: str) -> bool:
        chosen = {"label": "Customers", "option": impact, "values": TYPED}
        return bool((await self.place.act(user=person, do="select", **{"in": "view"}, **chosen))["ok"])

    async def _announced(self) -> str:
        await self.fill_form("ana")
        await self.place.act(user="ana", do="submit")
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            await self.place.calm()
            channels = (await self.place.state())["channels"]
            messages = next(one["messages"] for one in channels if one["name"] == "tech-incidents")
            told = [str(one["ts"]) for one in messages if "inc-1" in one.get("text", "")]
            if told:
                return told[0]
        raise NotMeasuredError("nothing was announced")

    async def _posted(self) -> str:
        await self.place.ask_slack("conversations.join", channel=await self._channel("tech-incidents"))
        button = {
            "type": "button",
            "action_id": "join_incident",
            "text": {"type": "plain_text", "text": "Join"},
        }
        blocks = [{"type": "actions", "elements": [button]}]
        channel = await self._channel("tech-incidents")
        posted = await self.place.ask_slack("chat.postMessage", channel=channel, text="Join", blocks=blocks)
        return str(posted["ts"])

    async def _channel(self, name: str) -> str:
        channels = (await self.place.state())["channels"]
        return next(str(one["id"]) for one in channels if one["name"] == name)


async def _for_each(people: list[str], prepare: Callable[[str], Awaitable[None]]) -> None:
    turns = asyncio.Semaphore(AT_A_TIME)

    async def in_turn(person: str) -> None:
        async with turns:
            await prepare(person)

    await asyncio.gather(*map(in_turn, people))


@asynccontextmanager
async def scene(app: App, folder: Path, told: Mapping[str, str] | None = None) -> AsyncIterator[Scene]:
    """Raise a sandbox with a crowd in it, and the app, each in a process of its own.

    told: what the app's environment says besides.
    """
    own = folder / app.name.replace(" ", "-")
    own.mkdir()
    async with (
        sandbox(own, seed_file(own)) as place,
        running(app, own, {**place.environment, **(told or {})}) as process,
    ):
        await place.connected(process)
        raised = Scene(app, place)
        await raised.show_button()
        yield raised
