"""What people do in the workspace: one small function for each verb."""
