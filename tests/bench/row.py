"""One line of the table: what was measured, beside its yardstick, against its bar."""

from dataclasses import dataclass

TIMES = 3
"""A time that misses its number on a slow machine still holds within so many times the yardstick."""

MOST_SAID = 100


@dataclass(frozen=True)
class Row:
    """`holds` is true as well where nothing is promised, which is where `bar` is empty."""

    row: str
    value: float
    unit: str = ""
    yardstick: float | None = None
    bar: str = ""
    holds: bool = True

    @property
    def measured(self) -> str:
        return _amount(self.value, self.unit)

    @property
    def beside(self) -> str:
        return "" if self.yardstick is None else _amount(self.yardstick, self.unit)

    @property
    def ratio(self) -> str:
        return f"{self.value / self.yardstick:.2f}x" if self.yardstick else ""

    @property
    def verdict(self) -> str:
        return ("yes" if self.holds else "NO") if self.bar else ""

    @property
    def failure(self) -> str:
        return "" if self.holds else f"(does not hold: {self.bar})"


def under(name: str, value: float, unit: str, most: float, yardstick: float) -> Row:
    """A promise about time or memory, which holds under the number or under 3x the yardstick."""
    holds = value < most or value < TIMES * yardstick
    return Row(name, value, unit, yardstick, f"under {_amount(most, unit)}, or {TIMES}x", holds)


def within(name: str, value: float, unit: str, yardstick: float, times: float) -> Row:
    """A promise that is a ratio: under so many times the yardstick."""
    return Row(name, value, unit, yardstick, f"under {times:g}x", value < times * yardstick)


def at_most(name: str, count: int, most: int, yardstick: int | None = None) -> Row:
    """A promise about a count, which nothing excuses."""
    bar = f"at most {most}" if most else "none"
    return Row(name, count, "", yardstick, bar, count <= most)


def broken(name: str, why: BaseException) -> Row:
    """What could not be measured, which is no better than a promise that is not kept."""
    said = " ".join(f"{type(why).__name__} {why}".split())
    return Row(f"{name}: not measured, {said[:MOST_SAID]}", 1, bar="none", holds=False)


def _amount(value: float, unit: str) -> str:
    if not unit:
        return f"{value:g}"
    decimals = 0 if value >= 100 else 1 if value >= 10 else 2
    return f"{value:.{decimals}f}".removesuffix(".00") + f" {unit}"
