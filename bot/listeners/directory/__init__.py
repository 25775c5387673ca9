"""What Slack tells of people and usergroups between two readings."""
