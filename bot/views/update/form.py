"""The form that tells what is new, filled in with what is."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.domain.board import Reach
from bot.domain.incident import Incident, LinkKind, Status
from bot.domain.lifecycle import ORDER, Needs, needs
from bot.domain.rules.opening import one_line
from bot.domain.rules.updating import MESSAGE, Update
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing.asking import main_ticket
from bot.views import blocks as b
from bot.views import choices, entered
from bot.views.paging.sentences import sets_off
from bot.views.words import STATUS, bold, duration, escape, fit, listed, moment, person
from bot.views.work import menu

CALLBACK = "update_incident"
CHANGED = "update_changed"
SAME = "same_as_before"
REASON = 300
PAUSES = {"15": "15 min", "30": "30 min", "60": "1 h", "": "none"}
"""Minutes until the next update, as people choose them."""

NONE = "none"
NOBODY = Reach()
Was = Mapping[str, str]
"""The keys of what was chosen when the form was opened."""


def render(
    incident: Incident, wish: Update, taxonomy: Taxonomy, *, reach: Reach = NOBODY, was: Was | None = None
) -> b.Block:
    """wish: what was typed or chosen already. reach: whom another priority or category calls.

    was: how things stood when the form was opened.
    """
    was = was or _stands(incident)
    status = wish.status or Status(was["status"])
    priority = wish.priority or was["priority"]
    category = wish.category or was["category"]
    rows = [
        _now(incident),
        b.entry("message", "Message", _message(wish), optional=True, hint=_hint(incident)),
        b.entry("status", "Status", _status(incident, status), live=True),
        *_reason(incident, status, wish),
        b.entry("priority", "Priority", choices.priorities(CHANGED, taxonomy, priority), live=True),
        b.entry(
            "category",
            "Category",
            choices.categories(CHANGED, taxonomy, category, private=incident.private),
            live=True,
        ),
        b.entry("pause", "Next update in", _pause(was["pause"])),
        *_consequences(incident, wish, taxonomy, reach),
    ]
    memory = json.dumps({"incident": incident.id, "was": dict(was)})
    return b.modal(
        f"Update {incident.ref}"[:24], rows, callback=CALLBACK, submit="Post", close="Cancel", memory=memory
    )


def _hint(incident: Incident) -> str:
    """Say where the message is read."""
    if incident.archived:
        return "Kept on the timeline: its channel is archived, so nobody reads it there."
    if main_ticket(incident) and not incident.link(LinkKind.CHANNEL):
        return "Written into its ticket at once: it has no channel."
    return "Posted in the channel at once."


def parse(view: entered.View, now: datetime) -> tuple[int, Update]:
    """Give the incident and what was changed: what somebody else changed meanwhile stays as it is."""
    kept = entered.memory(view)
    status, priority, category = (
        value if value != kept["was"][field] else ""
        for field in ("status", "priority", "category")
        for value in (entered.chosen(view, field),)
    )
    message, pause = entered.typed(view, "message"), entered.chosen(view, "pause").replace(NONE, "")
    promised = pause and (message.strip() or status or priority or category or pause != kept["was"]["pause"])
    wish = Update(
        message=message,
        status=Status(status) if status else None,
        reason=entered.typed(view, "reason"),
        priority=priority,
        category=category,
        next_update_at=now + timedelta(minutes=int(pause)) if promised else None,
    )
    return int(kept["incident"]), wish


def stood(view: entered.View) -> Was:
    """Give how things stood when the form was opened."""
    was: Was = entered.memory(view)["was"]
    return was


def posted(incident: Incident) -> b.Block:
    """What remains of the form after [Same as before]."""
    at = incident.next_update_at
    more = f" The next update is promised for {moment(at)}." if at else ""
    done = "Kept on the timeline of" if incident.archived else "Posted in"
    return b.modal("Firebell", [b.section(f"{done} {incident.ref}: nothing changed.{more}")])


def _now(incident: Incident) -> b.Block:
    """What is, and the way to say that nothing changed."""
    head = f"{bold(fit(incident.title, 300))}\n{STATUS[incident.status]} since {moment(incident.since)}"
    if incident.news is None:
        return b.section(head)
    said = fit(one_line(incident.news.message), 300)
    told = f"\nLast update {moment(incident.news.at)} {person(incident.news.by)}: {said}"
    same = b.button("Same as before", SAME, str(incident.id), says=f"Nothing changed in {incident.ref}")
    return b.section(head + told, same)


def _message(wish: Update) -> b.Block:
    example = "Rolled back 2.41, error rate falling. Or: we do not know yet."
    return b.text_field("message", most=MESSAGE, initial=wish.message, multiline=True, example=example)


def _status(incident: Incident, chosen: Status) -> b.Block:
    """Closing has a form of its own."""
    offered = [status for status in ORDER if status is not Status.CLOSED or status is incident.status]
    return b.select(CHANGED, [b.option(one.capitalize(), one) for one in offered], chosen=chosen)


def _reason(incident: Incident, status: Status, wish: Update) -> list[b.Block]:
    """Going back is asked why."""
    if status is incident.status or needs(incident.status, status) is not Needs.REASON:
        return []
    field = b.text_field("reason", most=REASON, initial=wish.reason, example="It came back at 15:10.")
    return [b.entry("reason", "Reason for going back", field)]


def _pause(chosen: str) -> b.Block:
    options = [b.option(said, minutes or NONE) for minutes, said in PAUSES.items()]
    return b.select("pause", options, chosen=chosen or NONE)


def _stands(incident: Incident) -> Was:
    plain = {"status": str(incident.status), "priority": incident.priority, "category": incident.category}
    return {**plain, "pause": _usual_pause(incident)}


def _usual_pause(incident: Incident) -> str:
    """Give the pause that was chosen the last time, where it is still offered."""
    told_at = incident.news.at if incident.news else None
    if not told_at or not incident.next_update_at:
        return ""
    minutes = round((incident.next_update_at - told_at).total_seconds() / 60)
    return str(minutes) if str(minutes) in PAUSES else ""


def _consequences(incident: Incident, wish: Update, taxonomy: Taxonomy, reach: Reach) -> list[b.Block]:
    """Say what another priority or category sets off."""
    was, now = taxonomy.priorities[incident.priority], taxonomy.priorities.get(wish.priority)
    if now is None or was is now:
        return _moved(wish, taxonomy, reach)
    fix = f"to be fixed within {duration(now.fix_within)} instead of {duration(was.fix_within)}"
    if now.rank > was.rank:
        lowers = b.context(f"Lowers {was.key} to {now.key}: {fix}. Nobody is sent away.")
        none = b.actions(menu.button(incident, "Not an incident", "downgrade"))
        ends = [none] if was.channel and not now.channel else []
        return [lowers, *ends, *_moved(wish, taxonomy, reach)]
    calls = ", ".join(sets_off(reach)) or "invites nobody else"
    return [b.context(f":warning: Raises {was.key} to {now.key}: {calls}, {fix}.")]


def _moved(wish: Update, taxonomy: Taxonomy, reach: Reach) -> list[b.Block]:
    category, calls = taxonomy.categories.get(wish.category), listed(sets_off(reach))
    if category is None or not calls:
        return []
    return [b.context(f":warning: Moves it to {escape(category.name)}: {calls}.")]
