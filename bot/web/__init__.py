"""What others reach over HTTP: webhooks, and whether Firebell is well."""
