"""Socket Mode: connections, envelopes, and the payloads in them."""
