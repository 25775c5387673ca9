"""A Jira Cloud that speaks the real wire, or, by a switch, a Jira Data Center."""
