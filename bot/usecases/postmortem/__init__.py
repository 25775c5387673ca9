"""Post-mortems: asked for, followed where they are written, kept."""
