"""Jira: tickets of incidents, kept equal both ways. The only place that knows the jira library."""
