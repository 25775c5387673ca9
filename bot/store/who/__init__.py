"""Who is who in Slack: people, usergroups, tagged channels, and who may see what."""
