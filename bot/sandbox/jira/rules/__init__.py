"""What can happen on a site, each with its changelog and its webhooks."""
