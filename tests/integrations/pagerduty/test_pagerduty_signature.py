"""Whose a webhook is, by PagerDuty's own rules."""

import hashlib
import hmac

from bot.integrations.pagerduty.signature import has_header, signer, values

BODY = b'{"event": {"id": "E1"}}'
SECRETS = {"old": "s3cret", "new": "fresh"}


def signed(secret: str, body: bytes = BODY) -> str:
    return f"v1={hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()}"


def test_one_of_several_values_is_enough_and_names_its_secret() -> None:
    assert signer(BODY, values(signed("s3cret")), SECRETS) == "old"
    assert signer(BODY, values(f"{signed('unknown')},{signed('fresh')}"), SECRETS) == "new"
    assert signer(BODY, values(f"v2=abc, {signed('s3cret')}"), SECRETS) == "old"


def test_another_body_or_secret_fits_nothing() -> None:
    assert signer(BODY + b" ", values(signed("s3cret")), SECRETS) is None
    assert signer(BODY, values(signed("unknown")), SECRETS) is None
    assert signer(BODY, values(signed("s3cret")), {}) is None


def test_a_header_that_says_nothing_has_no_values() -> None:
    assert [values(header) for header in ("", "v1=", "v1=abc", "v2=" + "a" * 64, "vé1=…")] == [[]] * 5


def test_a_shared_header_must_hold_exactly_its_value() -> None:
    assert has_header({"x-firebell": "s3cret"}, "X-Firebell", "s3cret")
    assert not has_header({"x-firebell": "s3cret "}, "X-Firebell", "s3cret")
    assert not has_header({"x-firebell": "é"}, "X-Firebell", "s3cret")
    assert not has_header({}, "X-Firebell", "s3cret")
