"""What a look at Firebell's surroundings finds: what works, what is worth knowing, what must be mended."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    SOUND = "ok"
    NOTE = "note"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at; `said`, in a sentence, with the cure where it needs one."""

    about: str
    grade: Grade
    said: str


def sound(about: str, said: str) -> Finding:
    return Finding(about, Grade.SOUND, said)


def note(about: str, said: str) -> Finding:
    return Finding(about, Grade.NOTE, said)


def fault(about: str, said: str) -> Finding:
    return Finding(about, Grade.FAULT, said)


def faults(findings: Iterable[Finding]) -> list[Finding]:
    return [one for one in findings if one.grade is Grade.FAULT]
