"""What has become of a declaration so far, in the form in which it was made."""

from bot.domain.board import Sight
from bot.domain.incident import Incident, LinkKind
from bot.views import blocks as b
from bot.views.words import channel, people
from bot.views.work import failure

_SHOWN = {"create_channel", "invite_responders", "announce"}


def begun(incident: Incident) -> b.Block:
    """Show an incident of which nothing is done yet but that it is recorded."""
    rows = [
        f"✓ *{incident.ref}* is recorded",
        "◌ making the channel",
        "◌ inviting responders",
        "◌ announcing it",
    ]
    return b.modal(incident.ref, [b.section(row) for row in rows])


def render(sight: Sight) -> b.Block:
    incident = sight.incident
    rows = [
        b.section(f"✓ *{incident.ref}* is recorded"),
        b.section(_channel(sight)),
        b.section(_people(sight)),
    ]
    announced = incident.link(LinkKind.ANNOUNCEMENT)
    if announced or "announce" in sight.pending:
        rows.append(b.section("✓ announced" if announced else _still("announcing it", sight, "announce")))
    rows += failure.lines(incident, sight.failed)
    if not _SHOWN & set(sight.pending) and not sight.failed:
        rows.append(b.context("All done. You can close this window."))
    return b.modal(incident.ref, rows)


def _channel(sight: Sight) -> str:
    incident = sight.incident
    if not incident.link(LinkKind.CHANNEL):
        return _still("making the channel", sight, "create_channel")
    if incident.opened_by not in incident.invited:
        return _still(f"{channel(incident)}, inviting you", sight, "invite_responders")
    return f"✓ {channel(incident)}, you are in"


def _people(sight: Sight) -> str:
    others = [person for person in sight.incident.invited if person != sight.incident.opened_by]
    if "invite_responders" in sight.pending:
        return _still("inviting responders", sight, "invite_responders")
    return f"✓ {people(len(others))} invited besides you" if others else "◌ nobody else to invite yet"


def _still(doing: str, sight: Sight, effect: str) -> str:
    if sight.pending.get(effect):
        return f":warning: {doing}: Slack does not answer; it follows by itself"
    return f"◌ {doing}"
