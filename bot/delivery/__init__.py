"""The transactional outbox and inbox, and the worker that empties them."""
