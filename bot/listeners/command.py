"""`/incident <subcommand> <words>`: finds the subcommand, or says which one is meant."""

import difflib
from collections.abc import Iterable
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed, first_word
from bot.store.who import directory
from bot.views.work import help as help_view

LEAST, ALIKE = 0.5, 0.1
"""How like a subcommand a word must be to mean it, and what is no difference between two."""


def register(app: Routes, desk: Desk, subcommands: Iterable[Subcommand]) -> None:
    known = [*subcommands]

    async def show_help(desk: Desk, _typed: Typed) -> dict[str, Any]:
        support = await desk.db.read(directory.support)
        return help_view.message(desk.command, [(one.usage, one.does) for one in known], support)

    async def show_all(ack: AsyncAck, body: Body) -> None:
        await ack()
        desk.after_ack(body, lambda: give_all(body))

    async def give_all(body: Body) -> None:
        support = await desk.db.read(directory.support)
        lines = [(one.usage, one.does) for one in known]
        await desk.give(body, help_view.everything(desk.command, lines, support))

    known.append(Subcommand("help", "help", "shows this", show_help))
    table = {word: one for one in known for word in (one.name, *one.synonyms)}
    desk.subcommands.update({word: one.run for word, one in table.items()})

    async def run_command(ack: AsyncAck, body: Body) -> None:
        word, words = first_word(body.get("text", ""))
        subcommand = table.get(word.lower() or "help")
        if subcommand is None:
            raise UserError(_nearest(word, table, desk.command))
        typed = Typed(words, body["user_id"], body["channel_id"], body)
        message = await subcommand.run(desk, typed)
        await ack(response_type="ephemeral", **message) if message else await ack()

    app.command(desk.command)(run_command)
    app.action(help_view.ALL)(show_all)


def _nearest(word: str, table: dict[str, Subcommand], command: str) -> str:
    """Name the subcommand that was probably meant; never run it. Of two, the one that matters first."""
    near = [(_likeness(word.lower(), one), table[one].name) for one in table]
    best = max(near)[0]
    names = [name for likeness, name in sorted(near, reverse=True) if likeness >= max(best - ALIKE, LEAST)]
    name = next((one for one in names if one in help_view.FIRST), names[0] if names else "")
    meant = f"Did you mean `{command} {name}`? " if name else ""
    quoted = word.replace("`", "'")[:40]
    return f"There is no `{command} {quoted}`. {meant}`{command} help` shows what there is."


def _likeness(one: str, other: str) -> float:
    return difflib.SequenceMatcher(None, one, other).ratio()
