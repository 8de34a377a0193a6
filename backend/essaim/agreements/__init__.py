"""Agreements: what pools and partnerships share.

An agreement is a written contract between organisations: parties, terms, rules, documents. Its kind, pool or partnership,
only chooses the address under which it is read and changed; its legal form says what the law forbids and what applies by
default (`profiles`, `limits`); its rules (`rulebook`) are what the parties decided, said in plain words (`plain`).

Invariants: one lead at most; an organisation is a party once; a document never changes, a signed one is never
removed; only the lead changes the terms, and once the agreement runs, only by a signed amendment; rules are adopted by
every party with a draft or by a vote, never by hand, and never change afterwards; they never reach who has already given
notice; nobody outside learns that an agreement exists, unless it takes requests: then its name, purpose, form and lead.
"""
