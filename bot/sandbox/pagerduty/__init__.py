"""A PagerDuty account that speaks the real wire: REST v2, Events v2, and webhooks."""
