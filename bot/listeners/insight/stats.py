"""`/incident stats`, and Home's Insights: figures of what somebody may see, and of what everybody may."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import PermanentError
from bot.domain.insight.figures import Figures
from bot.domain.insight.period import Period, read
from bot.domain.taxonomy import Taxonomy
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.store import taxonomy
from bot.store.insight import counting, refusals
from bot.store.who import people
from bot.usecases.answer_once import answer_once
from bot.usecases.insight.ask_export import ask_export
from bot.usecases.insight.note_refusal import note_refusal
from bot.views.insight import exported, message, window
from bot.views.words import person as mention

REFUSED = "invalid_blocks"
View = Callable[..., dict[str, Any]]


@dataclass(frozen=True)
class Counted:
    """`draws`: whether the workspace is thought to draw charts."""

    figures: Figures
    taxonomy: Taxonomy
    draws: bool


async def stats(desk: Desk, typed: Typed) -> None:
    """Counting may take longer than an ack has."""
    period = await desk.db.read(_period, desk, typed.person, typed.words)
    desk.after_ack(typed.body, partial(_give, desk, typed.body, typed.person, period))


SUBCOMMANDS = (
    Subcommand(
        "stats",
        "stats [week] [2026-10]",
        "shows how many incidents there were, how long they took, how old the open ones are",
        stats,
        ("statistics", "figures", "insights", "insight", "metrics"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def turn(ack: AsyncAck, body: Body) -> None:
        period = await _pressed(body)
        await ack()
        give = partial(_give, desk, body, body["user"]["id"], period, replace_original=True)
        desk.after_ack(body, give)

    async def share(ack: AsyncAck, body: Body) -> None:
        period = await _pressed(body)
        is_first = await desk.db.write(answer_once, body["trigger_id"])
        await ack()
        if is_first:
            desk.after_ack(body, partial(_share, desk, body, period))

    async def open_window(ack: AsyncAck, body: Body) -> None:
        period = await desk.db.read(_period, desk, body["user"]["id"], "")
        await ack()
        desk.after_ack(body, partial(_show, desk, body, period))

    async def choose(ack: AsyncAck, body: Body) -> None:
        said = window.chosen(body["view"], body["actions"][0])
        period = await desk.db.read(_period, desk, body["user"]["id"], said)
        await ack()
        desk.after_ack(body, partial(_update, desk, body, period), instead_of=body["view"]["id"])

    async def export(ack: AsyncAck, body: Body) -> None:
        form = body["actions"][0]["action_id"].partition(":")[2]
        await desk.db.write(ask_export, form, by=body["user"]["id"], press=body["trigger_id"])
        await ack()
        desk.after_ack(body, partial(desk.give, body, exported.on_its_way()))

    async def _pressed(body: Body) -> Period:
        return await desk.db.read(_period, desk, body["user"]["id"], body["actions"][0]["value"])

    app.action(re.compile(f"^{message.PERIOD}:"))(turn)
    app.action(message.SHARE)(share)
    app.action(re.compile(f"^{message.EXPORT}:({'|'.join(message.FORMATS)})$"))(export)
    app.action(window.OPEN)(open_window)
    app.action(re.compile(f"^({window.CHOOSE}|{window.FIRST}|{window.LAST})$"))(choose)


def _period(desk: Desk, person: str, words: str) -> Period:
    return read(words, people.get(person).zone, desk.clock())


async def _give(desk: Desk, body: Body, person: str, period: Period, **how: Any) -> None:
    counted = await _counted(desk, person, period)
    await _whisper(desk, body, counted, message.answer, **how)


async def _share(desk: Desk, body: Body, period: Period) -> None:
    counted = await _counted(desk, counting.EVERYBODY, period)
    view = partial(message.shared, by=mention(body["user"]["id"]))
    await _whisper(desk, body, counted, view, response_type="in_channel")


async def _show(desk: Desk, body: Body, period: Period) -> None:
    counted = await _counted(desk, body["user"]["id"], period)
    await desk.show(body, window.modal(counted.figures, counted.taxonomy))


async def _update(desk: Desk, body: Body, period: Period) -> None:
    counted = await _counted(desk, body["user"]["id"], period)
    view = window.modal(counted.figures, counted.taxonomy)
    await desk.answers.update_view(body["view"]["id"], view)


async def _whisper(desk: Desk, body: Body, counted: Counted, view: View, **how: Any) -> None:
    """Draw it; where the workspace refuses that, say the same in words, and remember."""
    url = body["response_url"]
    if counted.draws:
        try:
            said = view(counted.figures, counted.taxonomy, drawn=True)
            await desk.answers.whisper(url, {**said, **how})
        except PermanentError as error:
            if error.code != REFUSED:
                raise
            await desk.db.write_behind(note_refusal)
        else:
            return
    await desk.answers.whisper(url, {**view(counted.figures, counted.taxonomy, drawn=False), **how})


async def _counted(desk: Desk, person: str, period: Period) -> Counted:
    return await desk.db.read(_count, desk, person, period)


def _count(desk: Desk, person: str, period: Period) -> Counted:
    words, now = taxonomy.load(), desk.clock()
    return Counted(counting.figures(person, period, words, now), words, refusals.draws(now))
