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
