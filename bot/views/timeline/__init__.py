"""The timeline: what happened, as people read and correct it."""
