"""One act from its request to its answer: the verb, the ack, what the person then sees."""

import time
from collections.abc import Awaitable, Callable

from bot.sandbox.act import (
    app,
    attaching,
    availability,
    channels,
    chatting,
    commands,
    forms,
    names,
    people,
    presses,
)
from bot.sandbox.act.actor import Act
from bot.sandbox.errors import Refusal
from bot.sandbox.slack import shapes, views
from bot.sandbox.slack.api.errors import SlackError
from bot.sandbox.slack.socket.envelope import ForcedError, UnackedError
from bot.sandbox.slack.workspace import Slack
from bot.sandbox.world import Ephemeral, Json

QUIET = 0.3
"""Seconds without a change after which the app is taken to have finished."""

VERBS: dict[str, Callable[[Act], Awaitable[None]]] = {
    "slash": commands.slash,
    "shortcut": commands.shortcut,
    "message_shortcut": commands.message_shortcut,
    "click": presses.press,
    "select": presses.press,
    "suggest": presses.suggest,
    "submit": forms.submit,
    "close": forms.close,
    "message": chatting.message,
    "edit": chatting.edit,
    "delete": chatting.delete,
    "react": chatting.react,
    "unreact": chatting.unreact,
    "pin": chatting.pin,
    "unpin": chatting.unpin,
    "open_home": channels.open_home,
    "join": channels.join,
    "leave": channels.leave,
    "archive": channels.archive,
    "unarchive": channels.unarchive,
    "rename": channels.rename,
    "create": channels.create,
    "invite": channels.invite,
    "kick": channels.kick,
    "topic": channels.set_topic,
    "convert": channels.convert,
    "share": channels.share,
    "unshare": channels.unshare,
    "delete_channel": channels.delete,
    "uninstall": app.uninstall,
    "install": app.install,
    "add_person": people.add,
    "change_person": people.change,
    "deactivate": people.deactivate,
    "reactivate": people.reactivate,
    "edit_usergroup": people.edit_usergroup,
    "presence": availability.presence,
    "do_not_disturb": availability.do_not_disturb,
    "upload": attaching.upload,
    "edit_canvas": attaching.edit_canvas,
}


async def perform(slack: Slack, body: Json) -> Json:
    verb = VERBS.get(str(body.get("do")))
    if verb is None:
        raise Refusal(f"Nobody can {body.get('do')!r}; people can {', '.join(VERBS)}.")
    act = Act(slack, names.active(slack, body.get("user")), body)
    patience, begun = _wait(body), slack.clock.ts()
    act.note_seen()
    try:
        await verb(act)
    except UnackedError:
        return {"ok": False, "error": "operation_timeout"}
    except ForcedError as error:
        return {"ok": False, "error": str(error)}
    except SlackError as error:
        return {"ok": False, "error": error.error, **error.details}
    await _settle(act, patience)
    return {"ok": True, "ack_ms": act.ack_ms, **_seen(act, begun), **act.extra}


def _wait(body: Json) -> float:
    wait = body.get("wait_ms", 0)
    if not isinstance(wait, int | float) or isinstance(wait, bool) or wait < 0:
        raise Refusal(f'"wait_ms" must be a number of milliseconds, not {wait!r}.')
    return wait / 1000


async def _settle(act: Act, patience: float) -> None:
    """Wait for at least one change of what the person sees, then for quiet; never longer than asked.

    It is not quiet while the app is known to answer still.
    """
    end, version, changes = time.monotonic() + patience, act.mark, act.slack.changes
    if not patience or not await changes.after(act.person.id, version, patience):
        return
    while (left := end - time.monotonic()) > 0:
        changed = await changes.after(act.person.id, changes.version(act.person.id), min(QUIET, left))
        if not changed and not act.slack.is_answering:
            return


def _seen(act: Act, begun: str) -> Json:
    slack, user = act.slack, act.person.id
    top, home = views.top(slack, user), slack.world.homes.get(user)
    mine = [each for each in slack.world.ephemerals if each.user == user and each.shown > begun]
    return {
        "view": shapes.view(slack, top) if top else None,
        "errors": forms.errors_by_label(top) if top else {},
        "ephemerals": [ephemeral(each) for each in mine],
        "home": shapes.view(slack, home) if home else None,
    }


def ephemeral(shown: Ephemeral) -> Json:
    """An ephemeral message for the control API: `user` is the one who sees it."""
    return {**shown.message, "channel": shown.channel, "user": shown.user, "is_ephemeral": True}
