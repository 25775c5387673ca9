"""Texts of Jira: documents as Cloud keeps them, and the wiki notation that REST v2 speaks."""
