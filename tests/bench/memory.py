"""Memory of the process that asks, in MB: as much as it has now, and as much as it ever had."""

import resource
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # ships no types

_STATUS = Path("/proc/self/status")
"""Where Linux says it: https://docs.kernel.org/filesystems/proc.html."""


def resident() -> float:
    return float(psutil.Process().memory_info().rss) / 2**20


def most_resident() -> float:
    """Not ru_maxrss where that can be helped, which begins with what the bench had that started this one."""
    if not _STATUS.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    lines = dict(line.split(":", 1) for line in _STATUS.read_text().splitlines())
    return int(lines["VmHWM"].split()[0]) / 2**10
