"""`/incident postmortem`: shows it; starts it, says that it is ready, gives it as a file."""

from collections.abc import Callable
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.policy import hidden
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_for
from bot.store.postmortem import papers
from bot.usecases.postmortem.write_postmortem import (
    export_postmortem,
    extend_postmortem,
    finish_postmortem,
    start_postmortem,
)
from bot.views.postmortem import buttons, window
from bot.views.work import notice

UseCase = Callable[..., Incident]

TYPED: dict[str, tuple[UseCase, str]] = {
    "start": (start_postmortem, "{ref} gets a post-mortem; its channel is told."),
    "ready": (finish_postmortem, "The post-mortem of {ref} is ready."),
    "export": (export_postmortem, "The post-mortem of {ref} is being sent as a file."),
    "append": (extend_postmortem, "What happened since is being added to the post-mortem of {ref}."),
}
SYNONYMS = {"create": "start", "begin": "start", "new": "start", "done": "ready", "download": "export"}


async def postmortem(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Show it, or do at once what was typed."""
    found = await incident_for(desk, typed, buttons.WORD)
    if found is None:
        return None
    incident, typed = found
    word = typed.words.strip().lower()
    if not word:
        desk.after_ack(typed.body, lambda: _show(desk, typed.body, incident.id, typed.person))
        return None
    do, said = TYPED.get(SYNONYMS.get(word, word), (None, ""))
    if do is None:
        raise UserError(
            "Type `/incident postmortem` to see it, `/incident postmortem start` to begin one, "
            "`/incident postmortem ready` once it is written, `/incident postmortem append` for what "
            "happened since, or `/incident postmortem export` for a file."
        )
    await desk.db.write(do, incident.id, by=typed.person, press=typed.body["trigger_id"])
    return notice.message(said.format(ref=incident.ref))


SUBCOMMANDS = (
    Subcommand(
        buttons.WORD,
        "postmortem [start, ready, export]",
        "shows the post-mortem; starts it, says that it is ready, gives it as a file",
        postmortem,
        ("post-mortem", "pm", "retro"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    def pressed(do: UseCase) -> Callable[[AsyncAck, Body], Any]:
        async def press(ack: AsyncAck, body: Body) -> None:
            number, by = int(body["actions"][0]["value"]), body["user"]["id"]
            await desk.db.write(do, number, by=by, press=body["trigger_id"])
            await ack()
            _show_again(desk, body, number)

        return press

    async def opened(ack: AsyncAck) -> None:
        await ack()

    app.action(buttons.START)(pressed(start_postmortem))
    app.action(buttons.FINISH)(pressed(finish_postmortem))
    app.action(buttons.EXPORT)(pressed(export_postmortem))
    app.action(buttons.APPEND)(pressed(extend_postmortem))
    app.action(buttons.OPEN)(opened)


def _show_again(desk: Desk, body: Body, number: int) -> None:
    """The window shows what has become of it; where it was a message's button, its channel is told."""
    view = body.get("view") or {}
    if view.get("type") == "modal":
        desk.after_ack(body, lambda: _refresh(desk, view["id"], number, body["user"]["id"]))


async def _show(desk: Desk, body: Body, number: int, person: str) -> None:
    await desk.show(body, await _window(desk, number, person))


async def _refresh(desk: Desk, view: str, number: int, person: str) -> None:
    await desk.answers.update_view(view, await _window(desk, number, person))


async def _window(desk: Desk, number: int, person: str) -> dict[str, Any]:
    material = await desk.db.read(papers.for_person, number, person)
    if material is None:
        raise UserError(hidden(number))
    return window.render(material)
