"""The settings follow a usergroup that was renamed in Slack: by its old handle it would call nobody."""

from collections.abc import Mapping

import structlog

from bot.domain.errors import UserError
from bot.domain.settings.shape import renamed
from bot.store import taxonomy
from bot.usecases.settings import changing
from bot.usecases.unit import Unit

log = structlog.get_logger()

SLACK = "slack"
"""Who did it, in the history."""


def rename_usergroups(unit: Unit, handles: Mapping[str, str]) -> None:
    """`handles`: the new ones by the old. Settings that hold a fault stay as they are."""
    taxonomy.lock()
    present = taxonomy.document()
    try:
        changing.put(unit, present, renamed(present, handles), by=SLACK)
    except UserError as error:
        log.warning("usergroup_unfollowed", action="rename_usergroups", groups=dict(handles), why=str(error))
