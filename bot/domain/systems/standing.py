"""How an account of ours in another system stands: what a look there found, and when it was heard of last."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.checkup import Finding, Grade


@dataclass(frozen=True)
class Last:
    """What happens again and again. `at`: when last, None: never. `failures`: those in a row until now."""

    what: str
    at: datetime | None = None
    said: str = ""
    failures: int = 0

    @property
    def grade(self) -> Grade:
        return Grade.FAULT if self.failures > 1 else Grade.SOUND


@dataclass(frozen=True)
class Lost:
    """Something that was told and given up. `id`: by which it is asked for again, `why`: it could not be."""

    id: int
    kind: str
    object: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Standing:
    """`looked_at`: when the findings were made, None: nobody has looked yet. `lost`: the newest first."""

    system: str
    looked_at: datetime | None = None
    findings: tuple[Finding, ...] = ()
    lasts: tuple[Last, ...] = ()
    lost: tuple[Lost, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether nothing must be mended."""
        if self.lost:
            return False
        grades = {*(one.grade for one in self.findings), *(one.grade for one in self.lasts)}
        return Grade.FAULT not in grades
