"""Mechanisms without a word of the domain: database, refusals, pages, policies. Could be a library."""
