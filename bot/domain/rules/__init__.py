"""The rules: each takes what is and what is wished, and returns what becomes of it."""
