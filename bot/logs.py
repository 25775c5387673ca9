"""Structured logs on standard error; secrets never get there."""

import logging
import re
import sys
from collections.abc import Iterable, MutableMapping
from functools import partial
from typing import Any

import structlog

KNOWN_BY_LOOKS = (
    r"\bfb_[\w-]{20,}|xox[a-z]-[\w-]+|xapp-[\w-]+|ticket=[\w-]+|/(?:respond|commands|actions)/[\w/-]+"
    r"|(?<=://)[^/\s:@]+:[^@\s]+(?=@)|(?<=Basic )[\w+/=-]{8,}|(?<=Bearer )[\w.~+/=-]{8,}|(?<=token=)[\w+/=-]+"
)
"""What is known as one by its looks."""

SHORTEST = 6
"""Characters of a secret that is known by itself: what is shorter would be found in any word."""
QUIET = ("apscheduler", "peewee", "aiohttp.access", "slack_sdk", "urllib3")
"""At DEBUG they tell all that is sent: what people write, and their addresses."""

PATIENT = ("apscheduler.scheduler",)
"""It warns each second that the last look still goes on; that never two go on at once is meant so."""

SILENT = ("slack_sdk.socket_mode", "slack_bolt", "pdpyras")
"""They repeat, some with a traceback, what the pool of sockets, the error listener and the worker say in a
line; pdpyras calls each 429 an error, which is waited out."""


def configure(level: str, style: str, secrets: Iterable[str] = ()) -> None:
    """`style` is text or json. The libraries' own lines look the same. secrets: what never stands in any."""
    hide_secrets = partial(_hide_secrets, _pattern(secrets))
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="%Y-%m-%dT%H:%M:%SZ", utc=True),
        structlog.processors.format_exc_info,
        _subject_first,
    ]
    plain = structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    last = structlog.processors.JSONRenderer() if style == "json" else plain
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last, hide_secrets],
        )
    )
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    for name in PATIENT:
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def _subject_first(_logger: object, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Begin with the incident, so that one can read along it."""
    subject = line.pop("subject", "")
    if subject:
        line["event"] = f"{subject} {line['event']}"
    return line


def _pattern(secrets: Iterable[str]) -> re.Pattern[str]:
    """Find the longest first, as one may begin with another."""
    known = sorted((one for one in secrets if len(one) >= SHORTEST), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, known), KNOWN_BY_LOOKS]))


def _hide_secrets(pattern: re.Pattern[str], _logger: object, _method: str, line: Any) -> str:
    """The last step, on the whole line: whatever a secret stood in, it is gone."""
    return pattern.sub("…", str(line))
