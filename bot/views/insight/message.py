"""The answer to `/incident stats`: drawn where the workspace can, else in words; the numbers are the same."""

from bot.domain.insight.figures import Figures
from bot.domain.insight.period import LENGTHS, Period
from bot.domain.taxonomy import Taxonomy
from bot.views import blocks as b
from bot.views.insight import charts, parts, words
from bot.views.insight.drawing import table
from bot.views.words import pieces

PERIOD = "stats_period"
SHARE = "stats_share"
EXPORT = "stats_export"
FORMATS = ("csv", "json")

MOST_TEXT = 3900
"""Characters: https://docs.slack.dev/reference/methods/chat.postMessage advises 4,000."""


def answer(figures: Figures, taxonomy: Taxonomy, *, drawn: bool) -> b.Block:
    """What the one who asked gets, with the ways on."""
    said = body(figures, taxonomy, drawn=drawn, whose="what you may see")
    return {**said, "blocks": [*said["blocks"], *_ways(figures.period)]}


def shared(figures: Figures, taxonomy: Taxonomy, by: str, *, drawn: bool) -> b.Block:
    """What a channel gets: of what everybody may see. by: who shared it, as a mention."""
    said = body(figures, taxonomy, drawn=drawn, whose="what everybody may see")
    return {**said, "blocks": [*said["blocks"], b.context(f"Shared by {by}")]}


def body(figures: Figures, taxonomy: Taxonomy, *, drawn: bool, whose: str) -> b.Block:
    """The whole as blocks; drawn: with Slack's own charts and table."""
    period, everything = figures.period, parts.rows(figures, taxonomy)
    there, hidden = everything[: parts.MOST], len(everything) - parts.MOST
    title = f"Incidents, {words.days(period)}"
    about = f"{whose}, no drills · {period.zone}"
    lead = " ".join(filter(None, (words.headline(figures.total), words.left_out(figures))))
    chapters = words.chapters(figures, taxonomy)
    waiting = words.waiting(figures)
    rows = [b.header(title), b.context(about), b.section(lead)]
    by_parts = words.Chapter(
        "By priority, group and category", parts.lines(there) if figures.total.count else []
    )
    told = [*chapters, *([by_parts] if by_parts.lines else [])]
    if drawn and figures.total.count:
        short = [one for one in chapters if not one.title.startswith("Declared")]
        rows += charts.drawn(figures, taxonomy)
        rows += [b.section(one.text) for one in short]
        rows.append(table([parts.HEAD, *there]))
    else:
        rows += [b.section(text) for one in told for text in in_pieces(one)]
    rows += [b.context(f"and {hidden} more rows: Export has all incidents")] if hidden > 0 else []
    rows += [b.section(one.text) for one in waiting]
    text = "\n".join([f"{title}: {lead}", about, *(one.text for one in (*told, *waiting))])
    return b.message(cut(text), rows)


def in_pieces(chapter: words.Chapter) -> list[str]:
    """Give its text in as many pieces as blocks can hold."""
    return pieces([f"*{chapter.title}*", *chapter.lines])


def _ways(period: Period) -> list[b.Block]:
    periods = [
        b.button(name.capitalize(), f"{PERIOD}:{name}", name, says=f"Figures of the last {name}")
        for name in LENGTHS
        if name != period.name
    ]
    share = b.button("Share here", SHARE, period.name, says="Show everybody here what everybody may see")
    return [b.actions(*periods), b.actions(share, *exports(period))]


def exports(period: Period) -> list[b.Block]:
    """The ways to all incidents that somebody may see, as a file."""
    return [
        b.button(
            f"Export {form.upper()}", f"{EXPORT}:{form}", period.name, says=f"All incidents as {form.upper()}"
        )
        for form in FORMATS
    ]


def cut(text: str) -> str:
    """Whole lines alone, so that no mark and no escaped letter is cut in two."""
    while len(text) > MOST_TEXT:
        text = text.rpartition("\n")[0]
    return text
