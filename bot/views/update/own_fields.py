"""The form in which the organisation's own fields of one incident are filled in."""

from bot.domain.incident import Incident
from bot.domain.own_fields import OwnField
from bot.domain.own_fields.filling import Case, case_of, is_required, shown
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views import own_fields

CALLBACK = "fill_fields"
NOTHING = "Your organisation asks for nothing else here. Admins add fields under Settings, Own fields."


def render(incident: Incident, taxonomy: Taxonomy) -> b.Block:
    fields = of(incident, case_of(incident), taxonomy)
    if not fields:
        return b.modal(incident.ref, [b.section(NOTHING)])
    rows = [entry(one, incident, case_of(incident), taxonomy) for one in fields]
    memory = str(incident.id)
    return b.modal(f"Fields of {incident.ref}"[:24], rows, callback=CALLBACK, submit="Save", memory=memory)


def of(incident: Incident, case: Case, taxonomy: Taxonomy) -> list[OwnField]:
    """Give those that are asked for in this case, and those that say something already."""
    asked = shown(case, taxonomy)
    filled = (one for one in taxonomy.fields.values() if one.enabled and incident.fields.get(one.key))
    keys = {one.key for one in (*asked, *filled)}
    return [one for one in taxonomy.fields.values() if one.key in keys]


def entry(one: OwnField, incident: Incident, case: Case, taxonomy: Taxonomy) -> b.Block:
    """What nobody knows yet keeps nobody from mending the rest, so Slack makes none required."""
    texts = incident.fields.get(one.key, ())
    row = own_fields.entry(one, texts, taxonomy, required=False)
    if texts or not is_required(one, case, taxonomy):
        return row
    return {**row, "hint": b.plain(f"Still asked for. {one.hint}".strip())}
