"""`/incident oncall`: in an incident's channel pages somebody, elsewhere shows who is on call."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from slack_bolt.async_app import AsyncAck

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import Incident
from bot.domain.oncall.choice import Choice
from bot.domain.paging.asking import usual_service
from bot.domain.paging.calls import Wish
from bot.domain.policy import Deed, hidden
from bot.listeners.desk import Body, Desk
from bot.listeners.routes import Routes
from bot.listeners.subcommand import Subcommand, Typed
from bot.listeners.which import incident_here
from bot.store import taxonomy, visible
from bot.store.oncall import choices, rosters
from bot.store.who import standings
from bot.usecases.paging.call_people import call_people
from bot.usecases.paging.page_people import NOT_CONNECTED, page_service
from bot.views.oncall import ahead, overview
from bot.views.paging import form
from bot.views.paging.form import Asked, Offer
from bot.views.work import menu

OFTEN = 5
"""Pages of one person after which they are asked whether they mean it."""

LATELY = timedelta(minutes=10)


async def oncall(desk: Desk, typed: Typed) -> dict[str, Any] | None:
    """Open the form, filled in with what was typed, or the overview where no incident is meant."""
    if not desk.pages:
        raise UserError(NOT_CONNECTED)
    found = await incident_here(desk, typed)
    incident, typed = found or (None, typed)
    looks = incident is None and not typed.words.strip()
    await desk.db.read(_must, typed.person, incident, looks=looks)
    if looks:
        desk.after_ack(typed.body, lambda: _show_overview(desk, typed.body))
    else:
        desk.after_ack(typed.body, lambda: _show_form(desk, typed.body, incident, typed.words))
    return None


SUBCOMMANDS = (
    Subcommand(
        menu.PAGE,
        "oncall [Payments] [why]",
        "shows who is on call; in an incident's channel pages them",
        oncall,
        ("page", "on-call", "pagerduty"),
    ),
)


def register(app: Routes, desk: Desk) -> None:
    async def show(ack: AsyncAck, body: Body) -> None:
        await oncall(desk, Typed("", body["user"]["id"], "", body))
        await ack()

    async def turn(ack: AsyncAck, body: Body) -> None:
        await ack()
        page = int(body["actions"][0]["value"])
        desk.after_ack(body, lambda: _turn(desk, body, page), instead_of=body["view"]["id"])

    async def choose(ack: AsyncAck, body: Body) -> None:
        """Page those of a policy: for which incident, or none, is asked in the form."""
        await desk.db.read(_must, body["user"]["id"], None)
        await ack()
        desk.after_ack(body, lambda: _show_form(desk, body, None, "", body["actions"][0]["value"]))

    async def look_ahead(ack: AsyncAck, body: Body) -> None:
        found = await desk.db.read(rosters.ahead, body["actions"][0]["value"], desk.clock())
        if found is None:
            raise UserError("PagerDuty has that escalation policy no more. Close this, and look again.")
        await ack()
        desk.after_ack(body, lambda: desk.show(body, ahead.modal(found)))

    async def suggest(ack: AsyncAck, body: Body) -> None:
        found = await desk.db.read(choices.offered, desk.clock(), body["value"])
        await ack(options=form.options(found))

    async def submit(ack: AsyncAck, body: Body) -> None:
        await _submit(desk, ack, body)

    app.action(overview.OPEN)(show)
    app.action(re.compile(f"^{overview.TURN}:"))(turn)
    app.action(overview.PAGE)(choose)
    app.action(overview.AHEAD)(look_ahead)
    app.options(form.SEARCH)(suggest)
    app.view(form.CALLBACK)(submit)


async def _submit(desk: Desk, ack: AsyncAck, body: Body) -> None:
    """Who pages often is asked first whether they mean it."""
    asked, by = form.parse(body["view"]), body["user"]["id"]
    times = 0 if asked.sure else await desk.db.read(choices.asked_by, by, desk.clock() - LATELY)
    if times >= OFTEN:
        again = await _again(desk, asked, by, times)
        await ack(response_action="update", view=again)
        return
    service = await desk.db.read(choices.name_of, asked.service)
    await _page(desk, replace(asked, service=service), by, body["trigger_id"])
    await ack()


async def _page(desk: Desk, asked: Asked, by: str, press: str) -> None:
    if not asked.incident:
        wish = Wish(asked.title, asked.service, asked.words, asked.urgency)
        await desk.db.write(call_people, wish, by=by, press=press)
        return
    words, urgency = asked.words, asked.urgency
    await desk.db.write(
        page_service, asked.incident, asked.service, by=by, press=press, words=words, urgency=urgency
    )


def _must(person: str, incident: Incident | None, *, looks: bool = False) -> None:
    """Raise UserError where they may not page, or nobody needs to be called.

    looks: they only want to see who is on call, from which nobody is kept by what is reserved.
    """
    standing = standings.of(person, incident)
    policy.must(standing.unreserved if looks else standing, Deed.PAGE, incident)
    if incident and incident.is_closed:
        raise UserError(f"{incident.ref} is closed: nobody needs to be called. Reopen it first.")


async def _show_overview(desk: Desk, body: Body) -> None:
    found = await desk.db.read(rosters.overview, desk.clock(), overview.SIZE)
    await desk.show(body, overview.modal(found))


async def _turn(desk: Desk, body: Body, page: int) -> None:
    size = overview.SIZE
    found = await desk.db.read(rosters.overview, desk.clock(), size, page * size)
    await desk.answers.update_view(body["view"]["id"], overview.modal(found, page))


async def _show_form(desk: Desk, body: Body, incident: Incident | None, typed: str, roster: str = "") -> None:
    """roster: the id of the policy whose people are meant."""
    offer = await desk.db.read(_offer, desk, incident)
    chosen, words = _named(typed, offer.choices)
    of_roster = next((one.key for one in offer.choices if roster and one.policy == roster), "")
    offer = replace(offer, chosen=chosen or of_roster or offer.chosen)
    await desk.show(body, form.render(incident, offer, Asked(words=words)))


async def _again(desk: Desk, asked: form.Asked, by: str, times: int) -> dict[str, Any]:
    """Ask whether they mean it, with what they had entered."""
    incident = await desk.db.read(visible.incident, asked.incident, by) if asked.incident else None
    if asked.incident and incident is None:
        raise UserError(hidden(asked.incident))
    offer = await desk.db.read(_offer, desk, incident)
    return form.render(incident, replace(offer, chosen=asked.service), asked, times=times)


def _offer(desk: Desk, incident: Incident | None) -> Offer:
    """Preset what its category pages, also where PagerDuty's services are not read yet."""
    now = desk.clock()
    offered = choices.offered(now)
    usual = usual_service(incident, taxonomy.load()) if incident else ""
    if usual and usual not in {one.name for one in offered}:
        offered.insert(0, Choice(usual, usual))
    if not offered:
        raise UserError(form.NONE)
    chosen = next((one.key for one in offered if one.name == usual), "")
    return Offer(offered, rosters.as_of(now), chosen)


def _named(typed: str, offered: Sequence[Choice]) -> tuple[str, str]:
    """Find the service that was typed first, the longest name that fits; the rest says why.

    Where nothing else was typed the beginning of a name will do, as long as no other begins so.
    """
    typed = typed.strip()
    for one in sorted(offered, key=lambda each: -len(each.name)):
        name = one.name.lower()
        if typed.lower() == name or typed.lower().startswith(f"{name} "):
            return one.key, typed[len(name) :].strip()
    begun = [one.key for one in offered if typed and one.name.lower().startswith(typed.lower())]
    return (begun[0], "") if len(begun) == 1 else ("", typed)
