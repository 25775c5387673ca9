"""Whether Port lets Firebell in, and what of the catalog it does not take."""

from collections.abc import Sequence

from bot.domain.checkup import Finding, fault, sound
from bot.domain.errors import PermanentError, TransientError
from bot.integrations.port.client import NOT_ACCEPTED, Port
from bot.integrations.port.keeping import refusal
from bot.store.catalog import copies
from bot.store.database import Database
from bot.usecases.unit import Unit

ABOUT = "Port"
CURE = "Check PORT_BASE_URL, PORT_CLIENT_ID and PORT_CLIENT_SECRET, and whether Port is up."


async def look(port: Port, db: Database[Unit]) -> list[Finding]:
    """Name each fault with its cure."""
    try:
        there = (await port.get("blueprints"))["blueprints"]
    except TransientError as error:
        return [fault(ABOUT, f"{error} {CURE}")]
    except PermanentError as error:
        return [fault(ABOUT, str(error) if error.code == NOT_ACCEPTED else f"{error} {CURE}")]
    kept: int = await db.read(copies.count)
    number, some = await db.read(copies.refusals)
    shapes = "1 blueprint" if len(there) == 1 else f"{len(there)} blueprints"
    words = f"It lets Firebell in and has {shapes}; entities of the catalog that are there: {kept}."
    return [sound(ABOUT, words), *_refused(number, some)]


def _refused(number: int, some: Sequence[tuple[str, str, str]]) -> list[Finding]:
    said = refusal(number, some)
    return [fault("Port catalog", said)] if said else []
