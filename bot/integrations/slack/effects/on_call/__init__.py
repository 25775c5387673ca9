"""Who is on call, where Slack shows it."""
