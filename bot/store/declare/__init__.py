"""What is known while somebody declares: drafts, and what declaring would set off."""
