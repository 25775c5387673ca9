"""Post-mortems, where Slack shows or holds them."""
