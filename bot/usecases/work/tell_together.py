"""Several updates are about to be told in one message: a later attempt must tell the same ones."""

from bot.store import shown
from bot.store.digests import Digest
from bot.usecases.unit import Unit


def plan_digest(_unit: Unit, subject: str, digest: Digest) -> None:
    shown.keep(subject, digest.shown)
