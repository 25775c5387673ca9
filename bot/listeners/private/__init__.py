"""Making incidents private, letting people see them, and looking inside."""
