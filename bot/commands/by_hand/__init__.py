"""What people do in Slack, on the command line."""
