"""A small grammar for Block Kit: what a piece of foreign JSON may look like, put together from rules.

A rule looks at one value and tells the judge what is wrong with it, in the words that Slack's own
`response_metadata.messages` use.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

Rule = Callable[[Any, str, "Judge"], None]
Fields = Mapping[str, Rule]


@dataclass
class Judge:
    """Walks one message or view, and remembers what only the whole of it can tell."""

    surface: str
    problems: list[str] = field(default_factory=list)
    characters: int = 0
    markdown: int = 0
    focused: int = 0

    def refuse(self, problem: str, pointer: str) -> None:
        self.problems.append(f"{problem} [json-pointer:{pointer}]")


def listed(value: Any) -> list[Any]:
    """Give the list that a value is, or an empty one for what is none (and is told elsewhere)."""
    return value if isinstance(value, list) else []


def anything(value: Any, pointer: str, judge: Judge) -> None:
    """Accept what the sandbox shows, if at all, without looking inside."""


def flag(value: Any, pointer: str, judge: Judge) -> None:
    if not isinstance(value, bool):
        judge.refuse("must provide a boolean", pointer)


def whole(least: int, most: int = 10**12) -> Rule:
    def rule(value: Any, pointer: str, judge: Judge) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            judge.refuse("must provide an integer", pointer)
        elif value < least:
            judge.refuse(f"must be greater than {least - 1}", pointer)
        elif value > most:
            judge.refuse(f"must be less than {most + 1}", pointer)

    return rule


def number(value: Any, pointer: str, judge: Judge) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool):
        judge.refuse("must provide a number", pointer)


def string(most: int, least: int = 0) -> Rule:
    def rule(value: Any, pointer: str, judge: Judge) -> None:
        if not isinstance(value, str):
            judge.refuse("must provide a string", pointer)
        elif len(value) > most:
            judge.refuse(f"must be less than {most + 1} characters", pointer)
        elif len(value) < least:
            judge.refuse(f"must be more than {least - 1} characters", pointer)

    return rule


def pattern(expression: str, wanted: str) -> Rule:
    compiled = re.compile(expression)

    def rule(value: Any, pointer: str, judge: Judge) -> None:
        if not compiled.fullmatch(str(value)):
            judge.refuse(f"must be {wanted}", pointer)

    return rule


def one_of(*choices: str) -> Rule:
    def rule(value: Any, pointer: str, judge: Judge) -> None:
        if value not in choices:
            judge.refuse(f"must be one of: {', '.join(choices)}", pointer)

    return rule


def items(rule: Rule, least: int, most: int) -> Rule:
    def each(value: Any, pointer: str, judge: Judge) -> None:
        if not isinstance(value, list):
            judge.refuse("must provide an array", pointer)
            return
        if len(value) > most:
            judge.refuse(f"no more than {most} items allowed", pointer)
        if len(value) < least:
            judge.refuse(f"no fewer than {least} items allowed", pointer)
        for index, item in enumerate(value):
            rule(item, f"{pointer}/{index}", judge)

    return each


def record(fields: Fields, *, needs: str = "", also: Rule = anything) -> Rule:
    """Know all keys, require some; `also` judges how they go together. null counts as left out."""

    def rule(value: Any, pointer: str, judge: Judge) -> None:
        if not isinstance(value, dict):
            judge.refuse("must provide an object", pointer)
            return
        present = {key: part for key, part in value.items() if part is not None}
        for key in needs.split():
            if key not in present:
                judge.refuse(f"missing required field: {key}", pointer)
        for key, part in present.items():
            if key in fields:
                fields[key](part, f"{pointer}/{key}", judge)
            else:
                judge.refuse(f"invalid additional property: {key}", pointer)
        also(present, pointer, judge)

    return rule


def typed(table: Mapping[str, Rule], among: frozenset[str] | None = None) -> Rule:
    """Choose the rule by `type`, which must be among those that may stand here."""

    def rule(value: Any, pointer: str, judge: Judge) -> None:
        if not isinstance(value, dict):
            judge.refuse("must provide an object", pointer)
            return
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in table or (among is not None and kind not in among):
            judge.refuse(f"unsupported type: {kind}", f"{pointer}/type")
        else:
            table[kind](value, pointer, judge)

    return rule
