"""RT-Extension-PagerDuty's configuration, written as YAML, turned into sections of our settings.

https://github.com/bestpractical/rt-extension-pagerduty
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from bot.domain.errors import UserError
from bot.domain.settings.parts import Document

SERVICES, QUEUES = "services", "queues"
EVERY = "*"
USUAL = "General"
"""Where the extension makes tickets of what begins in PagerDuty, where nobody says."""

STATUSES = {"acknowledged": "open", "resolved": "resolved"}
WORDS = {SERVICES: ("api_token", "api_user", "create_queue"), QUEUES: ("service", *STATUSES)}


@dataclass(frozen=True)
class Known:
    """What stands elsewhere: names of services by their ids, senders by the keys of PagerDuty's accounts.

    `opens`: the priority of what begins in a queue; empty: the least urgent that pages by itself.
    """

    names: Mapping[str, str]
    senders: Mapping[str, str]
    opens: str = ""


@dataclass
class Taken:
    """Sections that are to be as they say. `left_out`: what has no place here, or is still to be done."""

    sections: dict[str, dict[str, Any]] = field(default_factory=dict)
    left_out: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def read(text: str, name: str) -> Mapping[str, Any]:
    """Raise UserError where it is no YAML, or holds nothing of this kind."""
    try:
        said = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        mark = getattr(error, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise UserError(f"{name}{line}: This is no YAML: {getattr(error, 'problem', error)}.") from error
    if not isinstance(said, Mapping) or not set(said) & set(WORDS):
        raise UserError(f"{name} holds neither services: nor queues:, as the extension's configuration does.")
    return said


def convert(said: Mapping[str, Any], name: str, known: Known, present: Document) -> Taken:
    """Take what it says of services and queues; the rest stays. Raises UserError with every fault at once."""
    taken = Taken()
    taken.faults += [
        f"{key}: there is no such part. Known are services and queues." for key in said if key not in WORDS
    ]
    services, queues = dict(_entries(said, SERVICES, taken)), dict(_entries(said, QUEUES, taken))
    _services(services, known, present, taken)
    _queues(queues, services, known, present, taken)
    if taken.faults:
        count = "1 fault" if len(taken.faults) == 1 else f"{len(taken.faults)} faults"
        told = "\n".join(f"{name}: {sentence}" for sentence in taken.faults)
        raise UserError(f"{count}; nothing was changed.\n{told}")
    return taken


def _entries(said: Mapping[str, Any], part: str, taken: Taken) -> Iterator[tuple[str, Mapping[str, Any]]]:
    entries = said.get(part) or {}
    if not isinstance(entries, Mapping):
        taken.faults.append(f"{part}: it must hold entries, each with its key.")
        return
    for key, one in entries.items():
        if not isinstance(one, Mapping):
            taken.faults.append(f"{part}.{key}: it must hold words such as {WORDS[part][0]}.")
            continue
        odd = [word for word in one if word not in WORDS[part]]
        taken.faults += [
            f"{part}.{key}.{word}: there is no such word. Known are {', '.join(WORDS[part])}." for word in odd
        ]
        yield str(key), one


def _services(
    entries: Mapping[str, Mapping[str, Any]], known: Known, present: Document, taken: Taken
) -> None:
    found = dict(present.get(SERVICES) or {})
    for key, said in entries.items():
        place = f"{SERVICES}.{key}"
        _account(place, said, known, taken)
        name = _named(place, key, known, taken)
        queue = _text(f"{place}.create_queue", said.get("create_queue", USUAL), taken)
        opens = (found.get(name) or {}).get("opens") or _least(present)
        found[name] = {**(found.get(name) or {}), "queue": queue, "opens": opens}
    taken.sections[SERVICES] = found


def _account(place: str, said: Mapping[str, Any], known: Known, taken: Taken) -> None:
    """Keys are no settings: they stand in the environment, by account."""
    for word in ("api_token", "api_user"):
        if not isinstance(said.get(word), str) or not said[word].strip():
            taken.faults.append(f"{place}.{word}: it is missing. The extension wants it for each service.")
            return
    sender = known.senders.get(said["api_token"])
    if sender is None:
        cure = f"Set PAGERDUTY_API_KEY to it and PAGERDUTY_FROM to {said['api_user']}, or those of an account"
        taken.faults.append(f"{place}.api_token: it is none of Firebell's. {cure} of PAGERDUTY_ACCOUNTS.")
    elif sender.casefold() != said["api_user"].casefold():
        taken.left_out.append(f"{place}.api_user: Firebell pages as {sender} there, or as whoever acts.")


def _queues(
    entries: Mapping[str, Mapping[str, Any]],
    services: Mapping[str, Any],
    known: Known,
    present: Document,
    taken: Taken,
) -> None:
    found = dict(present.get("ticket_queues") or {})
    for key, said in entries.items():
        place = f"{QUEUES}.{key}"
        service = _text(f"{place}.service", said.get("service"), taken)
        if service == EVERY:
            taken.faults.append(f"{place}.service: it must be the id of one service, such as P3AFFQR.")
        elif service and service not in services and EVERY not in services:
            taken.faults.append(f"{place}.service: services says nothing of {service}, nor of all by '*'.")
        name = _named(f"{place}.service", service, known, taken) if service else ""
        was = found.get(key) or {}
        opens = was.get("opens") or known.opens or _paging(present)
        several = {
            word: _several(f"{place}.{word}", said.get(word, usual), taken)
            for word, usual in STATUSES.items()
        }
        found[key] = {**was, "service": name, "opens": opens, **several}
        if name and not was.get("category") and not _has_category(name, present):
            cure = f"Name {name} in one, or a category in ticket_queues.{key}"
            taken.left_out.append(f"{place}: no category pages {name}, so nothing begins there yet. {cure}.")
    taken.sections["ticket_queues"] = found


def _named(place: str, key: str, known: Known, taken: Taken) -> str:
    """Services are called by their names here."""
    name = EVERY if key == EVERY else known.names.get(key, "")
    if not name:
        cure = "Correct it, or let Firebell run with its key once, so that it reads what there is"
        taken.faults.append(f"{place}: PagerDuty has no service {key} that Firebell knows. {cure}.")
    return name


def _text(place: str, said: object, taken: Taken) -> str:
    if isinstance(said, str) and said.strip():
        return said.strip()
    taken.faults.append(f"{place}: {'it is missing' if said is None else 'it must be a text'}.")
    return ""


def _several(place: str, said: object, taken: Taken) -> list[str]:
    """One status, or a list of them: the first is written, all are understood."""
    found = said if isinstance(said, list) and said else [said]
    return [_text(place, one, taken) for one in found]


def _least(present: Document) -> str:
    """Everything that begins in PagerDuty gets a ticket."""
    return str(_by_rank(present)[-1])


def _paging(present: Document) -> str:
    """Each ticket pages: give the least urgent priority that does so by itself."""
    words = present["priorities"]
    paging = [key for key in _by_rank(present) if words[key].get("paging") == "always"]
    return str((paging or _by_rank(present)[:1])[-1])


def _by_rank(present: Document) -> list[str]:
    words = present["priorities"]
    return sorted(
        (key for key in words if words[key].get("enabled", True)), key=lambda key: int(words[key]["rank"])
    )


def _has_category(service: str, present: Document) -> bool:
    paging = [one.get("pagerduty_service") for one in (present.get("categories") or {}).values()]
    own = (present.get(SERVICES) or {}).get(service) or (present.get(SERVICES) or {}).get(EVERY) or {}
    return service in paging or bool(own.get("category"))
