"""The fields of issues: what each takes, shows and tells the changelog."""
