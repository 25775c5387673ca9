"""What is known of PagerDuty since the last reading: services, who is on call, and how to reach them."""
