"""Holds whatever goes over the wire in a test run against the vendors' own contracts."""

import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from typing import Any

from contracts import ARE_HERE, checker
from judge_confluence import Confluence
from judge_jira import Jira
from judge_pagerduty import PagerDuty
from judge_port import Port
from lags import ALIKE, SHOWN, UNPROBED, is_lag, is_unlisted

from bot.sandbox.heard import Heard, Listener

Json = dict[str, Any]
KEYED_BY_DATA = frozenset({"event_payload", "state", "private_metadata", "prefs"})
KINDS = ("type", "subtype")
"""Keys whose value decides which sample applies."""
ENVELOPE = {"envelope_id", "type", "payload", "accepts_response_payload"}
RETRIED = {"retry_attempt", "retry_reason"}
TALK: dict[str, set[str]] = {
    "events_api": ENVELOPE | RETRIED,
    "interactive": ENVELOPE,
    "slash_commands": ENVELOPE,
    "hello": {"type", "num_connections", "debug_info", "connection_info"},
    "disconnect": {"type", "reason", "debug_info"},
}
"""What Socket Mode says, by its type: https://docs.slack.dev/apis/events-api/using-socket-mode."""
FLAGS = frozenset({"true", "false"})
MESSAGE = ("text", "blocks", "attachments", "markdown_text")


class Judge:
    """Judges each distinct shape once a process; what is wrong is told to every test that hears it."""

    def __init__(self) -> None:
        self.checked: Counter[str] = Counter()
        self.names: set[str] = set()
        self.problems: list[str] = []
        self._known: dict[object, list[str]] = {}
        self._beside: dict[str, PagerDuty | Jira | Confluence | Port] = {
            "pagerduty": PagerDuty(),
            "pagerduty-eu": PagerDuty(),
            "jira": Jira(),
            "confluence": Confluence(),
            "port": Port(),
        }

    @property
    def of_firebell(self) -> Listener | None:
        """Listens where Firebell runs: what it says must be right, too. None where no contracts are."""
        return self._hear_all if ARE_HERE else None

    @property
    def of_anybody(self) -> Listener | None:
        """Listens where a test may say what it likes: only what the sandbox says is judged."""
        return self._hear_slack if ARE_HERE else None

    def verdict(self) -> tuple[list[str], dict[str, Any]]:
        """What was wrong since it was last asked, and what was checked."""
        counted = {"checked": dict(self.checked), "names": sorted(self.names)}
        wrong = list(dict.fromkeys(self.problems))
        self.checked, self.names, self.problems = Counter(), set(), []
        return wrong, counted

    def _shown(self, kind: str, name: str, said: object) -> None:
        """Judge an answer or a payload by the sample of this name."""
        self.checked[kind] += 1
        self.names.add(name)
        self._once(("shape", name, _shape(said)), name, lambda: self._by_sample(name, said))

    def _hear_slack(self, heard: Heard) -> None:
        if heard.system in self._beside:
            self._hear_beside(heard)
        elif heard.system != "slack":
            self._keep(heard.system, ["has no contract to be held against"])
        elif heard.way == "answer" and isinstance(heard.said, dict):
            self._answer(heard.name, heard.said)
        elif heard.way == "envelope":
            self._envelope(heard.name, heard.said)

    def _hear_all(self, heard: Heard) -> None:
        self._hear_slack(heard)
        if heard.system in self._beside:
            self._hear_beside(heard, asked=True)
        elif heard.way == "request":
            self.checked["requests"] += 1
            key = ("request", heard.name, heard.kind, _shape(heard.said))
            self._once(key, heard.name, lambda: self._request(heard))
            self._words(heard.name, heard.said)
        elif heard.way == "response_url":
            self._words("response_url", heard.said)
        elif heard.way == "ack":
            self._words(f"ack of {heard.name}", heard.said.get("payload") or {})

    def _hear_beside(self, heard: Heard, *, asked: bool = False) -> None:
        """Answers and webhooks always, requests where they are Firebell's."""
        if (heard.way == "request") == asked:
            known = self._beside[heard.system]
            self.checked[f"{heard.system} {heard.way}s"] += 1
            name = known.name(heard)
            self.names.add(name)
            key = (heard.system, heard.way, name, heard.status, _shape(heard.said))
            self._once(key, heard.name, lambda: known.problems(heard))

    def _answer(self, name: str, said: Json) -> None:
        if name.startswith("POST /respond/"):
            name = "response_url"
        if said.get("ok"):
            self._shown("answers", name, said)
        else:
            self.checked["refusals"] += 1
            self._once(("error", name, said.get("error")), name, lambda: self._refusal(name, said))

    def _envelope(self, name: str, said: Json) -> None:
        self.checked["envelopes"] += 1
        self._once(("envelope", name, frozenset(said)), name, lambda: _talk(name, said))
        if "payload" in said:
            self._shown("payloads", sample(name, said["payload"]), said["payload"])

    def _words(self, name: str, said: Json) -> None:
        """Judge what people get to read: a view, or a message."""
        words = {key: said[key] for key in MESSAGE if said.get(key)}
        for part in (said.get("view"), words):
            if part:
                self.checked["views and messages"] += 1
                self._keep(name, self._blocks.check(part))

    def _once(self, key: object, name: str, judge: Callable[[], list[str]]) -> None:
        if key not in self._known:
            with warnings.catch_warnings():
                # The checkers leave it to the collector to close their files.
                warnings.simplefilter("ignore", ResourceWarning)
                self._known[key] = judge()
        self._keep(name, self._known[key])

    def _keep(self, name: str, problems: list[str]) -> None:
        self.problems += [f"{name} {problem}" for problem in problems]

    def _by_sample(self, name: str, said: object) -> list[str]:
        if name == "response_url":
            return [] if said == {"ok": True} else ["is answered otherwise than with ok"]
        if name in SHOWN and isinstance(said, dict):
            return [f"/{key}: missing or unexpected" for key in sorted(SHOWN[name] ^ {*said, "ok"})]
        name = ALIKE.get(name, name)
        if not self._samples.known(name):
            return ["has no sample to be held against"]
        return [problem for problem in self._samples.check(name, said) if not is_lag(name, problem)]

    def _refusal(self, name: str, said: Json) -> list[str]:
        error = str(said.get("error"))
        known = name == "response_url" or self._contract.error_known(name, error) or is_unlisted(name, error)
        return [] if known else [f"{error!r} is no documented error"]

    def _request(self, heard: Heard) -> list[str]:
        """Addresses from which files come and to which they go are no methods."""
        if " " in heard.name:
            return []
        if heard.name in UNPROBED:
            strange = sorted(set(heard.said) - UNPROBED[heard.name] - {"token"})
            return [f"unknown argument {name}" for name in strange]
        found: list[str] = self._contract.check_request(heard.name, heard.said, heard.kind)
        return found

    @cached_property
    def _samples(self) -> Any:
        """The checker reads a sample's file whenever it is asked; the last few are kept instead."""
        samples: Any = checker("shape_check")
        samples._load = lru_cache(maxsize=16)(samples._load)  # noqa: SLF001  # a checker of files, no code of ours
        return samples

    @cached_property
    def _contract(self) -> Any:
        return checker("slack_contract")

    @cached_property
    def _blocks(self) -> Any:
        return checker("blockkit_check")


