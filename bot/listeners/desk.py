"""What every listener works with."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any

import structlog
from slack_bolt.async_app import AsyncAck

from bot.domain.errors import FirebellError, UserError
from bot.listeners.stack import in_window, is_last, makes_room
from bot.ports import Answers, Clock
from bot.store.database import Database
from bot.store.who import directory
from bot.usecases.unit import Unit
from bot.views.work import notice

log = structlog.get_logger()

Body = dict[str, Any]
"""What Slack sends: a command, an interaction or an event."""

Run = Callable[..., Awaitable[dict[str, Any] | None]]
"""What a subcommand does, given the desk and what was typed."""

WORTH = 3.0
"""Seconds after which a form opens no more: https://docs.slack.dev/interactivity/handling-user-interaction."""

FEW, TURN, TURNS = 3, 0.01, 30
"""How many wait for their acks without anybody's stepping back, for how many seconds, and how often."""

COURTESY = 0.5
"""Seconds that a refusal waits for the name of the channel to ask in."""

ANSWER = "answer"
"""The name of the tasks that give one after the ack."""

Answer = Callable[[], Coroutine[Any, Any, None]]
Render = Callable[[], Awaitable[dict[str, Any]]]


@dataclass
class Desk:
    """`command` is the slash command under which people know Firebell.

    `unarchives`: whether an admin lets Firebell open archived channels again. `pages`, `tickets`: whether
    there is anything to call people with, and to make tickets in. `waiting`: how many wait to be acked.
    """

    db: Database[Unit]
    answers: Answers
    clock: Clock
    command: str
    unarchives: bool = False
    pages: bool = False
    tickets: bool = False
    waiting: Callable[[], int] = lambda: 0
    subcommands: dict[str, Run] = field(default_factory=dict)
    """What runs for each name and synonym; filled when the listeners register."""
    _under_way: set[asyncio.Task[None]] = field(default_factory=set)
    _newest: dict[str, asyncio.Task[None]] = field(default_factory=dict)

    def after_ack(self, body: Body, answer: Answer, *, instead_of: str = "") -> None:
        """Give an answer after the listener has returned, and so the ack: the last thing that it does.

        instead_of: names what it keeps up to date. An older answer under the same name is not given any more,
        and a lost one is not told: a window on top of what is being filled in would be worse than that.
        """
        task = asyncio.create_task(self._give(body, answer, told=not instead_of), name=ANSWER)
        self._under_way.add(task)
        task.add_done_callback(self._ended)
        if instead_of:
            older = self._newest.get(instead_of)
            if older:
                older.cancel()
            self._newest[instead_of] = task
            task.add_done_callback(lambda done: self._forget(instead_of, done))

    async def tell(self, body: Body, sentence: str) -> None:
        """Say it to the one who acts: where they typed or pressed, else in a small window.

        Where that cannot be, it stands on top of the window in which they are, else in a message to them.
        """
        for say in self._ways(body, sentence, await self.support()):
            try:
                await say()
            except FirebellError as error:
                log.warning("sentence_lost", action="answer", why=str(error))
            else:
                return

    async def give(self, body: Body, message: dict[str, Any]) -> None:
        """Give a message to the one who acts: where they typed or pressed, else in a window."""
        if body.get("response_url"):
            await self.answers.whisper(body["response_url"], message)
        else:
            await self.show(body, notice.window(message))

    async def replace(self, body: Body, message: dict[str, Any]) -> None:
        """Give a message in the place of the one, or of the window, whose button was pressed."""
        if body.get("response_url"):
            await self.answers.whisper(body["response_url"], {**message, "replace_original": True})
        else:
            await self.answers.update_view(body["view"]["id"], notice.window(message))

    async def show(self, body: Body, view: dict[str, Any]) -> None:
        """Open a window, on top of the one that is open or in its place."""
        if not in_window(body):
            await self.answers.open_view(body["trigger_id"], view)
        elif makes_room(body["view"], view):
            await self.answers.update_view(body["view"]["id"], view)
        else:
            await self.answers.push_view(body["trigger_id"], view)

    async def go_back(self, ack: AsyncAck, body: Body, behind: str, render: Render) -> None:
        """Close a submitted form, and show the window behind it anew; in its own place, where that made room.

        behind: the window's id; empty where there is none.
        """
        if behind == body["view"]["id"]:
            await ack(response_action="update", view=await render())
            return
        await ack()

        async def refresh() -> None:
            await self.answers.update_view(behind, await render())

        if behind:
            self.after_ack(body, refresh, instead_of=behind)

    async def support(self) -> str | None:
        """Give the channel in which people ask about Firebell; none where the database is what broke.

        Whoever is refused something waits for their ack meanwhile: not for a database that stands still.
        """
        asked = asyncio.wait_for(self.db.read(directory.support), COURTESY)
        (found,) = await asyncio.gather(asked, return_exceptions=True)
        return found if isinstance(found, str) else None

    async def drain(self) -> None:
        """Wait for the answers that are under way, as long as somebody waits for them."""
        if self._under_way:
            await asyncio.wait(self._under_way, timeout=WORTH)
        for task in self._under_way:
            task.cancel()

    def _ways(self, body: Body, sentence: str, support: str | None) -> list[Answer]:
        """Give the ways to say it, the best first; none where nobody waits for an answer."""
        says, ways = notice.message(sentence, support), list[Answer]()
        window = notice.modal(sentence, support)
        if body.get("response_url"):
            ways.append(lambda: self.answers.whisper(body["response_url"], says))
        elif in_window(body):
            view = body["view"]
            if not is_last(view):
                ways.append(lambda: self.answers.push_view(body["trigger_id"], window))
            ways.append(lambda: self.answers.update_view(view["id"], notice.above(view, sentence, support)))
        elif body.get("trigger_id"):
            ways.append(lambda: self.answers.open_view(body["trigger_id"], window))
        return [*ways, lambda: self.answers.say(_person(body), says)] if ways else []

    async def _give(self, body: Body, answer: Answer, *, told: bool) -> None:
        try:
            await self._behind_acks()
            await answer()
        except UserError as error:
            await self.tell(body, error.under(self.command).sentence)
        except FirebellError as error:
            log.warning("answer_lost", action="answer", why=str(error))
            if told:
                await self.tell(body, f"{error} Nothing has changed; please try again.")
        except Exception:
            log.exception("answer_broke", action="answer")
            if told:
                await self.tell(body, "Something in Firebell broke, its log says what. Please try again.")

    async def _behind_acks(self) -> None:
        """Let those who wait for an ack go first where they are many, but not for long: a form opens soon."""
        for _ in range(TURNS):
            if self.waiting() <= FEW:
                return
            await asyncio.sleep(TURN)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._under_way.discard(task)
        error = None if task.cancelled() else task.exception()
        if error:
            log.error("answer_broke", action="answer", exc_info=error)

    def _forget(self, name: str, done: asyncio.Task[None]) -> None:
        if self._newest.get(name) is done:
            del self._newest[name]


def _person(body: Body) -> str:
    """Give the one who types a command, or presses."""
    return str(body["user_id"] if "user_id" in body else body["user"]["id"])
