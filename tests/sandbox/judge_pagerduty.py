"""PagerDuty's own contracts: its OpenAPI files for requests and answers, its samples for webhooks."""

import json
import re
from functools import cached_property
from pathlib import Path
from typing import Any

from contracts import CHECKERS, checker
from openapi_schema_validator import OAS30ReadValidator

from bot.sandbox.heard import Heard

Json = dict[str, Any]
FOLDER = CHECKERS.parent / "pagerduty"
ALWAYS = {400, 401, 403, 404, 429, 500}
"""Statuses that the file does not list for every address, though its error page does."""
EVENTS = "/v2/enqueue"
UNLISTED = {"priority_change_log_entry", "field_value_change_log_entry", "reopen_log_entry"}
"""Lines of the log that the file does not list; real accounts have the first two."""
FAULTS = (
    re.compile(r"type: '(\w+)' is not one of \[.*'\1_reference"),  # what include[] asked for whole
    re.compile(r"contact_method' is not one of \['email_contact_method_reference"),  # the same
    re.compile(r"'acknowledge_log_entry' is not one of \['acknowledgement_log_entry'"),
    re.compile(r"integration' is not one of \['aws_cloudwatch_inbound_integration_reference"),  # the same
    re.compile(r"GET /schedules/\w+/overrides status 200"),  # the file says 201 of a reading
    re.compile(r"/custom_fields/\d+/value: .* is not valid under any"),  # nor are the file's own examples
    re.compile(r"request body missing$"),  # only the answer is judged here
)
"""What is wrong with the file itself."""


class PagerDuty:
    def name(self, heard: Heard) -> str:
        """Its address without ids, or the name of its event."""
        if heard.way == "envelope":
            return heard.name
        method, path = heard.name.split(" ", 1)
        spec, path = self._of(path)
        return f"{method} {spec.find(method, path)[0] or path}"

    def problems(self, heard: Heard) -> list[str]:
        if heard.way == "envelope":
            return self._webhook(heard.name, heard.said)
        method, path = heard.name.split(" ", 1)
        spec, path = self._of(path)
        if heard.way == "request":
            return self._request(spec, method, path, heard.said)
        if heard.status in ALWAYS:
            return [] if _is_error(heard.said) else [f"{heard.status} is told otherwise than with an error"]
        said, lines = _parted(heard.said)
        found = spec.check(method, path, status=heard.status, response_json=said)
        found += [problem for line in lines for problem in self._line(line)]
        return [one for one in found if not any(fault.search(f"{heard.name} {one}") for fault in FAULTS)]

    def _line(self, line: Json) -> list[str]:
        """Each line of the log by its own schema: the file has them as alternatives that overlap."""
        if line["type"] in UNLISTED:
            return []
        name = "".join(word.capitalize() for word in line["type"].split("_"))
        schema = {"$ref": f"#/components/schemas/{name}"}
        found: list[str] = self._rest._errors(OAS30ReadValidator, schema, line, name, lenient_null=True)  # noqa: SLF001  # a checker
        return found

    def _request(self, spec: Any, method: str, path: str, said: Json) -> list[str]:
        """What is sent by GET is its query, else its body."""
        found: list[str] = (
            spec.check(method, path, query=said)
            if method in {"GET", "DELETE"}
            else spec.check(method, path, request_json=said)
        )
        return found

    def _of(self, path: str) -> tuple[Any, str]:
        return (self._events, "/enqueue") if path == EVENTS else (self._rest, path)

    def _webhook(self, name: str, said: Json) -> list[str]:
        if "messages" in said:
            return _missing(
                self._sample("v2.incident.trigger")["messages"][0], said["messages"][0], "message"
            )
        if name == "pagey.ping":
            return []
        event = said["event"]
        sample = self._sample("incident.priority_updated")["event"]
        data = event["data"]
        wanted = self._sample(f"data.{data['type']}")
        return [*_missing(sample, event, "event", deep=False), *_missing(wanted, data, "data", exact=True)]

    def _sample(self, name: str) -> Any:
        return json.loads((FOLDER / "webhooks" / f"{name}.json").read_text())

    @cached_property
    def _rest(self) -> Any:
        return _spec("rest-openapi.json")

    @cached_property
    def _events(self) -> Any:
        return _spec("events-v2-openapi.json")


def _spec(name: str) -> Any:
    return checker("openapi_check").Spec(json.loads(Path(FOLDER / name).read_text()))


def _is_error(said: Any) -> bool:
    if isinstance(said, dict) and said.get("status") == "invalid event":
        return {"message", "errors"} <= set(said)
    error = said.get("error") if isinstance(said, dict) else None
    return isinstance(error, dict) and {"message", "code"} <= set(error)


def _parted(said: Any) -> tuple[Any, list[Json]]:
    """An answer, and the lines of the log that it holds."""
    if isinstance(said, dict) and "log_entries" in said:
        return {**said, "log_entries": []}, said["log_entries"]
    if isinstance(said, dict) and "log_entry" in said:
        return None, [said["log_entry"]]
    return said, []


def _missing(wanted: Any, said: Any, where: str, *, deep: bool = True, exact: bool = False) -> list[str]:
    """Keys of the sample that were not told, and where exact also those that it does not know."""
    if not isinstance(wanted, dict) or said is None:
        return []
    if not isinstance(said, dict):
        return [f"/{where}: {type(said).__name__} instead of an object"]
    found = [f"/{where}/{key}: missing" for key in wanted if key not in said]
    found += [f"/{where}/{key}: unexpected" for key in said if exact and key not in wanted]
    if deep:
        for key in wanted.keys() & said.keys():
            found += _missing(wanted[key], said[key], f"{where}/{key}", exact=exact)
    return found
