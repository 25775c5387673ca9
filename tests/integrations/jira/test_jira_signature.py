"""A webhook is believed only where the secret signed it as it came."""

import hmac

import pytest

from bot.integrations.jira.registration import derived
from bot.integrations.jira.tellings import of_webhook
from bot.integrations.jira.webhooks import is_signed
from bot.views.documents.wiki import escape

SECRET, BODY = "It's a Secret to Everybody", b"Hello World!"
SIGNED = "sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9"


@pytest.mark.parametrize(
    ("header", "secrets", "believed"),
    [
        (SIGNED, (SECRET,), True),
        (SIGNED.upper().replace("SHA256", "sha256"), ("old", SECRET), True),
        (SIGNED, ("another",), False),
        (SIGNED, (), False),
        (SIGNED.replace("sha256", "md5"), (SECRET,), False),
        ("sha256=", (SECRET,), False),
        ("", (SECRET,), False),
    ],
)
def test_only_what_the_secret_signed_is_believed(
    header: str, secrets: tuple[str, ...], *, believed: bool
) -> None:
    assert is_signed(BODY, header, secrets) is believed


@pytest.mark.parametrize("method", ["sha256", "sha384", "sha512"])
def test_it_may_sign_in_another_way_one_day(method: str) -> None:
    signed = hmac.new(SECRET.encode(), BODY, method).hexdigest()
    assert is_signed(BODY, f"{method}={signed}", (SECRET,))
    assert not is_signed(BODY, f"{method}={signed}", ("another",))


def test_a_secret_follows_from_the_key() -> None:
    assert derived("") == ""
    assert derived("a key") == derived("a key") != derived("another key")


def test_what_is_told_is_which_issue_and_nothing_else() -> None:
    told = of_webhook({"webhookEvent": "jira:issue_updated", "issue": {"id": "10"}}, "i1", b"x")
    assert told
    assert (told.object, told.key, told.said) == ("10", "hook:i1", {})
    fields = {"summary": "Canary", "project": {"key": "OPS", "name": "Canary"}, "priority": {"id": "1"}}
    told = of_webhook(
        {"webhookEvent": "jira:issue_created", "issue": {"id": "10", "fields": fields}}, "", b"x"
    )
    assert told
    assert told.said == {"project": "OPS", "kind": "", "priority": "1", "done": False}
    comment = {"self": "https://x/rest/api/2/issue/10/comment/7"}
    alone = of_webhook({"webhookEvent": "comment_created", "comment": comment}, "", b"x")
    assert alone
    assert alone.object == "10"
    assert of_webhook({"webhookEvent": "issuelink_created", "issue": {"id": "10"}}, "i1", b"x") is None
    with pytest.raises(KeyError):
        of_webhook({}, "", b"")


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("[~accountid:1] {code}", r"\[\~accountid:1\] \{code\}"),
        ("h1. Big\n# one\n-- two", "h1\\. Big\n\\# one\n\\-- two"),
        ("snake_case *bold*", r"snake\_case \*bold\*"),
        ("db-main: 3-4 minutes", "db-main: 3-4 minutes"),
        ("-gone- https://x/a_b?c=1&d={e}", r"\-gone- https://x/a_b?c=1&d=\{e\}"),
    ],
)
def test_what_people_typed_stays_what_they_typed(typed: str, written: str) -> None:
    assert escape(typed) == written
