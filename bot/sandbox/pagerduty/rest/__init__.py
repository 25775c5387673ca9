"""PagerDuty's REST API v2 and Events API v2: from a request to its answer."""
