"""The table of what can be asked for."""

from http import HTTPStatus

from bot.domain.tokens import Right
from bot.views.api.records import FREEZE, SCHEMA
from bot.web.api import alertmanager
from bot.web.api.routes import CHANGE, DECLARATION, LARGEST, LISTING, NOTE, Route
from bot.web.api.shapes import Schema

LIST: Schema = {
    "type": "object",
    "properties": {
        "incidents": {"type": "array", "items": SCHEMA},
        "next": {"type": ["integer", "null"], "description": "The cursor of the next page."},
    },
    "required": ["incidents", "next"],
}
ONE, MADE = {HTTPStatus.OK: SCHEMA}, {HTTPStatus.CREATED: SCHEMA}
HEARD = {HTTPStatus.OK: alertmanager.HEARD}
ROUTES = (
    Route(
        "POST",
        "/api/incidents",
        "declare",
        "Declare an incident.",
        Right.DECLARE,
        {**ONE, **MADE},
        DECLARATION,
    ),
    Route(
        "GET",
        "/api/incidents",
        "list",
        "List incidents, the newest first.",
        Right.READ,
        {HTTPStatus.OK: LIST},
        query=LISTING,
    ),
    Route("GET", "/api/incidents/{ref}", "show", "Show one incident.", Right.READ, ONE),
    Route(
        "PATCH",
        "/api/incidents/{ref}",
        "change",
        "Tell what is new, change it, or close it.",
        Right.UPDATE,
        ONE,
        CHANGE,
    ),
    Route(
        "POST",
        "/api/incidents/{ref}/timeline",
        "note",
        "Put words on its timeline.",
        Right.UPDATE,
        MADE,
        NOTE,
    ),
    Route(
        "GET",
        "/api/freeze",
        "freeze",
        "Whether nobody should deploy now, and why.",
        Right.READ,
        {HTTPStatus.OK: FREEZE},
    ),
    Route(
        "POST",
        "/api/alerts/alertmanager",
        "hear_alertmanager",
        "Take what Prometheus Alertmanager tells.",
        Right.ALERTS,
        HEARD,
        largest=LARGEST,
        repeats=True,
        read=alertmanager.read,
        foreign=alertmanager.SCHEMA,
    ),
)
