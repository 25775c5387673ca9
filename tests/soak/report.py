"""What a soak is to be, and what it found."""

from collections import Counter
from dataclasses import dataclass, field

from bot.delivery.pace import Pace
from soak.people import Journal, Told
from soak.troubles import Often
from soak.watch import Watch


@dataclass(frozen=True)
class Plan:
    seed: str
    seconds: float
    pace: Pace
    often: Often = field(default_factory=Often)
    replicas: int = 3
    pause: float = 2.0
    """The longest that somebody waits between two deeds."""


@dataclass
class Report:
    """What was done, what went wrong on the way, and what differs in the end."""

    plan: Plan
    journal: Journal
    troubles: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    watch: Watch = field(default_factory=lambda: Watch(""))
    ends: Counter[int] = field(default_factory=Counter)
    settled_in: float = 0
    faults_of_ours: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)


def numbers(report: Report) -> str:
    """Say all that was counted, and name each difference."""
    deeds, watch = report.journal.deeds, report.watch
    told = {kind: Counter(deed.told for deed in deeds if deed.kind == kind) for kind in _kinds(report)}
    longest = f"{max(watch.takeovers):.1f} s" if watch.takeovers else "none"
    lines = [
        f"seed: {report.plan.seed}, {report.plan.seconds:g} s, {report.plan.replicas} replicas",
        *(f"{kind}: {_listed({one.value: count[one] for one in Told})}" for kind, count in told.items()),
        f"presses: {_listed(report.journal.acks)}",
        f"calls: {_listed(report.calls)}",
        f"troubles: {_listed(report.troubles)}",
        f"replicas ended: {_listed(report.ends)}",
        f"takeovers: {len(watch.takeovers)}, the longest {longest}",
        f"takeovers while the database was away too: {watch.disturbed_ones}",
        f"what was due waited at most {watch.oldest:.1f} s; all came to rest after {report.settled_in:.0f} s",
        f"Firebell's own faults: {len(report.faults_of_ours)}",
        *sorted(set(report.faults_of_ours)),
        f"differences: {len(report.differences)}",
        *report.differences,
    ]
    return "\n".join(lines)


def _kinds(report: Report) -> list[str]:
    return list(dict.fromkeys(deed.kind for deed in report.journal.deeds))


def _listed(counts: Counter[str] | Counter[int] | dict[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items())
