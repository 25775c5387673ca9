"""Make and revoke tokens: for admins alone, once per press, written down."""

from collections.abc import Iterable

from bot.domain.errors import UserError
from bot.domain.settings.difference import Difference
from bot.domain.tokens import Right, Token, digest, must_be_good, new_secret
from bot.store.api import tokens
from bot.store.queues import presses
from bot.store.settings import audit
from bot.usecases.settings.edit_settings import must_be_admin
from bot.usecases.unit import Unit

TOKENS = "tokens"
"""What the history calls them."""


def make_token(unit: Unit, name: str, rights: Iterable[str], *, by: str, press: str) -> str:
    """Give its secret, this once; nothing for a repeat. Raises UserError, under the field at fault."""
    must_be_admin(by)
    if presses.answer(press):
        return ""
    chosen = list(rights)
    must_be_good(name, chosen)
    if tokens.named(name):
        sentence = f"There is a token {name} already. Choose another name, or revoke that one first."
        raise UserError(sentence, {"name": sentence})
    secret = new_secret()
    tokens.add(Token(name, frozenset(map(Right, chosen)), by, unit.now), digest(secret))
    audit.add(by, unit.now, [Difference(TOKENS, name, None, {"rights": sorted(chosen)})])
    presses.keep(press, {TOKENS: name}, unit.now)
    return secret


def revoke_token(unit: Unit, name: str, *, by: str, press: str) -> None:
    """From now on nobody can do anything with it."""
    must_be_admin(by)
    if presses.answer(press):
        return
    token = tokens.named(name)
    if token is None:
        raise UserError(f"There is no token {name} any more. Look at the list again.")
    tokens.remove(name)
    audit.add(by, unit.now, [Difference(TOKENS, name, {"rights": sorted(map(str, token.rights))}, None)])
    presses.keep(press, {TOKENS: name}, unit.now)


def note_use(unit: Unit, name: str) -> None:
    """A program used it just now."""
    tokens.used(name, unit.now)
