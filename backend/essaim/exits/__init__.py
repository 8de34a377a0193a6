"""Leaving an agreement: simulated at any time, settled once, everything revoked at its date."""
