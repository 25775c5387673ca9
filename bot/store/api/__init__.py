"""Programs: their tokens, and which of their keys stands for which incident."""
