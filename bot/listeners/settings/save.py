"""Somebody saves, deletes or retires an entry of the settings."""

from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain.errors import FirebellError, UserError
from bot.domain.settings.sections import DESCRIBED
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.settings.show import show_again
from bot.listeners.subcommand import Subcommand
from bot.store import taxonomy
from bot.store.settings import audit, known
from bot.store.who.directory import Group
from bot.usecases.read_directory import keep_usergroups
from bot.usecases.settings.edit_settings import Saved, Wish, remove_entry, save_entry
from bot.views import previews
from bot.views.settings import fields, form
from bot.views.settings.fields import Around
from bot.views.settings.form import Entered
from bot.views.settings.history import line
from bot.views.work import notice

SUBCOMMANDS: tuple[Subcommand, ...] = ()


def register(app: Routes, desk: Desk) -> None:
    async def save(ack: AsyncAck, body: Body) -> None:
        entered = form.parse(body["view"])
        names = await desk.db.read(known.channel_names, entered.channels)
        if entered.unknown or entered.channels - names.keys():
            await ack(response_action="update", view=form.asking())
            desk.after_ack(body, lambda: _ask_and_save(desk, body, entered))
            return
        saved = await _save(desk, body, entered, names)
        if saved.clash:
            await ack(response_action="update", view=await desk.db.read(_clashed, entered))
            return
        await ack()
        await show_again(desk, body, entered.behind, entered.place, body["user"]["id"])

    async def remove(ack: AsyncAck, body: Body) -> None:
        asked = form.parse_removal(body["view"])
        by, press = body["user"]["id"], body["trigger_id"]
        saved = await desk.db.write(remove_entry, asked.section, asked.key, asked.version, by=by, press=press)
        if saved.clash:
            raise UserError(f"Somebody changed {asked.key} meanwhile, so it stays. Look at it again.")
        await ack()
        await show_again(desk, body, asked.behind, asked.place, by)

    async def preview(ack: AsyncAck, body: Body) -> None:
        entered, view = form.parse(body["view"]), body["view"]["id"]
        await ack()
        desk.after_ack(body, lambda: _show_preview(desk, entered, view), instead_of=view)

    app.action(previews.PREVIEW)(preview)
    app.view(form.CALLBACK)(save)
    app.view(form.REMOVE_CALLBACK)(remove)


async def _save(desk: Desk, body: Body, entered: Entered, names: dict[str, str]) -> Saved:
    """names: of what was entered by its id."""
    known_by_name = entered.known(names)
    channels = {names[channel]: channel for channel in entered.channels}
    wish = Wish(entered.section, known_by_name.key, entered.version, known_by_name.said, channels)
    return await desk.db.write(save_entry, wish, by=body["user"]["id"], press=body["trigger_id"])


async def _ask_and_save(desk: Desk, body: Body, entered: Entered) -> None:
    """Ask Slack for what is not known here, then save; the form waits and tells what came of it."""
    view_id = body["view"]["id"]
    try:
        saved = await _save(desk, body, entered, await _asked(desk, entered))
        view = await desk.db.read(_clashed, entered) if saved.clash else form.saved()
    except FirebellError as error:
        sentence = str(error.under(desk.command) if isinstance(error, UserError) else error)
        view = await desk.db.read(_again, entered, sentence)
    await desk.answers.update_view(view_id, view)
    await show_again(desk, body, entered.behind, entered.place, body["user"]["id"])


async def _asked(desk: Desk, entered: Entered) -> dict[str, str]:
    """Give the names of what was entered by its id. Raises UserError naming what Slack does not know."""
    names = await desk.db.read(known.channel_names, entered.channels)
    for channel in entered.channels - names.keys():
        names[channel] = await desk.answers.channel_name(channel)
    if entered.unknown:
        groups = tuple(Group(*group) for group in await desk.answers.usergroups())
        await desk.db.write(keep_usergroups, groups)
        found = await desk.db.read(known.handles, entered.unknown)
        for typed in entered.unknown:
            if typed.lower() not in found:
                raise UserError(
                    f"Slack knows no usergroup {typed}. Its ID begins with S, or give its handle."
                )
            names[f"{fields.ASK}{typed}"] = found[typed.lower()]
    return names


async def _show_preview(desk: Desk, entered: Entered, view: str) -> None:
    shown = await desk.db.read(lambda: form.again(entered, _around(), ""))
    await desk.answers.update_view(view, shown)


def _around() -> Around:
    return Around(taxonomy.document(), known.channel_ids())


def _again(entered: Entered, sentence: str) -> dict[str, Any]:
    """Nothing that they typed is lost because of one word in it."""
    return form.again(entered, _around(), f"{sentence} Nothing has changed.")


def _clashed(entered: Entered) -> dict[str, Any]:
    """Show the present, and who was faster."""
    section, present = DESCRIBED[entered.section], taxonomy.document()
    is_there = section.whole or entered.key in present[section.name]
    if not is_there:
        return notice.modal(f"Somebody deleted {entered.key} meanwhile. Add it again if it is needed.")
    last = audit.last_of(section.name, entered.key) if entered.key else None
    faster = line(last) if last else "Somebody changed this."
    warning = f"{faster}\nThis is what stands now: change it again if it is not what you want."
    around = Around(present, known.channel_ids())
    return form.render(section, entered.key, around, entered.behind, entered.place, warning=warning)
