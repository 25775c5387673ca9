"""JQL: from a query to the issues that it finds.

https://support.atlassian.com/jira-software-cloud/docs/jql-fields/
"""

from bot.sandbox.jira.jql.asking import Asked, ask

__all__ = ["Asked", "ask"]
