"""What people put on the timeline: notes, and messages that they mark."""
