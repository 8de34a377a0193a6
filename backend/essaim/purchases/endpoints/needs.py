"""Needs: state, import, read."""
