"""The settings as one YAML file: written, and read with the line of everything in it.

https://pyyaml.org/wiki/PyYAMLDocumentation#nodes
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.domain.errors import UserError
from bot.domain.settings.checking import Fault, faults
from bot.domain.settings.sections import DESCRIBED
from bot.domain.settings.shape import nested
from bot.domain.taxonomy.document import flat

HEAD = (
    "# Firebell's settings. `firebell config apply FILE` brings them back; what a file does not name stays.\n"
)
TEXT = "tag:yaml.org,2002:str"
Place = tuple[str, ...]


@dataclass
class File:
    """What a file holds, as flat sections; only those that it names. `lines`: place in the file -> line."""

    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    lines: dict[Place, int] = field(default_factory=dict)
    wrong: list[tuple[int, str]] = field(default_factory=list)


def render(document: Mapping[str, Mapping[str, Any]]) -> str:
    body = yaml.safe_dump(nested(document), allow_unicode=True, sort_keys=False, width=110)
    return HEAD + str(body)


def read(text: str, name: str, present: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Give the sections of a file that are to be as it says.

    Raises UserError with every fault, each in a line of its own: where, what, and the cure.
    """
    file = _parse(text, name)
    whole = {**present, **file.sections}
    found = [*file.wrong, *((_line(file, fault), _said(fault)) for fault in faults(whole))]
    if found:
        told = "\n".join(f"{name}:{line}: {sentence}" for line, sentence in sorted(set(found)))
        raise UserError(
            f"{len(set(found))} faults; nothing was changed.\n{told}".replace("1 faults", "1 fault")
        )
    return file.sections


def _parse(text: str, name: str) -> File:
    file = File()
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
        if root is None:
            raise UserError(f"{name} is empty. `firebell config export` shows how one looks.")
        file.wrong += _walk(root, (), file.lines)
        document = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        raise UserError(_broken(name, error)) from error
    if not isinstance(document, dict):
        raise UserError(
            f"{name} holds no sections such as priorities:. `firebell config export` shows how one looks."
        )
    file.sections = _sections(document, file)
    return file


def _sections(document: Mapping[str, Any], file: File) -> dict[str, dict[str, Any]]:
    """Leave out what has not the shape of a section, naming it."""
    shaped: dict[str, Any] = {}
    for key, said in document.items():
        at = file.lines.get((str(key),), 1)
        if key not in DESCRIBED or key == "categories":
            file.wrong.append((at, f"There is no section {str(key)!r}. {_where(str(key))}"))
        elif said is not None and not isinstance(said, dict):
            file.wrong.append((at, f"{key} must hold entries, each with its key: not {str(said)[:40]!r}."))
        else:
            shaped[key] = {str(one): value for one, value in (said or {}).items()}
    if "groups" in shaped:
        shaped["groups"] = dict(_groups(shaped["groups"], file))
    if not _is_list(shaped.get("hours", {}).get("holidays")):
        file.wrong.append(
            (file.lines.get(("hours", "holidays"), 1), "hours.holidays must be a list of dates.")
        )
        del shaped["hours"]["holidays"]
    named = {*shaped, *(("categories",) if "groups" in shaped else ())}
    return {name: entries for name, entries in flat(shaped).items() if name in named}


def _is_list(value: Any) -> bool:
    return value is None or isinstance(value, list)


def _groups(groups: Mapping[str, Any], file: File) -> Iterator[tuple[str, Any]]:
    for key, group in groups.items():
        at = file.lines.get(("groups", key), 1)
        categories = group.get("categories") if isinstance(group, dict) else None
        hours = group.get("hours") if isinstance(group, dict) else None
        if not isinstance(group, dict):
            file.wrong.append((at, f"groups.{key} must hold a name and categories."))
        elif categories is not None and not isinstance(categories, dict):
            file.wrong.append((at, f"groups.{key}.categories must hold categories, each with its key."))
        elif hours is not None and not (isinstance(hours, dict) and _is_list(hours.get("holidays"))):
            file.wrong.append((at, f"groups.{key}.hours must be like hours: {{zone: Asia/Kolkata}}."))
        else:
            yield key, {**group, "categories": dict(_categories(key, categories or {}, file))}


def _categories(group: str, categories: Mapping[str, Any], file: File) -> Iterator[tuple[str, Any]]:
    for key, said in categories.items():
        if isinstance(said, dict):
            yield str(key), said
        else:
            at = file.lines.get(("groups", group, "categories", str(key)), 1)
            file.wrong.append((at, f"categories.{key} must hold a name: {{name: ...}}."))


def _walk(node: yaml.Node, place: Place, lines: dict[Place, int]) -> Iterator[tuple[int, str]]:
    """Remember the line of each key, and give those that stand there twice: YAML lets the last one win."""
    lines.setdefault(place, node.start_mark.line + 1)
    if not isinstance(node, yaml.MappingNode):
        return
    for key, value in node.value:
        inner, line = (*place, str(key.value)), key.start_mark.line + 1
        if key.tag != TEXT:
            yield line, f"YAML does not read {key.value!s:.40} as a text: put it in quotes."
        if inner in lines:
            yield line, f"{'.'.join(inner)} stands in line {lines[inner]} already. Take one of them out."
        else:
            lines[inner] = line
            yield from _walk(value, inner, lines)


def _line(file: File, fault: Fault) -> int:
    """Give the line of the nearest thing in the file."""
    section, key = fault.section, fault.key
    parts: tuple[str, ...] = (section, key, fault.field)
    if section == "categories":
        category = file.sections.get("categories", {}).get(key)
        parts = ("groups", str((category or {}).get("group", "")), "categories", key, fault.field)
    place = tuple(part for part in parts if part)
    while place and place not in file.lines:
        place = place[:-1]
    return file.lines.get(place, 1)


def _said(fault: Fault) -> str:
    return f"{fault.place}: {fault.sentence}"


def _where(key: str) -> str:
    if key == "categories":
        return "Categories stand inside their group."
    return f"Known are {', '.join(one for one in DESCRIBED if one != 'categories')}."


def _broken(name: str, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"{name}:{mark.line + 1}" if mark else name
    problem = getattr(error, "problem", None) or str(error).splitlines()[0]
    return f"1 fault; nothing was changed.\n{where}: This is no YAML: {problem}. Mind the indents."
