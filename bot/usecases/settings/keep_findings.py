"""Keep what a look at the surroundings found, so that admins see it without asking."""

from collections.abc import Mapping, Sequence

from bot.domain.checkup import Finding, faults
from bot.store.running import health
from bot.store.systems import standings
from bot.usecases.settings.showing import show_homes
from bot.usecases.unit import Unit

OURS = "check: "


def keep_findings(
    unit: Unit, findings: Sequence[Finding], by_system: Mapping[str, Sequence[Finding]]
) -> None:
    """What must be mended is not well; what was so before and is no more is well again.

    by_system: what was found in each system besides.
    """
    standings.keep(by_system, unit.now)
    findings = [*findings, *(one for some in by_system.values() for one in some)]
    before = {one.name for one in health.ill() if one.name.startswith(OURS)}
    now: dict[str, str] = {}
    for one in faults(dict.fromkeys(findings)):
        name = f"{OURS}{one.about}"
        now[name] = f"{now[name]} {one.said}" if name in now else one.said
    for name in before - now.keys():
        health.is_well(name)
    for name, why in now.items():
        health.fell_ill(name, why, unit.now)
    if before != now.keys():
        show_homes(unit)
