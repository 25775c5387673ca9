"""What leads from a ticket in Request Tracker to PagerDuty is true, also of what became private meanwhile."""

from collections.abc import Mapping
from typing import Any

import aiohttp
import pytest
from aiohttp import web
from between import between
from incidents import NOW, opened
from seeing import paged

from bot.domain.ticketing import Ticket, TicketState
from bot.integrations.rt.client import Account, RequestTracker
from bot.integrations.rt.effects.hands import Hands
from bot.integrations.rt.effects.links import PAGE_ID, PAGE_URL, LinkEffects
from bot.integrations.rt.site import Site
from bot.ports import Run, utc_now
from bot.store.database import Database
from bot.usecases.unit import Unit

KNOWN = {PAGE_ID: "Q1", PAGE_URL: "https://x/Q1"}


@pytest.mark.parametrize(
    ("private", "there", "written"),
    [
        (True, KNOWN, [{"CustomFields": {PAGE_ID: "", PAGE_URL: ""}}]),
        (True, {PAGE_ID: "Q1", PAGE_URL: ""}, [{"CustomFields": {PAGE_ID: ""}}]),
        (True, {PAGE_ID: "", PAGE_URL: ""}, []),
        (True, {}, []),
        (False, {PAGE_ID: "", PAGE_URL: ""}, [{"CustomFields": KNOWN}]),
        (False, KNOWN, []),
        (False, {}, []),
    ],
)
async def test_the_page_is_named_there_unless_it_is_private(
    db: Database[Unit], *, private: bool, there: Mapping[str, str], written: list[Any]
) -> None:
    """Where the queue has no such fields, nothing is asked of RT."""
    ticket = Ticket("inc-7:t1", "rt", "Incidents", NOW, state=TicketState.THERE, id="1", key="RT#1")
    (page,) = paged(url="https://x/Q1").pages
    incident = opened(private=private, pages=(page,), tickets=(ticket,))
    fields = [{"name": name, "values": [value] if value else []} for name, value in there.items()]

    def answer(verb: str, _path: str, _sent: Any) -> web.Response:
        said = {"id": 1, "CustomFields": fields, "_hyperlinks": []}
        return web.json_response(said if verb == "GET" else ["Ticket 1: done"])

    async with between("http://127.0.0.1:9") as proxy, aiohttp.ClientSession() as http:
        proxy.answer = answer
        rt = RequestTracker(Account(proxy.url, "1-2-secret"), 5, http)
        effects = LinkEffects(Hands(rt, Site(rt, db), db, utc_now, "Incidents"))
        await effects.link_ticket(Run("inc-7", 1, NOW, 1, None, incident))
        assert [sent for verb, _, sent in proxy.asked if verb == "PUT"] == written
