"""What must be set beside what else, for what is asked of Firebell."""

from bot.domain.errors import UserError
from bot.settings import Settings


def must_be_able_to_run(given: Settings) -> None:
    """Raise UserError where the bot itself could not do what the settings want of it."""
    must_have_slack(given)
    must_be_able_to_page(given)
    must_be_able_to_file(given)
    must_have_confluence(given)
    must_have_port(given)
    must_reach_rt(given)


def must_have_bot_token(given: Settings) -> None:
    """Raise UserError where Slack cannot be asked anything."""
    if not given.slack_bot_token:
        raise UserError("Not set: SLACK_BOT_TOKEN. The README tells how to make the Slack app.")


def must_have_slack(given: Settings) -> None:
    """Raise UserError where there is no workspace to work in."""
    pairs = (("SLACK_BOT_TOKEN", given.slack_bot_token), ("SLACK_APP_TOKEN", given.slack_app_token))
    missing = [name for name, value in pairs if not value]
    if missing:
        raise UserError(
            f"Not set: {', '.join(missing)}. The README tells how to make the Slack app and where its "
            "tokens are. `firebell demo` shows Firebell without any workspace."
        )


def must_have_pagerduty(given: Settings) -> None:
    """Raise UserError where PagerDuty cannot be asked anything."""
    if not given.pagerduty_api_key:
        raise UserError("Not set: PAGERDUTY_API_KEY. docs/pagerduty.md tells where to make one.")


def must_be_able_to_page(given: Settings) -> None:
    """Raise UserError where PagerDuty is wanted and nobody could be called."""
    if given.pagerduty_api_key and not given.pagerduty_from:
        raise UserError(
            "Not set: PAGERDUTY_FROM, the e-mail address of the PagerDuty user in whose name Firebell pages."
        )
    must_name_accounts(given)


def must_name_accounts(given: Settings) -> None:
    """Raise UserError where an account besides the first is named and cannot be asked anything."""
    if given.accounts and not given.pagerduty_api_key:
        raise UserError("Not set: PAGERDUTY_API_KEY. PAGERDUTY_ACCOUNTS names accounts besides that one.")
    wanted = [f"pagerduty_{one}_{rest}" for one in given.accounts for rest in ("api_key", "from")]
    missing = [name.upper() for name in wanted if not given.further[name]]
    if missing:
        raise UserError(
            f"Not set: {', '.join(missing)}. PAGERDUTY_ACCOUNTS names them; docs/pagerduty.md tells what "
            "they are."
        )


def must_have_jira(given: Settings) -> None:
    """Raise UserError where Jira cannot be asked anything."""
    if not given.jira_url or not given.jira_token:
        raise UserError("Not set: JIRA_URL and JIRA_TOKEN. docs/jira.md tells where to make one.")


def must_be_able_to_file(given: Settings) -> None:
    """Raise UserError where Jira is wanted and cannot be asked anything."""
    if given.jira_url and not given.jira_token:
        raise UserError("Not set: JIRA_TOKEN, by which Firebell makes tickets. docs/jira.md tells more.")


def must_have_confluence(given: Settings) -> None:
    """Raise UserError where Confluence is wanted and cannot be asked anything."""
    if given.confluence_url and not (given.confluence_user and given.confluence_token):
        raise UserError(
            "Not set: CONFLUENCE_USER and CONFLUENCE_TOKEN. docs/postmortems.md tells where to make one."
        )


def must_have_port(given: Settings) -> None:
    """Raise UserError where Port is wanted and would let nobody in."""
    if given.port_client_id and not given.port_client_secret:
        raise UserError("Not set: PORT_CLIENT_SECRET. docs/catalog.md tells where Port shows it.")


def must_have_rt(given: Settings) -> None:
    """Raise UserError where RT cannot be asked anything."""
    if not given.rt_url or not given.rt_token:
        raise UserError("Not set: RT_URL and RT_TOKEN. docs/rt.md tells where to make one.")


def must_reach_rt(given: Settings) -> None:
    """Raise UserError where RT is wanted and cannot be asked anything."""
    if given.rt_url and not given.rt_token:
        raise UserError("Not set: RT_TOKEN, by which Firebell makes tickets in RT. docs/rt.md tells more.")


def lacking(given: Settings) -> dict[str, str]:
    """Give what each other system lacks that is wanted, in a sentence, by its name."""
    found: dict[str, str] = {}
    for name, must in _OF_OTHERS.items():
        try:
            must(given)
        except UserError as error:
            found[name] = error.sentence
    return found


_OF_OTHERS = {
    "further PagerDuty accounts": must_name_accounts,
    "confluence": must_have_confluence,
    "rt": must_reach_rt,
    "port": must_have_port,
}
"""Jira and the first account of PagerDuty say themselves, at a look, what they lack."""
