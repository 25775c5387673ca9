"""What a week brought, as a channel reads it."""

from bot.domain.insight.digest import Digest
from bot.domain.tasks import Task
from bot.domain.times.typed import zone_of
from bot.views import blocks as b
from bot.views.insight import message as figures
from bot.views.insight.window import OPEN
from bot.views.insight.words import Chapter, count
from bot.views.tasks import row


def message(digest: Digest, *, drawn: bool) -> b.Block:
    said = figures.body(digest.figures, digest.taxonomy, drawn=drawn, whose="what everybody may see")
    before = f"The week before: {count(digest.before)}."
    late = _overdue(digest)
    text = "\n".join([said["text"], before, *(one.text for one in late)])
    head, about, lead, *rest = said["blocks"]
    rows = [
        head,
        about,
        lead,
        b.context(before),
        *rest,
        *(b.section(text) for one in late for text in figures.in_pieces(one)),
    ]
    return b.message(figures.cut(text), [*rows, b.actions(b.button("Other periods", OPEN))])


def _overdue(digest: Digest) -> list[Chapter]:
    if not digest.overdue:
        return []
    hidden = digest.overdue_count - len(digest.overdue)
    more = [f"and {count(hidden)} more"] if hidden else []
    lines = [*(_line(one, digest) for one in digest.overdue), *more]
    return [Chapter(f"Overdue follow-ups: {count(digest.overdue_count)}", lines)]


def _line(task: Task, digest: Digest) -> str:
    here = digest.now.astimezone(zone_of(digest.figures.period.zone))
    return f"{row.line(task, here)} · inc-{task.incident}"
