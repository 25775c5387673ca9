"""Keep what a look at the surroundings found, so that admins see it without asking."""

from collections.abc import Sequence

from bot.domain.checkup import Finding, faults
from bot.store.running import health
from bot.usecases.settings.showing import show_homes
from bot.usecases.unit import Unit

OURS = "check: "


def keep_findings(unit: Unit, findings: Sequence[Finding]) -> None:
    """What must be mended is not well; what was so before and is no more is well again."""
    before = {one.name for one in health.ill() if one.name.startswith(OURS)}
    now = {f"{OURS}{one.about}": one.said for one in faults(findings)}
    for name in before - now.keys():
        health.is_well(name)
    for name, why in now.items():
        health.fell_ill(name, why, unit.now)
    if before != now.keys():
        show_homes(unit)
