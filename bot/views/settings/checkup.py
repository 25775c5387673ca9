"""What a look at the surroundings found, as a terminal and the list of jobs show it."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet

from bot.domain.checkup import Finding, Grade, faults, note

IN_SUMMARY = 5
SIGNS = {Grade.SOUND: "  ", Grade.NOTE: "! ", Grade.FAULT: "X "}

FIREFIGHTER: Mapping[str, str] = {
    "SLACK_SIGNING_SECRET": "nothing takes its place: Firebell connects by Socket Mode, with SLACK_APP_TOKEN",
    "SLACK_INCIDENT_COMMAND": "here it is SLACK_COMMAND",
    "SLACK_INCIDENT_COMMAND_ALIASES": "here it is SLACK_COMMAND, and the manifest",
    "SLACK_EMERGENCY_USERGROUP_ID": "here it is a call for help, under Settings",
    "SLACK_EMERGENCY_COMMUNICATION_GUIDE_URL": "here the guides of the roles say it, under Settings",
    "POSTGRES_HOST": "here DATABASE_URL says all of it",
    "POSTGRES_SCHEMA": "here DATABASE_URL says all of it",
    "REDIS_HOST": "nothing takes its place: what is owed stands in the database",
    "TIME_ZONE": "here each reader has their own; office hours stand under Settings",
    "FF_ROLE_REMINDER_MIN_DAYS_INTERVAL": "nothing takes its place",
    "ENABLE_PAGERDUTY": "here an absent PAGERDUTY_API_KEY means off",
    "PAGERDUTY_ACCOUNT_EMAIL": "here it is PAGERDUTY_FROM",
    "ENABLE_JIRA": "here an absent JIRA_URL means off",
    "RAID_JIRA_API_URL": "here it is JIRA_URL",
    "RAID_JIRA_API_USER": "here it is JIRA_USER",
    "RAID_JIRA_API_PASSWORD": "here it is JIRA_TOKEN",
    "RAID_JIRA_PROJECT_KEY": "here it is JIRA_PROJECT",
    "RAID_JIRA_WEBHOOK_SECRET": "here it is JIRA_WEBHOOK_SECRET",
    "CONFLUENCE_USERNAME": "here it is CONFLUENCE_USER",
    "CONFLUENCE_API_KEY": "here it is CONFLUENCE_TOKEN",
    "CONFLUENCE_POSTMORTEM_SPACE": "here it is CONFLUENCE_SPACE",
    "JIRA_POSTMORTEM_PROJECT_KEY": "here it is JIRA_POSTMORTEM_PROJECT",
    "ENABLE_CONFLUENCE": "here an absent CONFLUENCE_URL means off",
}
"""FireFighter's environment, where it is called otherwise here."""


def old_names(given: AbstractSet[str]) -> list[Finding]:
    """given: the names in the environment; never their values, which may be secrets."""
    return [
        note("environment", f"{name} is FireFighter's: {ours}.")
        for name, ours in FIREFIGHTER.items()
        if name in given
    ]


def lines(findings: Sequence[Finding]) -> list[str]:
    width = max((len(one.about) for one in findings), default=0)
    return [f"{SIGNS[one.grade]}{one.about:{width}}  {one.said}" for one in findings]


def summary(findings: Sequence[Finding]) -> str:
    """Say it in a few sentences; what must be mended stands elsewhere in full."""
    notes = [one.said for one in findings if one.grade is Grade.NOTE][:IN_SUMMARY]
    return " ".join([verdict(findings), *notes])


def verdict(findings: Sequence[Finding]) -> str:
    wrong, worth = len(faults(findings)), sum(one.grade is Grade.NOTE for one in findings)
    if not wrong:
        return "Nothing must be mended." + (f" {worth} worth knowing." if worth else "")
    return f"{wrong} must be mended" + (f", {worth} worth knowing." if worth else ".")
