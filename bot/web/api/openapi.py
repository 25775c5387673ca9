"""The API's own description, made from the table by which requests are answered: https://spec.openapis.org/oas/v3.1.0."""

import re
from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from bot.web.api.routes import KEY, Route
from bot.web.api.shapes import Schema

PATH = "/api/openapi.json"
VERSION = "1"
PROBLEM: Schema = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What to do, in the words that people see in Slack."},
        "fields": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "required": ["type", "title", "status", "detail"],
}
REFUSED = {
    HTTPStatus.BAD_REQUEST: "The body is no JSON.",
    HTTPStatus.UNAUTHORIZED: "No known token came along.",
    HTTPStatus.FORBIDDEN: "The token lacks the right.",
    HTTPStatus.NOT_FOUND: "There is no such incident that the token may see.",
    HTTPStatus.CONFLICT: "As things stand it cannot be done.",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large.",
    HTTPStatus.UNPROCESSABLE_ENTITY: "Something in it cannot be; each field says why.",
    HTTPStatus.TOO_MANY_REQUESTS: "Ask again after so many seconds as Retry-After says.",
    HTTPStatus.SERVICE_UNAVAILABLE: "The same.",
}


def document(routes: Iterable[Route]) -> dict[str, Any]:
    paths: dict[str, dict[str, Any]] = {}
    for route in routes:
        paths.setdefault(route.path, {})[route.method.lower()] = _operation(route)
    return {
        "openapi": "3.1.0",
        "info": {"title": "Firebell", "version": VERSION, "description": "Incidents, for programs."},
        "paths": paths,
        "security": [{"bearer": []}, {"basic": []}],
        "components": {
            "securitySchemes": {
                "bearer": {"type": "http", "scheme": "bearer"},
                "basic": {"type": "http", "scheme": "basic", "description": "The secret is the password."},
            },
            "schemas": {"Problem": PROBLEM},
        },
    }


def _operation(route: Route) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": route.name,
        "summary": route.says,
        "description": f"Needs the right “{route.right}”.",
        "parameters": _parameters(route),
        "responses": {
            **{str(int(status)): _answer(schema) for status, schema in route.answers.items()},
            **{str(int(status)): _problem(words) for status, words in REFUSED.items()},
        },
    }
    body = route.foreign or (route.body.schema if route.body else None)
    if body:
        said["requestBody"] = {"required": True, "content": {"application/json": {"schema": body}}}
    return said


def _parameters(route: Route) -> list[dict[str, Any]]:
    in_path = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": {"type": "string", "pattern": r"^inc-\d{1,9}$"},
        }
        for name in re.findall(r"{(\w+)}", route.path)
    ]
    in_query = [
        {"name": field.name, "in": "query", "schema": field.schema, "description": field.says}
        for field in route.query.fields
    ]
    repeat = {
        "name": "Idempotency-Key",
        "in": "header",
        "schema": {"type": "string", "pattern": r"^[!-~]+$", "maxLength": KEY},
        "description": "A repeat with the same key does nothing and is answered as before, for a day.",
    }
    return [*in_path, *in_query, *([repeat] if route.body else [])]


def _answer(schema: Schema) -> dict[str, Any]:
    return {"description": "Done.", "content": {"application/json": {"schema": schema}}}


def _problem(words: str) -> dict[str, Any]:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": words, "content": {"application/problem+json": {"schema": schema}}}
