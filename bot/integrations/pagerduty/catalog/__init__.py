"""The catalog: what PagerDuty lists, mapped by a file of people's to entities."""
