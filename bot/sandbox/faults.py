"""Faults that wait for the next matching request or envelope: what networks and vendors do on bad days."""

from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from bot.sandbox.errors import Refusal
from bot.sandbox.world import Json

GARBAGE = "garbage"
"""Something on the way answers, and what it says is no JSON."""

OF_REQUESTS = ("429", "500", "error", GARBAGE, "drop", "timeout", "slow", "down")
OF_ENVELOPES = ("duplicate", "error", "drop", "timeout", "slow", "down")
AT_ONCE = ("disconnect", "refresh")
NUMBERS = {"times": 1, "retry_after": 1, "ms": 30_000, "copies": 2, "status": 200}
PARTS = ("system", "method", "type", "user")


@dataclass
class Fault:
    kind: str
    match: dict[str, str]
    error: str = "internal_error"
    times: int = 1
    retry_after: int = 1
    ms: int = 30_000
    copies: int = 2
    status: int = 200
    id: int = 0
    """Numbered as they come, so that one can be ended alone."""

    @property
    def of_envelopes(self) -> bool:
        return "type" in self.match or self.kind == "duplicate"

    def shown(self) -> Json:
        numbers = {name: getattr(self, name) for name in NUMBERS}
        return {"id": self.id, "match": self.match, "fault": self.kind, "error": self.error, **numbers}

    def fits(self, **facts: frozenset[str]) -> bool:
        """Every part of the match fits one of the facts of that name."""
        for part, pattern in self.match.items():
            if not any(fnmatchcase(fact, pattern) for fact in facts.get(part, frozenset())):
                return False
        return True


@dataclass
class Faults:
    waiting: list[Fault] = field(default_factory=list)
    _count: int = 0

    def add(self, fault: Fault) -> None:
        self._count += 1
        fault.id = self._count
        self.waiting.append(fault)

    def end(self, number: int) -> bool:
        """End one; False where none of this number is waiting."""
        kept = [fault for fault in self.waiting if fault.id != number]
        found, self.waiting[:] = len(kept) < len(self.waiting), kept
        return found

    def of_request(self, system: str, method: str, users: frozenset[str]) -> Fault | None:
        facts = {"system": frozenset({system}), "method": frozenset({method}), "user": users}
        return self._take(facts, of_envelopes=False)

    def of_envelope(self, types: frozenset[str], user: str, system: str = "slack") -> Fault | None:
        facts = {"system": frozenset({system}), "type": types, "user": frozenset({user})}
        return self._take(facts, of_envelopes=True)

    def _take(self, facts: dict[str, frozenset[str]], *, of_envelopes: bool) -> Fault | None:
        for fault in self.waiting:
            if fault.of_envelopes == of_envelopes and fault.fits(**facts):
                fault.times -= 1
                if fault.times <= 0:
                    self.waiting.remove(fault)
                return fault
        return None

    def reset(self) -> None:
        self.waiting.clear()


def parse(body: Json) -> Fault:
    """The fault that a control request describes; whatever is wrong with it is refused by name."""
    kind = str(body.get("fault", ""))
    match = body.get("match", {})
    if not isinstance(match, dict) or not all(isinstance(value, str) for value in match.values()):
        raise Refusal('"match" must be an object of strings.')
    if unknown := sorted(set(match) - set(PARTS)):
        raise Refusal(f'"match" cannot name {", ".join(unknown)}; it may name {", ".join(PARTS)}.')
    fault = Fault(kind, match, str(body.get("error", "internal_error")), **_numbers(body))
    _must_make_sense(fault)
    return fault


def _numbers(body: Json) -> dict[str, int]:
    numbers = {name: body.get(name, default) for name, default in NUMBERS.items()}
    for name, value in numbers.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise Refusal(f'"{name}" must be a whole number, not {value!r}.')
    return numbers


def _must_make_sense(fault: Fault) -> None:
    known = OF_ENVELOPES if fault.of_envelopes else OF_REQUESTS
    if fault.kind not in {*OF_REQUESTS, *OF_ENVELOPES}:
        names = ", ".join(dict.fromkeys((*OF_REQUESTS, *OF_ENVELOPES, *AT_ONCE)))
        raise Refusal(f"There is no fault {fault.kind!r}; there are {names}.")
    if fault.kind not in known:
        raise Refusal(f'The fault {fault.kind!r} concerns requests: match it by "method", not by "type".')
    if fault.of_envelopes and "method" in fault.match:
        raise Refusal('Envelopes have no method: match them by "type" and "user".')
    if fault.kind == GARBAGE and not 200 <= fault.status < 600:
        raise Refusal('"status" must be one that answers have, 200 to 599.')
    if fault.times < 1:
        raise Refusal('"times" must be at least 1.')
