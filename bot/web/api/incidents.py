"""What programs do with incidents: each request is read, one use case is run, and its end is answered."""

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from bot.domain import policy
from bot.domain.errors import UserError
from bot.domain.incident import ClosingReason, Incident, Status
from bot.domain.rules.closing import Ending
from bot.domain.rules.opening import Form
from bot.domain.rules.updating import Update
from bot.domain.wanted import STANDINGS
from bot.store import freezing, taxonomy, visible
from bot.store.api import keys
from bot.store.database import Database
from bot.usecases.api import requests
from bot.usecases.unit import Unit
from bot.views.api import records
from bot.web.api.problems import RefusedError
from bot.web.api.routes import Answer, Asked
from bot.web.api.together import Turns

PAGE = 50
TOGETHER = {"to-finish": "to finish", "not-over": "not over"}
"""What STANDINGS calls them."""

_HERE = {"moment": "at"}
"""What fields of rules are called in requests, where that is something else."""


@dataclass(frozen=True)
class Incidents:
    db: Database[Unit]
    _turns: Turns = field(default_factory=Turns)

    async def declare(self, asked: Asked) -> Answer:
        """What is known already need not wait for who writes."""
        key, by = asked.said.get("dedup_key", ""), asked.token.actor
        if not key or asked.once.key:
            return await self._write(asked, key)
        known = await self.db.read(_known, asked.token.name, key, by)
        while not known and await self._turns.over((by, key)):
            known = await self.db.read(_known, asked.token.name, key, by)
        if known:
            return Answer(HTTPStatus.OK, records.record(known))
        with self._turns.at((by, key)):
            return await self._write(asked, key)

    async def _write(self, asked: Asked, key: str) -> Answer:
        form = _form(asked.said)
        found, is_new = await self.db.write(
            requests.declare, form, key, by=asked.token.actor, once=asked.once
        )
        return Answer(HTTPStatus.CREATED if is_new else HTTPStatus.OK, records.record(found))

    async def list(self, asked: Asked) -> Answer:
        said, size = asked.said, asked.said.get("limit", PAGE)
        wanted = _statuses(said.get("status", ""))
        found = await self.db.read(visible.page, asked.token.actor, wanted, said.get("cursor", 0), size + 1)
        shown = found[:size]
        following = shown[-1].id if len(found) > size else None
        return Answer(HTTPStatus.OK, {"incidents": [records.record(one) for one in shown], "next": following})

    async def show(self, asked: Asked) -> Answer:
        found = await self.db.read(visible.incident, asked.number, asked.token.actor)
        return Answer(HTTPStatus.OK, records.record(_there(found, asked)))

    async def change(self, asked: Asked) -> Answer:
        said = asked.said
        wish = Update(
            message=said.get("message", ""),
            status=Status(said["status"]) if "status" in said else None,
            reason=said.get("reason", ""),
            priority=said.get("priority", ""),
        )
        found = await self.db.write(
            requests.change, asked.number, wish, _ending(said), by=asked.token.actor, once=asked.once
        )
        return Answer(HTTPStatus.OK, records.record(_there(found, asked)))

    async def note(self, asked: Asked) -> Answer:
        said, by = asked.said, asked.token.actor
        try:
            found = await self.db.write(
                requests.note, asked.number, said["words"], said.get("at"), by=by, once=asked.once
            )
        except UserError as error:
            fields = {_HERE.get(name, name): sentence for name, sentence in error.fields.items()}
            raise UserError(error.sentence, fields) from None
        return Answer(HTTPStatus.CREATED, records.record(_there(found, asked)))

    async def freeze(self, _asked: Asked) -> Answer:
        return Answer(HTTPStatus.OK, await self.db.read(_frozen))


def _known(name: str, key: str, by: str) -> Incident | None:
    """Give what goes on under this key; where it may not be seen, who writes says so."""
    raised = keys.going_on(name, key)
    return visible.incident(raised.incident.id, by) if raised else None


def _frozen() -> dict[str, Any]:
    return records.freeze(freezing.now(), taxonomy.load())


def _there(found: Incident | None, asked: Asked) -> Incident:
    if found is None:
        raise RefusedError(HTTPStatus.NOT_FOUND, policy.hidden(asked.number))
    return found


def _form(said: Any) -> Form:
    return Form(
        draft="",
        title=said["title"],
        description=said.get("description", ""),
        category=said.get("category", ""),
        environments=said.get("environments", ()),
        impacts=said.get("impacts", {}),
        priority=said.get("priority", ""),
        private=said.get("private", False),
    )


def _ending(said: Any) -> Ending | None:
    """Raise RefusedError where it is to end and something else at once."""
    if said.get("status") != Status.CLOSED:
        lost = [name for name in ("closing_reason", "reference") if name in said]
        if lost:
            sentence = "This is said only with the status closed."
            raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, sentence, dict.fromkeys(lost, sentence))
        return None
    if "priority" in said:
        sentence = "Change the priority in a request before the one that closes it."
        raise RefusedError(HTTPStatus.UNPROCESSABLE_ENTITY, sentence, {"priority": sentence})
    reason = ClosingReason(said.get("closing_reason", ClosingReason.RESOLVED))
    return Ending(reason, said.get("message", ""), said.get("reference", ""))


def _statuses(wanted: str) -> tuple[str, ...]:
    if not wanted:
        return tuple(map(str, Status))
    together = STANDINGS.get(TOGETHER.get(wanted, wanted))
    return tuple(map(str, together)) if together else (wanted,)
