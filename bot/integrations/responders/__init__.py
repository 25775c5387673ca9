"""Who is called to an incident: our own strategies, and those of any installed package."""
