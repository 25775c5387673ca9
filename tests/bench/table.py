"""The rows as a person reads them, and as bench.json."""

import json
from collections.abc import Sequence
from pathlib import Path

from bench.row import Row

HEAD = ("row", "measured", "yardstick", "ratio", "bar", "holds")
LEFT = {0, 4, 5}
"""The columns of words; those of numbers stand at the right."""


def drawn(rows: Sequence[Row]) -> str:
    lines = [
        HEAD,
        *((one.row, one.measured, one.beside, one.ratio, one.bar, one.verdict) for one in rows),
    ]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    drawn_lines = [_line(line, widths) for line in lines]
    return "\n".join([drawn_lines[0], "-" * len(drawn_lines[0]), *drawn_lines[1:]])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if number in LEFT else cell.rjust(width)
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return "  ".join(padded).rstrip()


def write(rows: Sequence[Row], path: Path) -> None:
    written = [_written(one) for one in rows]
    path.write_text(json.dumps(written, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def _written(row: Row) -> dict[str, object]:
    """The row's unit is part of its name, its yardstick part of its bar."""
    name = f"{row.row} [{row.unit}]" if row.unit else row.row
    bar = "; ".join(filter(None, (row.bar, row.beside and f"yardstick {row.beside}")))
    return {"row": name, "value": round(row.value, 3), "bar": bar, "holds": row.holds}
