"""Bank accounts of organisations and direct-debit mandates."""
