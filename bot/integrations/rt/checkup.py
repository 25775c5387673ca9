"""Whether RT would do what Firebell asks of it: token, version, queues, rights, fields, statuses, webhook.

REST 2.0 tells no rights by their names. What it offers with a queue and a ticket follows from them, so that
nothing has to be tried: who may not change a ticket is offered no status for it.
"""

from collections.abc import Mapping
from typing import Any

from bot.domain.checkup import Finding, fault, note, sound
from bot.domain.errors import PermanentError, TransientError
from bot.domain.taxonomy import Taxonomy
from bot.integrations.rt.client import RequestTracker
from bot.integrations.rt.furnishing import CURE, UNSEEN, fields_of, read_queue
from bot.integrations.rt.initialdata import EVERYWHERE, FIELDS
from bot.integrations.rt.places import queues_of
from bot.integrations.rt.webhooks import PATH

ABOUT = "RT"
TOKEN, WEBHOOKS = "RT token", "RT webhooks"
OLDEST = 5
OFFERED = {"comment": "CommentOnTicket", "lifecycle": "ModifyTicket"}
"""What RT offers with a ticket -> the right from which it follows."""


async def look(rt: RequestTracker, words: Taxonomy, settings: Mapping[str, str]) -> list[Finding]:
    """Ask for what tickets need, and name each fault with its cure. settings: the environment's."""
    try:
        version = str((await rt.get("rt")).get("Version") or "0")
        if int(version.partition(".")[0]) < OLDEST:
            return [fault(ABOUT, f"It is RT {version}. Firebell needs RT {OLDEST} or newer.")]
        found = [sound(TOKEN, f"It is accepted, by RT {version}."), _webhooks(settings)]
        for name, statuses in queues_of(words, settings["rt_queue"]).items():
            found += await _queue(rt, name, set(statuses)) if name != EVERYWHERE else []
    except TransientError as error:
        return [fault(TOKEN, f"{error} Check RT_URL and RT_TOKEN, and whether RT is up.")]
    except (PermanentError, ValueError) as error:
        return [fault(ABOUT, f"{error} Is there an RT {OLDEST} at RT_URL?")]
    return found


def _webhooks(settings: Mapping[str, str]) -> Finding:
    if not (settings["port"] and settings["public_url"]):
        return sound(WEBHOOKS, "None are wanted without PORT and PUBLIC_URL: RT is asked every minute.")
    if not settings["rt_webhook_secret"]:
        return note(WEBHOOKS, "None are believed without RT_WEBHOOK_SECRET: RT is asked every minute.")
    url = settings["public_url"].rstrip("/") + PATH
    return sound(WEBHOOKS, f"RT tells {url} what happens, where an admin loaded the scrip.")


async def _queue(rt: RequestTracker, name: str, statuses: set[str]) -> list[Finding]:
    try:
        queue = await read_queue(rt, name)
    except PermanentError as error:
        if error.code not in UNSEEN:
            raise
        said = f"It has no queue {name}, or Firebell lacks the right SeeQueue in it."
        return [fault(ABOUT, f"{said} Grant it, or mend Settings or RT_QUEUE.")]
    if str(queue.get("Disabled")) == "1":
        return [fault(ABOUT, f"The queue {name} is disabled. Enable it, or name another one in Settings.")]
    found = [] if "create" in _offered(queue) else [_lacks("CreateTicket", name)]
    found += _fields(name, fields_of(queue))
    found += await _tickets(rt, name, statuses)
    return found or [sound(ABOUT, f"The queue {name} takes tickets.")]


def _fields(name: str, there: Mapping[str, str]) -> list[Finding]:
    lost = [field for field in FIELDS if field not in there]
    if not lost:
        return []
    said = f"Tickets of {name} have no field {' and no field '.join(lost)}, or Firebell lacks the right"
    return [fault(ABOUT, f"{said} SeeCustomField. {CURE}")]


async def _tickets(rt: RequestTracker, name: str, statuses: set[str]) -> list[Finding]:
    """Look at a ticket that goes on, which can become more than one that is over."""
    ticket = await _newest(rt, name, "Status = '__Active__'") or await _newest(rt, name)
    if ticket is None:
        said = f"No ticket of {name} can be seen: there is none, or Firebell lacks the right ShowTicket."
        return [note(ABOUT, f"{said} What it may do with tickets cannot be told yet.")]
    offered = _offered(ticket)
    found = [_lacks(right, name) for what, right in OFFERED.items() if what not in offered]
    if "lifecycle" not in offered:
        return found
    steps = [one for one in ticket["_hyperlinks"] if one.get("ref") == "lifecycle"]
    known = {str(one[end]) for one in steps for end in ("from", "to")}
    lost = [
        one for one in sorted(statuses - known) if not await _newest(rt, name, f"Status = {_quoted(one)}")
    ]
    said = f"from {ticket.get('Status')} it is offered {', '.join(sorted(known))}"
    cure = "If it has none of that name, mend Settings, Queues of Request Tracker."
    return [*found, *(note(ABOUT, f"No ticket of {name} was ever {one}; {said}. {cure}") for one in lost)]


async def _newest(rt: RequestTracker, queue: str, besides: str = "id > 0") -> dict[str, Any] | None:
    query = f"Queue = {_quoted(queue)} AND {besides}"
    answer = await rt.get("tickets", query=query, orderby="id", order="DESC", per_page=1)
    found = answer.get("items") or ()
    return await rt.get(f"ticket/{found[0]['id']}") if found else None


def _offered(thing: Mapping[str, Any]) -> set[str]:
    return {str(one.get("ref")) for one in thing.get("_hyperlinks") or ()}


def _lacks(right: str, queue: str) -> Finding:
    cure = f"An admin of RT grants it under Queues, {queue}, User Rights."
    return fault(ABOUT, f"Firebell lacks the right {right} in {queue}. {cure}")


def _quoted(text: str) -> str:
    """Write it as a text of RT's queries."""
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"
