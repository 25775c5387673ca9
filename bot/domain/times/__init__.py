"""Time as people have it: office hours, and moments and days as they type them."""
