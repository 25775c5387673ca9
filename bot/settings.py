"""The environment, typed. The only reader of os.environ."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from environs import EnvValidationError, FileAwareEnv
from marshmallow.validate import OneOf, Regexp, Validator

from bot.domain.errors import UserError
from bot.domain.paging.source import OWN, names_in

SECRETS = (
    "slack_bot_token",
    "slack_app_token",
    "slack_user_token",
    "pagerduty_api_key",
    "pagerduty_webhook_secret",
    "pagerduty_webhook_header",
    "jira_token",
    "jira_webhook_secret",
    "confluence_token",
    "metrics_token",
    "secret_key",
    "heartbeat_url",
)
"""Who knows one of these can do something; a heartbeat's URL is all that its service asks for."""


@dataclass(frozen=True)
class Settings:
    """Absent means off. Each may be given as NAME_FILE, a file that holds the value."""

    slack_bot_token: str = ""
    slack_app_token: str = ""
    slack_user_token: str = ""
    slack_api_url: str = "https://slack.com/api/"
    slack_command: str = "/incident"
    database_url: str = "sqlite:///data/firebell.db"
    pagerduty_api_key: str = ""
    pagerduty_from: str = ""
    pagerduty_api_url: str = "https://api.pagerduty.com"
    pagerduty_webhook_secret: str = ""
    pagerduty_webhook_header: str = ""
    pagerduty_poll_interval: str = "60"
    pagerduty_accounts: str = ""
    log_entries_poll_past_hours: str = "1"
    jira_url: str = ""
    jira_user: str = ""
    jira_token: str = ""
    jira_project: str = ""
    jira_webhook_secret: str = ""
    jira_postmortem_project: str = ""
    jira_postmortem_type: str = "Post-mortem"
    confluence_url: str = ""
    confluence_user: str = ""
    confluence_token: str = ""
    confluence_space: str = ""
    confluence_space_restricted: str = ""
    confluence_postmortem_folder_id: str = ""
    confluence_postmortem_template_page_id: str = ""
    confluence_on_call_page_id: str = ""
    confluence_runbooks_folder_id: str = ""
    catalog_file: str = "data/catalog.yml"
    catalog_most_gone: str = "0.5"
    port: str = ""
    metrics_token: str = ""
    heartbeat_url: str = ""
    public_url: str = ""
    secret_key: str = ""
    log_format: str = "text"
    log_level: str = "INFO"
    further: Mapping[str, str] = field(default_factory=dict)
    """Those of the PagerDuty accounts that PAGERDUTY_ACCOUNTS names, by their names in small letters."""

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> "Settings":
        """Take those that are ours from `environment`, unchecked."""
        given = {name: environment[name.upper()] for name in NAMES if name.upper() in environment}
        defaults = further(given.get("pagerduty_accounts", ""))
        more = {name: environment.get(name.upper(), of.default) for name, of in defaults.items()}
        return cls(**given, further=more)

    @property
    def said(self) -> dict[str, str]:
        """All of them, by their names in small letters."""
        return {**{name: getattr(self, name) for name in NAMES}, **self.further}

    @property
    def accounts(self) -> list[str]:
        """The names of the PagerDuty accounts besides the first."""
        return names_in(self.pagerduty_accounts)

    @property
    def secrets(self) -> tuple[str, ...]:
        """Give what nobody may read anywhere: logs take it out of whatever it stands in."""
        like = {name: one.name for name, one in further(self.pagerduty_accounts).items()}
        given = {name: value for name, value in self.said.items() if like.get(name, name) in SECRETS}
        within = [part for name, value in given.items() for part in _parts(name, value)]
        return tuple(dict.fromkeys(filter(None, (*given.values(), *within))))

    def must_have_bot_token(self) -> None:
        """Raise UserError where Slack cannot be asked anything."""
        if not self.slack_bot_token:
            raise UserError("Not set: SLACK_BOT_TOKEN. The README tells how to make the Slack app.")

    def must_have_slack(self) -> None:
        """Raise UserError where there is no workspace to work in."""
        pairs = (("SLACK_BOT_TOKEN", self.slack_bot_token), ("SLACK_APP_TOKEN", self.slack_app_token))
        missing = [name for name, value in pairs if not value]
        if missing:
            raise UserError(
                f"Not set: {', '.join(missing)}. The README tells how to make the Slack app and where its "
                "tokens are. `firebell demo` shows Firebell without any workspace."
            )

    def must_have_pagerduty(self) -> None:
        """Raise UserError where PagerDuty cannot be asked anything."""
        if not self.pagerduty_api_key:
            raise UserError("Not set: PAGERDUTY_API_KEY. docs/pagerduty.md tells where to make one.")

    def must_be_able_to_page(self) -> None:
        """Raise UserError where PagerDuty is wanted and nobody could be called."""
        if self.pagerduty_api_key and not self.pagerduty_from:
            raise UserError(
                "Not set: PAGERDUTY_FROM, the e-mail address of the PagerDuty user in whose name "
                "Firebell pages."
            )
        self.must_name_accounts()

    def must_name_accounts(self) -> None:
        """Raise UserError where an account besides the first is named and cannot be asked anything."""
        if self.accounts and not self.pagerduty_api_key:
            raise UserError("Not set: PAGERDUTY_API_KEY. PAGERDUTY_ACCOUNTS names accounts besides that one.")
        wanted = [f"pagerduty_{one}_{rest}" for one in self.accounts for rest in ("api_key", "from")]
        missing = [name.upper() for name in wanted if not self.further[name]]
        if missing:
            raise UserError(
                f"Not set: {', '.join(missing)}. PAGERDUTY_ACCOUNTS names them; docs/pagerduty.md tells what "
                "they are."
            )

    def must_have_jira(self) -> None:
        """Raise UserError where Jira cannot be asked anything."""
        if not self.jira_url or not self.jira_token:
            raise UserError("Not set: JIRA_URL and JIRA_TOKEN. docs/jira.md tells where to make one.")

    def must_be_able_to_file(self) -> None:
        """Raise UserError where Jira is wanted and cannot be asked anything."""
        if self.jira_url and not self.jira_token:
            raise UserError("Not set: JIRA_TOKEN, by which Firebell makes tickets. docs/jira.md tells more.")

    def must_have_confluence(self) -> None:
        """Raise UserError where Confluence is wanted and cannot be asked anything."""
        if self.confluence_url and not (self.confluence_user and self.confluence_token):
            raise UserError(
                "Not set: CONFLUENCE_USER and CONFLUENCE_TOKEN. docs/postmortems.md tells where to make one."
            )


