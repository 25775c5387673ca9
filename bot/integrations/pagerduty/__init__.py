"""PagerDuty, both ways: pages go there, and what becomes of them comes back."""
