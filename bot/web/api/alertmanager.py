"""What Alertmanager posts, read into a group of alerts.

https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from http import HTTPStatus
from typing import Any

from bot.domain.alerts.reading import Alert, Group, asks_for_more
from bot.domain.errors import UserError
from bot.domain.taxonomy import Taxonomy
from bot.store import taxonomy
from bot.store.api import keys
from bot.store.api.keys import Known
from bot.store.database import Database
from bot.usecases.alerts.hear_alerts import hear_alerts
from bot.usecases.unit import Unit
from bot.views.api.records import Schema
from bot.web.api.routes import Answer, Asked
from bot.web.api.together import Together, Turns

LONGEST_KEY = 200

SCHEMA: Schema = {
    "type": "object",
    "description": "As Alertmanager sends it, version 4.",
    "properties": {
        "groupKey": {"type": "string", "minLength": 1},
        "status": {"type": "string", "enum": ["firing", "resolved"]},
        "alerts": {
            "type": "array",
            "items": {"type": "object"},
        },
    },
    "required": ["groupKey", "status", "alerts"],
}
HEARD: Schema = {
    "type": "object",
    "properties": {
        "ref": {
            "type": ["string", "null"],
            "description": "The incident; null where these alerts begin none.",
        },
        "is_new": {"type": "boolean"},
    },
    "required": ["ref", "is_new"],
}


@dataclass
class Alertmanager:
    db: Database[Unit]

    _turns: Turns = field(default_factory=Turns)

    @cached_property
    def _known(self) -> Together[tuple[str, str], tuple[Known, Taxonomy]]:
        return Together(lambda pairs: self.db.read(_look, pairs))

    async def hear(self, asked: Asked) -> Answer:
        """Alerts that fire on, and no worse, are no news: these need not wait for who writes."""
        group: Group = asked.said["group"]
        key = (asked.token.name, group.key)
        if not group.firing:
            return await self._write(group, asked)
        while True:
            known = await self._known.get(key)
            if known and not asks_for_more(group, known[0].asked, known[1]):
                return _answer(known[0].ref)
            if not await self._turns.over(key):
                break
        with self._turns.at(key):
            return await self._write(group, asked)

    async def _write(self, group: Group, asked: Asked) -> Answer:
        heard = await self.db.write(hear_alerts, group, by=asked.token.actor)
        return _answer(heard.incident.ref if heard.incident else None, is_new=heard.is_new)


def _look(pairs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], tuple[Known, Taxonomy]]:
    words = taxonomy.load()
    return {pair: (one, words) for pair, one in keys.known(pairs).items()}


def _answer(ref: str | None, *, is_new: bool = False) -> Answer:
    return Answer(HTTPStatus.OK, {"ref": ref, "is_new": is_new})


def read(said: Any) -> dict[str, Any]:
    """Give the group. Raises UserError, with the field at fault, where it is none."""
    if not isinstance(said, Mapping):
        raise _wrong("body", "Send what Alertmanager sends: an object.")
    key, status, alerts = said.get("groupKey"), said.get("status"), said.get("alerts")
    if not isinstance(key, str) or not key:
        raise _wrong("groupKey", "groupKey must be a text: Alertmanager sends it since version 0.8.")
    if not isinstance(status, str) or status not in {"firing", "resolved"}:
        raise _wrong("status", "status must be firing or resolved.")
    if not isinstance(alerts, list) or not all(isinstance(one, Mapping) for one in alerts):
        raise _wrong("alerts", "alerts must be a list of objects.")
    return {"group": _group(key, status == "firing", alerts, said)}


def _group(key: str, fires: bool, alerts: list[Mapping[str, Any]], said: Mapping[str, Any]) -> Group:  # noqa: FBT001
    firing = [one for one in alerts if one.get("status") == "firing"] if fires else []
    left_out = said.get("truncatedAlerts")
    return Group(
        key=key if len(key) <= LONGEST_KEY and key.isprintable() else hashlib.sha256(_bytes(key)).hexdigest(),
        title=_title(said, firing),
        firing=tuple(map(_alert, firing)),
        url=_text(said.get("externalURL")),
        left_out=left_out if isinstance(left_out, int) and not isinstance(left_out, bool) else 0,
    )


def _alert(said: Mapping[str, Any]) -> Alert:
    annotations, labels = _pairs(said.get("annotations")), _pairs(said.get("labels"))
    words = annotations.get("description") or annotations.get("message") or annotations.get("summary", "")
    return Alert(labels, words, _text(said.get("generatorURL")))


def _title(said: Mapping[str, Any], firing: list[Mapping[str, Any]]) -> str:
    """What somebody wrote for all of them, else their name and by what they are grouped."""
    common, annotations = _pairs(said.get("commonLabels")), _pairs(said.get("commonAnnotations"))
    grouped = _pairs(said.get("groupLabels"))
    names = dict.fromkeys(_pairs(one.get("labels")).get("alertname", "") for one in firing)
    name = common.get("alertname") or ", ".join(filter(None, names))
    where = ", ".join(value for label, value in grouped.items() if label != "alertname" and value)
    return annotations.get("summary") or (f"{name} ({where})" if where else name)


def _pairs(said: Any) -> dict[str, str]:
    pairs = said.items() if isinstance(said, Mapping) else ()
    return {_text(name): _text(value) for name, value in pairs}


def _text(said: Any) -> str:
    """Halves of characters, which JSON can name, are kept by nothing."""
    return said.encode("utf-8", "replace").decode().replace("\0", "") if isinstance(said, str) else ""


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "replace")


def _wrong(field: str, sentence: str) -> UserError:
    return UserError(sentence, {field: sentence})
