"""Port's contract, as its pages tell it: https://docs.port.io/api-reference/port-api."""

import re
from typing import Any

from bot.sandbox.heard import Heard

Json = dict[str, Any]
WHO = {"createdAt", "createdBy", "updatedAt", "updatedBy"}
ENTITY = {"identifier", "title", "icon", "blueprint", "team", "properties", "relations"}
WAYS = {"upsert", "merge", "create_missing_related_entities", "validation_only"}
ASKED = {
    "POST /v1/auth/access_token": {"clientId", "clientSecret"},
    "POST /v1/blueprints": {
        *("identifier", "title", "icon", "description", "schema", "relations"),
        *("mirrorProperties", "calculationProperties"),
    },
    "POST /v1/blueprints/*/entities": {*ENTITY, *WAYS},
    "POST /v1/blueprints/*/entities/bulk": {"entities", *WAYS},
    "DELETE /v1/blueprints/*/entities/*": {"delete_dependents"},
    "GET /v1/blueprints": set[str](),
    "GET /v1/blueprints/*": set[str](),
    "GET /v1/blueprints/*/entities": set[str](),
    "GET /v1/blueprints/*/entities/*": set[str](),
}
"""What each call takes, in its query and its body."""

ANSWERED = {
    "POST /v1/auth/access_token": {"accessToken", "expiresIn", "tokenType"},
    "POST /v1/blueprints/*/entities/bulk": {"entities", "errors"},
    "DELETE /v1/blueprints/*/entities/*": set[str](),
    "GET /v1/blueprints": {"blueprints"},
    "GET /v1/blueprints/*/entities": {"entities"},
}
OF_ERROR = {"index", "identifier", "statusCode", "error", "message"}
MOST = 20


class Port:
    def name(self, heard: Heard) -> str:
        """Its address without identifiers."""
        path = heard.name.replace("/port/v1", "/v1")
        path = re.sub(r"(/blueprints/)[^/]+", r"\1*", path)
        return re.sub(r"(/entities/)(?!bulk$)[^/]+$", r"\1*", path)

    def problems(self, heard: Heard) -> list[str]:
        name, said = self.name(heard), heard.said if isinstance(heard.said, dict) else {}
        if heard.way == "answer":
            return _of_answer(name, heard.status, said)
        if name not in ASKED:
            return [f"asks for {name}, which there is not"]
        found = [f"says {one}" for one in sorted(set(said) - ASKED[name])]
        for one in said.get("entities", ()):
            found += [f"says {part} of an entity" for part in sorted(set(one) - ENTITY)]
        too_many = len(said.get("entities", ())) > MOST
        return [*found, *(["sends more than 20 entities"] if too_many else ())]


def _of_answer(name: str, status: int, said: Json) -> list[str]:
    if status >= 400:  # where HTTP's refusals begin
        return (
            [] if set(said) == {"ok", "error", "message"} else [f"{status} is told otherwise than as error"]
        )
    one = "entity" if "/entities" in name else "blueprint"
    wanted = {"ok", *ANSWERED.get(name, {one})}
    found = [] if set(said) == wanted else [f"answers {sorted(said)}, not {sorted(wanted)}"]
    for each in said.get("errors", ()):
        found += [] if set(each) == OF_ERROR else [f"tells an error as {sorted(each)}"]
    if "entity" in said and set(said["entity"]) != ENTITY | WHO:
        found.append(f"shows an entity as {sorted(said['entity'])}")
    return found
