"""A post of the scrip is believed only where the secret signed it as it came."""

import hashlib
import hmac

import pytest

from bot.integrations.rt.webhooks import is_signed, read

SECRET, BODY = "It's a Secret to Everybody", b"Hello World!"
SIGNED = f"sha256={hmac.new(SECRET.encode(), BODY, hashlib.sha256).hexdigest()}"


@pytest.mark.parametrize(
    ("header", "secret", "believed"),
    [
        (SIGNED, SECRET, True),
        (SIGNED, "another", False),
        (SIGNED.removeprefix("sha256="), SECRET, False),
        ("sha256=" + hmac.new(b"", BODY, hashlib.sha256).hexdigest(), "", False),
        ("sha256=", SECRET, False),
        ("\udcff", SECRET, False),
    ],
)
def test_only_what_the_secret_signed_is_believed(header: str, secret: str, *, believed: bool) -> None:
    assert is_signed(BODY, header, secret) is believed


def test_what_is_told_is_which_ticket_and_nothing_that_people_wrote() -> None:
    told = read(
        {"ticket": 12, "queue": "Incidents", "status": "new", "transactions": [44, 45], "x": "Canary"}
    )
    assert (told.source, told.object, told.key) == ("rt", "12", "hook:44-45")
    assert told.said == {"project": "Incidents", "kind": "", "priority": "", "done": False}
    with pytest.raises(LookupError):
        read({"ticket": 12, "queue": "Incidents", "status": "new", "transactions": []})
