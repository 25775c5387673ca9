"""The HTTP API for programs: declare, read, update, tell of alerts, ask whether deployments are frozen."""
