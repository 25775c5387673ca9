"""Words that must not stand anywhere any more: found, and taken out."""
