"""A Confluence Cloud that speaks the real wire."""
