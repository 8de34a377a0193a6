"""People, and for whom they act.

A person acts *for* an organisation under a mandate: a role, powers (vote, book, sign, spend) and dates.
What a mandate does belongs to the organisation. Tokens and passwords are kept as hashes only.
"""
