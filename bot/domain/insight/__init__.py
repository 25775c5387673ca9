"""What many incidents together say: how many, how old, how long they took."""
