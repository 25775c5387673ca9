"""RT-Extension-PagerDuty's configuration, as YAML, becomes settings; every fault is named with its place."""

import pytest
import yaml

from bot.domain.errors import UserError
from bot.domain.paging import service_of
from bot.domain.settings.checking import faults
from bot.domain.taxonomy.document import flat, parse
from bot.domain.ticketing.queues import queue_of
from bot.shipped import defaults
from bot.views.settings.others.tracker import Known, convert, read

PRESENT = flat(defaults())
KNOWN = Known({"P3AFFQR": "Payments", "eu:P9": "eu/Search"}, {"key-1": "bell@example.com"})

ITS_OWN = """
services:
  P3AFFQR:
    api_token: key-1
    api_user: Bell@example.com
    create_queue: Outages
  '*':
    api_token: key-1
    api_user: someone@example.com
queues:
  Outages:
    service: P3AFFQR
    acknowledged: open
    resolved: [fixed, resolved]
  '*':
    service: P3AFFQR
"""


def test_services_and_queues_become_settings_as_they_are() -> None:
    found = convert(read(ITS_OWN, "rt.yml"), "rt.yml", KNOWN, PRESENT)
    document = {**PRESENT, **found.sections}
    assert faults(document) == []
    words = parse(document)
    assert [service_of(words.services, name).queue for name in ("Payments", "Search")] == [
        "Outages",
        "General",
    ]
    outages, others = (queue_of(words.ticket_queues, name) for name in ("Outages", "Network"))
    assert (outages.service, outages.acknowledged, outages.resolved) == (
        "Payments",
        ("open",),
        ("fixed", "resolved"),
    )
    assert (others.service, others.acknowledged, others.resolved) == ("Payments", ("open",), ("resolved",))
    assert words.priorities[outages.opens].paging == "always"
    assert "key-1" not in str(found), "tokens stay in the environment"
    assert found.left_out == [
        "services.*.api_user: Firebell pages as bell@example.com there, or as whoever acts."
    ]


def test_what_is_set_already_stays_where_the_file_is_silent() -> None:
    present = {
        **PRESENT,
        "services": {"Payments": {"follows": True, "opens": "P1"}, "Mail": {"hidden": True}},
        "ticket_queues": {"Outages": {"category": "payment", "opens": "P4"}},
    }
    found = convert(read(ITS_OWN, "rt.yml"), "rt.yml", KNOWN, present).sections
    assert found["services"]["Payments"] == {"follows": True, "opens": "P1", "queue": "Outages"}
    assert found["services"]["Mail"] == {"hidden": True}
    assert (found["ticket_queues"]["Outages"]["category"], found["ticket_queues"]["Outages"]["opens"]) == (
        "payment",
        "P4",
    )


def test_every_fault_is_named_at_once_with_its_place_and_what_to_do() -> None:
    wrong = {
        "services": {
            "PX": {"api_token": "Canary", "api_user": "bell@example.com", "create_queu": "x"},
            "P3AFFQR": {"api_user": "bell@example.com", "create_queue": 7},
            "eu:P9": "Search",
        },
        "queues": {
            "One": {"acknowledged": "open"},
            "Two": {"service": "*", "resolved": []},
            "Three": {"service": "PY"},
        },
        "queue": {},
    }
    with pytest.raises(UserError) as caught:
        convert(read(yaml.safe_dump(wrong), "rt.yml"), "rt.yml", KNOWN, PRESENT)
    told = caught.value.sentence
    for place in (
        "queue: there is no such part",
        "services.PX.create_queu: there is no such word",
        "services.PX.api_token: it is none of Firebell's. Set PAGERDUTY_API_KEY",
        "services.PX: PagerDuty has no service PX",
        "services.P3AFFQR.api_token: it is missing",
        "services.P3AFFQR.create_queue: it must be a text",
        "services.eu:P9: it must hold words such as api_token",
        "queues.One.service: it is missing",
        "queues.Two.service: it must be the id of one service",
        "queues.Two.resolved: it must be a text",
        "queues.Three.service: services says nothing of PY",
        "queues.Three.service: PagerDuty has no service PY",
    ):
        assert f"rt.yml: {place}" in told, told
    assert told.startswith("12 faults")
    assert "Canary" not in told


@pytest.mark.parametrize(
    ("text", "why"), [("[", "This is no YAML"), ("a: 1", "neither services: nor queues:")]
)
def test_what_is_none_is_refused(text: str, why: str) -> None:
    with pytest.raises(UserError, match=why):
        read(text, "rt.yml")
