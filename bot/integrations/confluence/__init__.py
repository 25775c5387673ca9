"""Confluence Cloud: post-mortems, runbooks and who is on call, as pages."""
