"""Other systems, a folder each."""
