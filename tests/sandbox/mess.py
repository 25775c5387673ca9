"""Requests that no sane client sends, made at random from a seed."""

import json
import random
from typing import Any

import aiohttp
import pytest
from rig import Json, Space, modal, section, text_entry

ROUNDS = 40


def nested(depth: int) -> Any:
    inside: Any = "x"
    for _ in range(depth):
        inside = [inside]
    return inside


GARBAGE: list[Any] = [
    *("", " ", "x", "\x00", "a\x00b", "\ud7ff\ufffe", "\U0001f9ef" * 30, "%", "%%%", "../..", "x" * 41_000),
    *("null", "NaN", "1e999", "true", "-1", "0", "1", "1.000001", "9" * 20, "9" * 5000, "٣", "²", "１"),
    *("next:1", "bmV4dDp4", "bmV4dDotMQ==", "C0NOWHERE", "U0NOBODY,U0NOBODY", ",,,", "@ana", "#general"),
    *("{", "[", '{"a":', "[]", "{}", '"x"', "[null]", "{'a': 1}", "[" * 4000),
    *('[{"type":null}]', '{"type":"modal"}', '{"type":"home","blocks":[{}]}'),
    *(True, False, 0, -1, 1.5, 10**30, [], {}, [[]], [None], [1, "x"], {"a": None}, nested(50)),
    *([{"type": "section"}], [{"type": "input", "element": None}], {"type": "home", "blocks": [None]}),
    *({"type": "modal", "title": 1, "blocks": {}}, [{"type": "actions", "elements": [{"type": "button"}]}]),
    *(
        {"type": "modal"},
        {"event_type": "x", "event_payload": []},
        modal(text_entry("Title")),
        [section("fine")],
    ),
]
BODIES = [
    *(
        b"",
        b"{",
        b"[]",
        b'"x"',
        b"null",
        b"\xff\xfe",
        b"a=%zz&=&&",
        b"\x00",
        b"[" * 5000,
        b'{"a": NaN}',
        b"--x\r\n",
    ),
]
FORM = "application/x-www-form-urlencoded"
TYPES = [
    *(
        "application/json",
        "application/json; charset=utf-8",
        "application/json; charset=martian",
        "text/plain",
    ),
    *(FORM, f"{FORM}; charset=martian", "multipart/form-data", "multipart/form-data; boundary=x"),
    *("image/png", "application/xml", "", ";;;", "*/*"),
]


class Mess:
    """Requests that no sane client sends."""

    def __init__(self, space: Space, seed: str, known: list[Any]) -> None:
        self._space = space
        self._random = random.Random(seed)  # noqa: S311  # the same mess in each run, no secret
        self._values = [*GARBAGE, *known * 3]

    def bearers(self, count: int) -> list[str]:
        """Mostly the right token, that the mess goes deep."""
        right = f"Bearer {self._space.sandbox.environment['SLACK_BOT_TOKEN']}"
        return self._random.choices([right, "Bearer", "Basic eDp4", "Bearer xoxb-1"], [20, 1, 1, 1], k=count)

    def bodies(self, count: int) -> list[tuple[bytes, str]]:
        """Bytes that are what they are, under names of any kind."""
        return [(self._random.choice(BODIES), self._random.choice(TYPES)) for _ in range(count)]

    def args(self, names: list[str]) -> Json:
        chosen = [name for name in names if self._random.random() < 0.7]
        strange = ["txt", "", "a[]", "x" * 300, "user-id"]
        chosen += self._random.sample(strange, 1) if self._random.random() < 0.15 else []
        return {name: self._random.choice(self._values) for name in chosen}

    async def send(
        self, path: str, names: list[str], headers: dict[str, str], *, verb: str = "GET"
    ) -> tuple[str, int, Json]:
        """One request, said in a line for whoever reads the failure, and its answer."""
        args, way = self.args(names), self._random.choice(["query", "form", "json", "multipart", "raw"])
        sent = self._encoded(way, args)
        sent["headers"] = {**headers, **sent.get("headers", {})}
        verb = verb if way == "query" else "POST"
        async with self._space.http.request(verb, self._space.sandbox.url + path, **sent) as answer:
            body = await answer.json(content_type=None)
            return f"{verb} {path} {way} {repr(args)[:600]}", answer.status, body

    def _encoded(self, way: str, args: Json) -> dict[str, Any]:
        words = {name: value if isinstance(value, str) else json.dumps(value) for name, value in args.items()}
        short = {name: value[:2000] for name, value in words.items()}
        match way:
            case "query":
                return {"params": short}
            case "form":
                return {"data": words}
            case "json":
                return {"json": args}
            case "multipart":
                form = aiohttp.MultipartWriter("form-data")
                for name, value in short.items():
                    form.append(value.encode()).set_content_disposition("form-data", name=name or "x")
                return {"data": form}
        ((body, kind),) = self.bodies(1)
        return {"data": body, "headers": {"Content-Type": kind}, "skip_auto_headers": ["Content-Type"]}


async def things_of(space: Space) -> list[Any]:
    """Things that exist, so that the mess gets past the first door."""
    state = await space.state()
    rooms = [room for room in state["channels"] if room["name"] in {"general", "payments", "security"}]
    people = [
        user["id"] for user in state["users"] if user["name"] in {"ana", "eve", "walt", "vera", "probe"}
    ]
    said = await space.act("ana", "message", channel="general", text="hello")
    return [*(room["id"] for room in rooms), *people, said["ts"], state["usergroups"][0]["id"]]


def faults_of_ours(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.message for record in caplog.records if record.levelname in {"ERROR", "CRITICAL"}]
