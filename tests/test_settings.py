"""The environment is read once, and every fault in it is named at once."""

from pathlib import Path

import pytest

from bot import settings
from bot.domain.errors import UserError
from bot.domain.paging.source import Source
from bot.integrations.pagerduty.connect import accounts
from bot.settings import Settings, wants


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No .env of a developer, no setting of this machine."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "DATABASE_URL", "LOG_LEVEL"):
        monkeypatch.delenv(name, raising=False)


def test_absent_means_the_default() -> None:
    assert settings.read() == Settings()


def test_every_malformed_setting_is_named_at_once_and_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN", "hunter2")
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    with pytest.raises(UserError) as refused:
        settings.read()
    for name in ("SLACK_BOT_TOKEN begins with xoxb-", "LOG_LEVEL is one of", "DATABASE_URL is sqlite"):
        assert name in refused.value.sentence
    assert "hunter2" not in refused.value.sentence


@pytest.mark.parametrize("port", ["0", "65536", "99999", "-1", "http"])
def test_a_port_that_cannot_be_is_refused(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    with pytest.raises(UserError, match="PORT is a number from 1 to 65535, such as 8080"):
        settings.read()


@pytest.mark.parametrize("port", ["", "1", "80", "8080", "10000", "59999", "64999", "65499", "65535"])
def test_every_other_port_is_taken(port: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", port)
    assert settings.read().port == port


def test_a_database_that_is_no_file_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "sqlite:///:memory:")
    with pytest.raises(UserError, match="DATABASE_URL is sqlite:/// and the path of a file"):
        settings.read()


def test_a_secret_may_stand_in_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "token").write_text("xoxb-1\n")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))
    assert settings.read().slack_bot_token == "xoxb-1"


def test_a_file_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", "/nowhere")
    with pytest.raises(UserError, match="SLACK_BOT_TOKEN_FILE"):
        settings.read()


def test_a_file_that_holds_no_text_is_named_and_never_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "token").write_bytes(b"xoxb-\xfc")
    monkeypatch.setenv("SLACK_BOT_TOKEN_FILE", str(tmp_path / "token"))
    with pytest.raises(UserError, match="SLACK_BOT_TOKEN_FILE cannot be read: it is not in UTF-8") as refused:
        settings.read()
    assert "xfc" not in refused.value.sentence


def test_dot_env_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("SLACK_COMMAND=/fire\n")
    assert settings.read().slack_command == "/fire"


def test_dot_env_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_bytes("# für uns".encode("latin-1"))
    with pytest.raises(UserError, match=r"^\.env cannot be read: it is not in UTF-8\."):
        settings.read()
    file.unlink()
    file.symlink_to("/proc/self/mem")  # which nobody reads from its beginning, root neither
    with pytest.raises(UserError, match=r"^\.env cannot be read: Input/output error\. "):
        settings.read()
    file.unlink()
    file.mkdir()
    with pytest.raises(UserError, match=r"^\.env cannot be read: .* directory\. "):
        settings.read()


def test_a_line_that_nobody_understands_is_told_with_its_file(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / ".env").write_text("SLACK_COMMAND=/fire\n}{ nonsense\n")
    for _ in range(2):
        caplog.clear()
        assert settings.read().slack_command == "/fire"
        (told,) = caplog.messages
        assert told.startswith(".env: python-dotenv could not parse")
        assert told.endswith("line 2")


def test_without_tokens_it_says_what_to_do() -> None:
    with pytest.raises(UserError, match="firebell demo"):
        wants.must_have_slack(Settings())


def test_further_pagerduty_accounts_have_settings_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is held to what the first is held to, and none is half there."""
    first = {"PAGERDUTY_API_KEY": "k1", "PAGERDUTY_FROM": "rosa@acme.example"}
    for name, value in {**first, "PAGERDUTY_ACCOUNTS": "eu, us", "PAGERDUTY_EU_API_KEY": "k2"}.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(UserError, match="PAGERDUTY_EU_FROM, PAGERDUTY_US_API_KEY, PAGERDUTY_US_FROM"):
        wants.must_be_able_to_page(settings.read())
    monkeypatch.setenv("PAGERDUTY_ACCOUNTS", "eu")
    monkeypatch.setenv("PAGERDUTY_EU_FROM", "rosa")
    with pytest.raises(UserError, match="PAGERDUTY_EU_FROM is an e-mail address"):
        settings.read()
    monkeypatch.setenv("PAGERDUTY_EU_FROM", "lea@acme.example")
    given = settings.read()
    wants.must_be_able_to_page(given)
    one, other = accounts(given.said)
    assert (one.settings["pagerduty_api_key"], other.settings["pagerduty_api_key"]) == ("k1", "k2")
    assert other.settings["pagerduty_api_url"] == "https://api.pagerduty.com"
    assert (one.source, other.source) == (Source(others=frozenset({"eu"})), Source("eu"))
    monkeypatch.setenv("PAGERDUTY_ACCOUNTS", "EU-West")
    with pytest.raises(UserError, match="PAGERDUTY_ACCOUNTS is names"):
        settings.read()
    monkeypatch.delenv("PAGERDUTY_API_KEY")
    monkeypatch.setenv("PAGERDUTY_ACCOUNTS", "eu")
    with pytest.raises(UserError, match="Not set: PAGERDUTY_API_KEY"):
        wants.must_be_able_to_page(settings.read())


def test_every_secret_is_known_as_one_also_of_further_accounts_and_each_of_several() -> None:
    given = {
        "SLACK_BOT_TOKEN": "xoxb-1",
        "PAGERDUTY_ACCOUNTS": "eu",
        "PAGERDUTY_WEBHOOK_SECRET": "old-one, new-one",
        "PAGERDUTY_EU_API_KEY": "key-of-eu",
        "PAGERDUTY_EU_WEBHOOK_HEADER": "X-Firebell: sesame",
        "JIRA_USER": "ana@acme.example",
    }
    secrets = set(Settings.of(given).secrets)
    assert {"xoxb-1", "old-one", "new-one", "key-of-eu", "sesame"} <= secrets
    assert not {"", "eu", "X-Firebell", "ana@acme.example"} & secrets