NAMES = tuple(one.name for one in fields(Settings) if one.name != "further")


@dataclass(frozen=True)
class Like:
    """A setting that is like another one: `name`, whose rule and `default` it has too."""

    name: str
    default: str


def further(accounts: str) -> dict[str, Like]:
    """Give the settings of the PagerDuty accounts that are named, by their own names."""
    return {
        f"pagerduty_{account}_{one}": Like(f"pagerduty_{one}", getattr(Settings, f"pagerduty_{one}"))
        for account in names_in(accounts)
        for one in OWN
    }


def _parts(name: str, value: str) -> list[str]:
    """Give each of several secrets, and what stands behind the name of a header."""
    if name.endswith("header"):
        return [value.partition(":")[2].strip()]
    return [part.strip() for part in value.split(",")]


_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

_RULES: dict[str, Validator] = {
    "slack_bot_token": Regexp(r"(xoxb-.+)?$", error="begins with xoxb-"),
    "slack_app_token": Regexp(r"(xapp-.+)?$", error="begins with xapp-"),
    "slack_user_token": Regexp(r"(xoxp-.+)?$", error="begins with xoxp-"),
    "slack_api_url": Regexp(
        r"https?://.+/$", error="begins with https:// and ends with a slash, such as https://slack.com/api/"
    ),
    "slack_command": Regexp(r"/\S+$", error="begins with a slash, such as /incident"),
    "database_url": Regexp(
        r"(sqlite:///|postgres(ql)?://).+$",
        error="is sqlite:/// and a path, such as sqlite:///data/firebell.db, "
        "or postgresql://user:password@host/database",
    ),
    "pagerduty_api_key": Regexp(r"\S*$", error="holds no spaces"),
    "pagerduty_from": Regexp(r"([^@\s]+@[^@\s]+)?$", error="is an e-mail address"),
    "pagerduty_api_url": Regexp(r"https?://\S+$", error="is a URL, such as https://api.eu.pagerduty.com"),
    "pagerduty_webhook_secret": Regexp(r"\S*$", error="is one secret, or several with commas"),
    "pagerduty_webhook_header": Regexp(
        r"([^:\s]+:\s*\S+)?$", error="is a header, such as X-Firebell: secret"
    ),
    "pagerduty_poll_interval": Regexp(r"(off|[1-9]\d{0,4})$", error="is a number of seconds, or off"),
    "pagerduty_accounts": Regexp(
        r"( *[a-z][a-z0-9]{0,19} *(,|$))*$", error="is names in small letters with commas, such as eu,us"
    ),
    "log_entries_poll_past_hours": Regexp(r"[1-9]\d{0,2}$", error="is a number of hours"),
    "jira_url": Regexp(r"(https?://\S+)?$", error="is a URL, such as https://acme.atlassian.net"),
    "jira_user": Regexp(r"\S*$", error="is the e-mail address of an account, or empty for a Data Center"),
    "jira_token": Regexp(r"\S*$", error="holds no spaces"),
    "jira_project": Regexp(r"([A-Z][A-Z0-9_]{1,30})?$", error="is a project's key, such as INC"),
    "jira_webhook_secret": Regexp(r"\S*$", error="holds no spaces"),
    "jira_postmortem_project": Regexp(r"([A-Z][A-Z0-9_]{1,30})?$", error="is a project's key, such as PM"),
    "jira_postmortem_type": Regexp(r".+$", error="is a type of issues, such as Post-mortem"),
    "confluence_url": Regexp(r"(https?://\S+)?$", error="is a URL, such as https://acme.atlassian.net/wiki"),
    "confluence_user": Regexp(r"\S*$", error="is the e-mail address of an account"),
    "confluence_token": Regexp(r"\S*$", error="holds no spaces"),
    "confluence_space": Regexp(r"[A-Za-z0-9~_.-]*$", error="is a space's key, such as OPS"),
    "confluence_space_restricted": OneOf(("", "yes"), error="is yes or empty"),
    "confluence_postmortem_folder_id": Regexp(r"\d*$", error="is the number of a page or a folder"),
    "confluence_postmortem_template_page_id": Regexp(r"\d*$", error="is the number of a page"),
    "confluence_on_call_page_id": Regexp(r"\d*$", error="is the number of a page"),
    "confluence_runbooks_folder_id": Regexp(r"\d*$", error="is the number of a folder or a page"),
    "catalog_file": Regexp(r".+$", error="is a path, such as data/catalog.yml, or off"),
    "catalog_most_gone": Regexp(r"(off|0|1|0?\.\d+|1\.0+)$", error="is a share, such as 0.5, or off"),
    "port": Regexp(r"(\d{1,5})?$", error="is a number, such as 8080"),
    "metrics_token": Regexp(r"\S*$", error="holds no spaces"),
    "heartbeat_url": Regexp(r"(https?://\S+)?$", error="is a URL, such as https://hc-ping.com/..."),
    "public_url": Regexp(r"(https?://\S+)?$", error="is a URL, such as https://firebell.example.com"),
    "secret_key": Regexp(r"(.{16,})?$", error="has at least 16 characters"),
    "log_format": OneOf(("text", "json"), error="is text or json"),
    "log_level": OneOf(_LEVELS, error="is one of {choices}"),
}


def read() -> Settings:
    """Read .env and the environment. Raises UserError that names every malformed value at once."""
    env = FileAwareEnv(eager=False, strip_whitespace=True)
    env.read_env(".env", recurse=False)
    read_text: Any = env.str  # its own stubs admit no default
    try:
        values: dict[str, str] = {
            name: read_text(name.upper(), getattr(Settings, name), validate=_RULES[name]) for name in NAMES
        }
        more: dict[str, str] = {
            name: read_text(name.upper(), like.default, validate=_RULES[like.name])
            for name, like in further(values["pagerduty_accounts"] or "").items()
        }
        env.seal()
    except EnvValidationError as error:
        raise UserError(_faults(error)) from error
    except ValueError as error:
        raise UserError(f"{error} Correct it in .env or in the environment.") from error
    return Settings(**values, further=more)


def names() -> frozenset[str]:
    """Give what the environment names, also what is not ours; call it after read, which takes in .env."""
    return frozenset(os.environ)


def _faults(error: EnvValidationError) -> str:
    """Say of each setting what it must be, never its value, which may be a secret."""
    messages: Any = error.error_messages
    faults = [f"{name} {' '.join(said)}." for name, said in messages.items()]
    return " ".join(faults) + " Correct it in .env or in the environment."
