"""Keeping what Slack says of its people, usergroups and channels."""
