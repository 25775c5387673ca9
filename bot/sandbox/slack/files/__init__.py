"""Files and canvases, which to Slack are files too: keep them, show them, share them, serve them."""
