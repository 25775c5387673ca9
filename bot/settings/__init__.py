"""The environment, typed. The only reader of os.environ."""

import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from environs import EnvValidationError, FileAwareEnv
from marshmallow.validate import Validator

from bot.domain.errors import UserError
from bot.domain.paging.source import OWN, names_in
from bot.settings.rules import RULES, SECRETS


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
    rt_url: str = ""
    rt_token: str = ""
    rt_queue: str = "General"
    rt_webhook_secret: str = ""
    catalog_file: str = "data/catalog.yml"
    catalog_most_gone: str = "0.5"
    port_client_id: str = ""
    port_client_secret: str = ""
    port_base_url: str = "https://api.getport.io"
    port_blueprints: str = "on"
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


def read() -> Settings:
    """Read .env and the environment. Raises UserError that names every malformed value at once."""
    env = FileAwareEnv(eager=False, strip_whitespace=True)
    _take_in_dotenv(env)
    try:
        values = {name: _text(env, name, getattr(Settings, name), RULES[name]) for name in NAMES}
        more = {
            name: _text(env, name, like.default, RULES[like.name])
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


def _take_in_dotenv(env: FileAwareEnv) -> None:
    logging.getLogger("dotenv.main").addFilter(_with_its_name)
    try:
        env.read_env(".env", recurse=False)
    except (OSError, ValueError) as error:
        sentence = (
            f".env cannot be read: {_why(error)}. Give it in UTF-8, as a file that Firebell's user may read."
        )
        raise UserError(sentence) from error


def _with_its_name(told: logging.LogRecord) -> bool:
    """A line that cannot be parsed is told by its number alone."""
    told.msg = f".env: {told.msg}"
    return True


def _text(env: FileAwareEnv, name: str, default: str, rule: Validator) -> str:
    """Raise ValueError, which names the setting, where it stands in a file that cannot be read."""
    read_text: Any = env.str  # its own stubs admit no default
    try:
        found: str = read_text(name.upper(), default, validate=rule)
    except (OSError, UnicodeError) as error:
        raise ValueError(f"The file of {name.upper()}_FILE cannot be read: {_why(error)}.") from error
    return found


def _why(error: OSError | ValueError) -> str:
    """Say it without the bytes that stand there, which may be of a secret."""
    if isinstance(error, UnicodeError):
        return "it is not in UTF-8"
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error).rstrip(".")


def _faults(error: EnvValidationError) -> str:
    """Say of each setting what it must be, never its value, which may be a secret."""
    messages: Any = error.error_messages
    faults = [f"{name} {' '.join(said)}." for name, said in messages.items()]
    return " ".join(faults) + " Correct it in .env or in the environment."
