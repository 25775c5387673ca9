"""Post-mortems: what one says, and what Slack shows of it."""
