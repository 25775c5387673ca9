"""Logs tell the incident first, and never a secret."""

import json
import logging

import pytest
import structlog

from bot import logs


def test_a_line_begins_with_the_incident_and_hides_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    structlog.get_logger().info("delivered", subject="inc-7", why="token xoxb-1-secret refused")
    logging.getLogger("somebody.else").warning("wss://x/?ticket=abc&app_id=%s", "xapp-1-secret")
    first, second = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert first["event"] == "inc-7 delivered"
    assert "secret" not in json.dumps([first, second])
    assert "ticket=abc" not in second["event"]


def test_a_secret_of_the_settings_is_hidden_whatever_it_stands_in(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("DEBUG", "json", ("hunter2-of-metrics", "hunter2-of-metrics-next", "on"))
    try:
        int("hunter2-of-metrics-next")
    except ValueError:
        structlog.get_logger().exception("broke", why={"token": "hunter2-of-metrics"}, on="call")
    logging.getLogger("some.client").warning("Authorization: Basic %s", "YW5hOmh1bnRlcjI=")
    said = capsys.readouterr().err
    assert "hunter2" not in said
    assert "YW5hOmh1bnRlcjI" not in said
    assert json.loads(said.splitlines()[0])["on"] == "call", "what is short is a word like any other"


def test_what_libraries_send_is_not_logged_however_chatty_it_is_to_be(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logs.configure("DEBUG", "json")
    logging.getLogger("slack_sdk.web.async_base_client").debug("Sending a request - data: %s", "zugzwang")
    assert "zugzwang" not in capsys.readouterr().err


def test_a_look_that_takes_longer_is_not_warned_of_each_second(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "json")
    scheduler = logging.getLogger("apscheduler.scheduler")
    scheduler.warning("skipped: maximum number of running instances reached")
    scheduler.error("the job could not be submitted")
    (line,) = capsys.readouterr().err.splitlines()
    assert "could not be submitted" in line


def test_pagerduty_s_client_is_silent_about_what_is_tried_again(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure("INFO", "text")
    logging.getLogger("pdpyras").error("Non-transient HTTP error: exceeded maximum number of attempts (-1)")
    assert "Non-transient" not in capsys.readouterr().err
