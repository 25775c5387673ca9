"""What happens to people and usergroups, whoever does it."""
