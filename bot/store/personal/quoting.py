"""What quotes an incident without belonging to it: why something failed, a page from before it."""

import json
from dataclasses import replace

from bot.domain.incident import Incident
from bot.domain.redacting.texts import Clean
from bot.store.oncall import calls
from bot.store.tables import Call, Delivery, Exchange, Telling


def clean(incident: Incident, take_out: Clean) -> None:
    """Take words out of it."""
    _clean_reasons(incident.ref, take_out)
    for row in Call.select(Call.id).where(Call.incident == incident.id):
        call = calls.get(row.id)
        if call:
            page = replace(call.page, words=take_out(call.page.words))
            calls.save(replace(call, title=take_out(call.title), refused=take_out(call.refused), page=page))
    _clean_exchanges(incident.id, take_out)
    _clean_tellings(take_out)


def _clean_reasons(subject: str, take_out: Clean) -> None:
    for row in Delivery.select().where((Delivery.subject == subject) & (Delivery.reason != "")):
        reason = take_out(row.reason)
        if reason != row.reason:
            Delivery.update(reason=reason).where(Delivery.id == row.id).execute()


def _clean_exchanges(incident: int, take_out: Clean) -> None:
    """Of what was carried over only an error may quote what somebody wrote."""
    for row in Exchange.select().where((Exchange.incident == incident) & (Exchange.error != "")):
        error = take_out(row.error)
        if error != row.error:
            Exchange.update(error=error).where(Exchange.id == row.id).execute()


def _clean_tellings(take_out: Clean) -> None:
    """What could not be taken says what others wrote; nobody tries it again, so it is emptied."""
    for row in Telling.select().where(Telling.state == "failed"):
        said = json.dumps(row.said, ensure_ascii=False)
        if take_out(said) != said:
            Telling.update(said={}).where(Telling.id == row.id).execute()
