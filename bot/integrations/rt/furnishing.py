"""Make in RT what tickets need and it lacks: the fields that say which page is theirs."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from bot.domain.errors import PermanentError
from bot.integrations.faults import GONE
from bot.integrations.rt.client import FORBIDDEN, RequestTracker
from bot.integrations.rt.initialdata import EVERYWHERE, FIELDS

BAD = "400"
UNSEEN = {FORBIDDEN, GONE}
"""How RT answers for a queue that it has not, or does not show."""

LOOKUP = "RT::Queue-RT::Ticket"
CURE = "`firebell setup rt --scrip FILE` writes what an admin of RT can load for that."


async def furnish(rt: RequestTracker, queues: Iterable[str]) -> list[str]:
    """Make what is missing, and say what was made and what is left to an admin of RT.

    queues: by name; EVERYWHERE stands for all. A field that is there already cannot be put into another queue
    by REST 2.0, and a second one of its name would be taken for it.
    """
    wanted = list(dict.fromkeys(queues))
    found, said = await _fields(rt, wanted)
    for name in FIELDS:
        lacking = [queue for queue, there in found.items() if name not in there]
        if lacking and not await _exists(rt, name):
            where = EVERYWHERE if EVERYWHERE in wanted else lacking[0]
            try:
                await rt.write("POST", "customfield", _wanted(name, where))
            except PermanentError as error:
                if error.code not in {BAD, FORBIDDEN}:
                    raise
            else:
                said.append(f"The field {name} is made, {_in(where)}.")
                lacking = [] if where == EVERYWHERE else lacking[1:]
        if lacking:
            said.append(f"The field {name} is missing in {', '.join(lacking)}. {CURE}")
    return said


async def read_queue(rt: RequestTracker, name: str) -> dict[str, Any]:
    """Read a queue by its name. Raises PermanentError (UNSEEN) where there is none that we may see."""
    return await rt.get(f"queue/{quote(name, safe='')}")


def fields_of(queue: dict[str, Any]) -> dict[str, str]:
    """Give the fields of its tickets that we may see: name -> id."""
    return {str(one["name"]): str(one["id"]) for one in queue.get("TicketCustomFields") or ()}


async def _fields(rt: RequestTracker, wanted: list[str]) -> tuple[dict[str, dict[str, str]], list[str]]:
    """Give the fields of each queue, and what is to be said of those that cannot be seen."""
    names, said = [one for one in wanted if one != EVERYWHERE], list[str]()
    if EVERYWHERE in wanted:
        names = [str(one["Name"]) async for one in rt.read_all("queues/all", fields="Name")]
    found = {}
    for name in names:
        try:
            found[name] = fields_of(await read_queue(rt, name))
        except PermanentError as error:
            if error.code not in UNSEEN:
                raise
            said.append(f"There is no queue {name}, or Firebell lacks the right SeeQueue in it.")
    return found, said


async def _exists(rt: RequestTracker, name: str) -> bool:
    """Tell whether any queue's tickets have such a field, as far as we may see it."""
    asked = [{"field": "Name", "value": name}, {"field": "LookupType", "value": LOOKUP}]
    return bool((await rt.call("POST", "customfields", asked)).get("items"))


def _wanted(name: str, queue: str) -> dict[str, Any]:
    """RT puts a new field into this queue at once; with none into all of them."""
    links = {"LinkValueTo": "__CustomField__"} if name.endswith("URL") else {}
    place = 0 if queue == EVERYWHERE else queue
    return {"Name": name, "Type": "FreeformSingle", "LookupType": LOOKUP, "Queue": place, **links}


def _in(queue: str) -> str:
    return "in all queues" if queue == EVERYWHERE else f"in {queue}"
