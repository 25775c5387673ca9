"""Slack's Web API: from a request to a method's answer."""
