"""Documents as other places hold them, a file per notation; each keeps what people typed as words."""
