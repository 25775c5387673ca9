"""What is read of PagerDuty now and then: who is on call, what can be paged, and who has an account."""

from bot.integrations.pagerduty.directory.directory import PagerDutyDirectory

__all__ = ["PagerDutyDirectory"]
