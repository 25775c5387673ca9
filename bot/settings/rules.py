"""What each setting must look like, and which of them are secrets."""

from marshmallow.validate import OneOf, Regexp, Validator

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
    "port_client_secret",
    "rt_token",
    "rt_webhook_secret",
    "metrics_token",
    "secret_key",
    "heartbeat_url",
)
"""Who knows one of these can do something; a heartbeat's URL is all that its service asks for."""

_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")

RULES: dict[str, Validator] = {
    "slack_bot_token": Regexp(r"(xoxb-.+)?$", error="begins with xoxb-"),
    "slack_app_token": Regexp(r"(xapp-.+)?$", error="begins with xapp-"),
    "slack_user_token": Regexp(r"(xoxp-.+)?$", error="begins with xoxp-"),
    "slack_api_url": Regexp(
        r"https?://.+/$", error="begins with https:// and ends with a slash, such as https://slack.com/api/"
    ),
    "slack_command": Regexp(r"/\S+$", error="begins with a slash, such as /incident"),
    "database_url": Regexp(
        r"(sqlite:///(?!:memory:$)|postgres(ql)?://).+$",
        error="is sqlite:/// and the path of a file, such as sqlite:///data/firebell.db, "
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
    "rt_url": Regexp(r"(https?://\S+)?$", error="is a URL, such as https://rt.acme.example"),
    "rt_token": Regexp(r"\S*$", error="holds no spaces"),
    "rt_queue": Regexp(r".+$", error="is a queue's name, such as General"),
    "rt_webhook_secret": Regexp(r"(\S{16,})?$", error="has at least 16 characters and no spaces"),
    "catalog_file": Regexp(r".+$", error="is a path, such as data/catalog.yml, or off"),
    "catalog_most_gone": Regexp(r"(off|0|1|0?\.\d+|1\.0+)$", error="is a share, such as 0.5, or off"),
    "port_client_id": Regexp(r"\S*$", error="holds no spaces"),
    "port_client_secret": Regexp(r"\S*$", error="holds no spaces"),
    "port_base_url": Regexp(r"https?://\S+$", error="is a URL, such as https://api.us.getport.io"),
    "port_blueprints": OneOf(("on", "off"), error="is on or off"),
    "port": Regexp(
        r"([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d|655[0-2]\d|6553[0-5])?$",
        error="is a number from 1 to 65535, such as 8080",
    ),
    "metrics_token": Regexp(r"\S*$", error="holds no spaces"),
    "heartbeat_url": Regexp(r"(https?://\S+)?$", error="is a URL, such as https://hc-ping.com/..."),
    "public_url": Regexp(r"(https?://\S+)?$", error="is a URL, such as https://firebell.example.com"),
    "secret_key": Regexp(r"(.{16,})?$", error="has at least 16 characters"),
    "log_format": OneOf(("text", "json"), error="is text or json"),
    "log_level": OneOf(_LEVELS, error="is one of {choices}"),
}
