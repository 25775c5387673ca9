"""Jira's REST API, v2 and v3: from a request to its answer."""
