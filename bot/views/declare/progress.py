"""What has become of a declaration so far, in the form in which it was made."""

from datetime import datetime

from bot.domain.board import Sight
from bot.domain.incident import Closure, Incident, LinkKind
from bot.domain.paging.source import plain
from bot.domain.rules.channels import wants_channel
from bot.domain.rules.critical import UNDO, can_undo
from bot.domain.ticketing.systems import FILE
from bot.views import blocks as b
from bot.views.paging import lines as paging
from bot.views.ticketing import lines as ticketing
from bot.views.words import call, channel, fit, mark, people
from bot.views.work import failure

_SHOWN = {"create_channel", "invite_responders", "announce", paging.SEND, FILE}
_BRINGS = {"create_channel": LinkKind.CHANNEL, "announce": LinkKind.ANNOUNCEMENT}

OPEN = "open_channel"
UNDO_IT = "undo_declaration"


NO_CHANNEL = "✓ no channel: it is worked on in its ticket"


def begun(incident: Incident, *, gets_channel: bool = True) -> b.Block:
    """Show an incident of which nothing is done yet but that it is recorded."""
    rows = ["◌ making the channel", "◌ inviting responders"] if gets_channel else [NO_CHANNEL]
    if gets_channel and not (incident.private or incident.drill):
        rows.append("◌ announcing it")
    rows += [f"◌ paging {fit(page.service, 80)}" for page in incident.pages]
    rows += ["◌ filing a ticket"] if incident.tickets else []
    recorded = _recorded(incident, incident.opened_at)
    return b.modal(_title(incident), [recorded, *(b.section(row) for row in rows)])


def render(sight: Sight) -> b.Block:
    incident = sight.incident
    if incident.closure:
        return _over(incident, incident.closure)
    rows = [_recorded(incident, sight.now)]
    rows += _gathering(sight)
    rows += [b.section(paging.in_progress(sight, page)) for page in incident.pages]
    filed = ticketing.in_progress(sight)
    rows += [b.section(filed)] if filed else []
    rows += failure.lines(incident, sight.failed)
    if not _awaited(sight) and not sight.failed:
        rows.append(b.context("All done. You can close this window."))
    return b.modal(_title(incident), rows)


def _title(incident: Incident) -> str:
    return f"Drill {incident.ref}" if incident.drill else incident.ref


def undo(incident: Incident) -> b.Block:
    label = f"Undo, {UNDO.seconds} s"
    says = f"Undo {incident.ref}: a false alarm"
    return b.button(label, UNDO_IT, str(incident.id), style="danger", says=says)


def undo_until(incident: Incident) -> str:
    """Say until when: nobody takes the button away by itself."""
    at = incident.opened_at + UNDO
    return f"Undo works until <!date^{int(at.timestamp())}^{{time_secs}}|{at:%H:%M:%S} UTC>."


def open_it(incident: Incident) -> b.Block | None:
    """The way into its channel, where there is one."""
    there = incident.link(LinkKind.CHANNEL)
    return b.link_button("Open channel", OPEN, there.url) if there and there.url else None


def _over(incident: Incident, closure: Closure) -> b.Block:
    """It ended while the declarer still looked."""
    why = f": {fit(closure.message, 500)}" if closure.message else "."
    return b.modal(incident.ref, [b.section(f"*{incident.ref}* is over ({closure.reason}){why}")])


def _recorded(incident: Incident, now: datetime) -> b.Block:
    said = f"✓ {mark(incident)}*{incident.ref}* is recorded"
    if not can_undo(incident, now):
        return b.section(said)
    return b.section(f"{said}\n{undo_until(incident)}", undo(incident))


def _gathering(sight: Sight) -> list[b.Block]:
    """Its channel, who is let in, and who is told: all of it waits for the channel."""
    incident, there = sight.incident, sight.incident.link(LinkKind.CHANNEL)
    if not there and "create_channel" in {one.effect for one in sight.failed}:
        return [b.section(":warning: no channel yet, so nobody is invited or told")]
    if not there and not wants_channel(incident, sight.taxonomy):
        return [b.section(NO_CHANNEL), *_announced(sight)]
    return [b.section(_channel(sight), open_it(incident)), b.section(_people(sight)), *_announced(sight)]


def _channel(sight: Sight) -> str:
    incident = sight.incident
    if not incident.link(LinkKind.CHANNEL):
        return _still("making the channel", sight, "create_channel")
    if incident.opened_by not in incident.invited:
        return _still(f"{channel(incident)}, inviting you", sight, "invite_responders")
    return " · ".join(filter(None, [f"✓ {channel(incident)}, you are in", call(incident, sight.taxonomy)]))


def _announced(sight: Sight) -> list[b.Block]:
    """Of a drill nobody outside hears, and of a private one neither."""
    incident = sight.incident
    if incident.link(LinkKind.ANNOUNCEMENT):
        return [b.section("✓ announced")]
    is_told = wants_channel(incident, sight.taxonomy) and not (incident.private or incident.drill)
    coming = "announce" in sight.pending and is_told
    return [b.section(_still("announcing it", sight, "announce"))] if coming else []


def _awaited(sight: Sight) -> set[str]:
    """Give what has not come yet: an effect that is about to run once more brings no news to who waits.

    What waits for a channel is not awaited where there will be none.
    """
    incident = sight.incident
    came = {effect for effect, link in _BRINGS.items() if incident.link(link)}
    came |= {"invite_responders"} if incident.invited else set()
    gets_channel = incident.link(LinkKind.CHANNEL) or wants_channel(incident, sight.taxonomy)
    never = set() if gets_channel else {*_BRINGS, "invite_responders"}
    due = {plain(effect) for effect, n in sight.pending.items() if n or effect not in came}
    return (_SHOWN & due) - never


def _people(sight: Sight) -> str:
    others = [person for person in sight.incident.invited if person != sight.incident.opened_by]
    if "invite_responders" in _awaited(sight):
        return _still("inviting responders", sight, "invite_responders")
    if others:
        return f"✓ {people(len(others))} invited besides you"
    alone = sight.incident.drill and not sight.incident.named
    return "✓ nobody else: you rehearse alone" if alone else "◌ nobody else to invite yet"


def _still(doing: str, sight: Sight, effect: str) -> str:
    if sight.pending.get(effect):
        return f":warning: {doing}: Slack does not answer; it follows by itself"
    return f"◌ {doing}"
