"""The control API: look at the workspace, act in it, break it."""
