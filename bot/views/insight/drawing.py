"""A chart and a table, which Slack draws in messages alone."""

from collections.abc import Mapping, Sequence

from bot.views.blocks import Block


def bars(title: str, names: Sequence[str], series: Mapping[str, Sequence[int]], *, across: str) -> Block:
    """At most 20 names and 6 series, each as long as the names.

    https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block
    """
    labels = [name[:20] for name in names]
    drawn = [
        {
            "name": key[:20],
            "data": [{"label": name, "value": value} for name, value in zip(labels, values, strict=True)],
        }
        for key, values in series.items()
    ]
    axes = {"categories": labels, "x_label": across, "y_label": "Incidents"}
    chart = {"type": "bar", "series": drawn, "axis_config": axes}
    return {"type": "data_visualization", "title": title[:50], "chart": chart}


def table(rows: Sequence[Sequence[str]]) -> Block:
    """One in each message: at most 100 rows of 20 texts, the first of them the head.

    https://docs.slack.dev/reference/block-kit/blocks/table-block
    """
    cells = [[{"type": "raw_text", "text": text} for text in row] for row in rows]
    columns: list[Block] = [{"align": "left", "is_wrapped": True}]
    columns += [{"align": "right"} for _ in rows[0][1:]]
    return {"type": "table", "rows": cells, "column_settings": columns}
