"""Agreements: what pools and partnerships share.

An agreement is a written contract between organisations: parties, terms, documents. Its kind, pool or partnership,
only chooses the address under which it is read and changed; its legal form chooses the rules (`profiles`).

Invariants: one lead at most; an organisation is a party once; a document never changes, a signed one is never
removed; only the lead changes the terms, and once the agreement runs, only by a signed amendment; nobody outside
learns that an agreement exists.
"""
