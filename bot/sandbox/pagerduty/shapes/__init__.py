"""The account's things as PagerDuty's JSON."""
