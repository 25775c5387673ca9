"""Declare what was entered in the form, and say what the declarer is to be shown right away."""

from bot.domain.incident import Incident, Link
from bot.domain.rules.channels import wants_channel
from bot.domain.rules.opening import Form
from bot.store import taxonomy
from bot.usecases.open_incident import open_incident
from bot.usecases.unit import Unit


def submit_form(unit: Unit, form: Form, *, by: str, press: str, screen: Link) -> tuple[Incident, bool]:
    """Give the incident, and whether it gets a channel; Slack waits, so nothing more is asked for that.

    Raises UserError as open_incident does.
    """
    incident = open_incident(unit, form, by=by, press=press, screen=screen)
    return incident, wants_channel(incident, taxonomy.load())
