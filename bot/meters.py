"""What is counted and timed while Firebell runs. No label says which incident it was, or whose.

Names as https://prometheus.io/docs/practices/naming/ asks for them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import Counter, Gauge, Histogram

from bot.domain.errors import PermanentError, TransientError

ACKS = Histogram(
    "firebell_ack_seconds",
    "From an envelope of Slack's to the ack for it; Slack gives up after 3.",
    ["kind"],
    buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
)
DELIVERIES = Counter(
    "firebell_deliveries", "Attempts to do something elsewhere, and how they ended.", ["effect", "end"]
)
CALLS = Counter("firebell_calls", "Calls of other systems, and how they ended.", ["system", "end"])
SLACK_CALLS = Counter(
    "firebell_slack_calls", "Calls of Slack by method, each of which has a rate limit.", ["method", "end"]
)

RATE_LEFT = Gauge(
    "firebell_rate_left_ratio",
    "How much of its rate limit a system said is left, of 1.",
    ["system"],
)
REQUESTS = Counter(
    "firebell_requests", "What programs asked for, and how it was answered.", ["call", "status"]
)
SYNC_LAG = Gauge("firebell_sync_lag_seconds", "How long ago its changes were read to the end.", ["system"])
SOCKETS = Gauge("firebell_sockets_open", "Connections to Slack; two, or there is none to spare.")
OUTBOX = Gauge("firebell_outbox_deliveries", "What is still to be done elsewhere.", ["state"])
OLDEST = Gauge("firebell_outbox_oldest_seconds", "How long the oldest delivery that is due has been so.")
INBOX = Gauge("firebell_inbox_tellings", "What others told us and is not dealt with yet.")
ILL = Gauge("firebell_ill", "Things that do not work now; `firebell doctor` names them.")
JOB_FAILURES = Gauge("firebell_job_failures", "How often a job failed in a row.", ["job"])
JOB_ENDED = Gauge("firebell_job_last_end_timestamp_seconds", "When a job ended last.", ["job"])


@contextmanager
def calling(system: str, method: str = "") -> Iterator[None]:
    """Count a call: `ok`, `refused`, told to wait (`limited`), or `failed`. method: each has its limit."""
    end = "failed"
    try:
        yield
        end = "ok"
    except PermanentError:
        end = "refused"
        raise
    except TransientError as error:
        end = "failed" if error.retry_after is None else "limited"
        raise
    finally:
        CALLS.labels(system, end).inc()
        if method:
            SLACK_CALLS.labels(method, end).inc()
