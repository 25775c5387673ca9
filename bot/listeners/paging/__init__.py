"""Who is on call, paging them, and the answers to what became of it."""