def sample(kind: str, payload: Json) -> str:
    """The name under which the samples know a payload."""
    if kind == "slash_commands":
        return "command"
    if kind == "interactive":
        return f"interactive:{payload['type']}"
    event = payload["event"]
    return f"event:{event['type']}" + (f".{event['subtype']}" if "subtype" in event else "")


def _talk(name: str, said: Json) -> list[str]:
    wanted = TALK.get(name)
    if wanted is None:
        return ["is no type of envelope"]
    return [f"/{key}: missing or unexpected" for key in sorted(wanted ^ set(said))]


def _shape(said: object, key: str = "") -> object:
    """All that a sample looks at: keys, types, and of which kind a text is."""
    if isinstance(said, dict):
        if key in KEYED_BY_DATA:
            return key
        return tuple((name, _shape(value, name)) for name, value in said.items())
    if isinstance(said, list):
        return frozenset(_blocks(said) if key == "blocks" else (_shape(each, key) for each in said))
    if isinstance(said, str):
        return said if key in KINDS else _kind(said)
    return type(said)


def _blocks(blocks: list[Any]) -> Iterator[object]:
    """Samples look at a block's type and block_id alone."""
    for block in blocks:
        yield tuple(type(block.get(key)) for key in ("type", "block_id")) if isinstance(block, dict) else None


@lru_cache(maxsize=4096)
def _kind(text: str) -> str:
    if text in FLAGS:
        return "flag"
    if re.fullmatch(r"-?\d+(\.\d+)?", text):
        return "ts" if re.fullmatch(r"\d{10}\.\d{6}", text) else "number"
    if re.fullmatch(r"[A-Z][A-Z0-9]{5,}", text):
        return text[0]
    return text.split("://", maxsplit=1)[0] if "://" in text[:9] else "text" if text else ""


JUDGE = Judge()
"""The one of this process: fixtures let it listen, tests/conftest.py asks for its verdict after each test."""
