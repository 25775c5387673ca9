"""What must not stay: words that are taken out, people who are forgotten, rows that are old."""
