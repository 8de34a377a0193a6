"""Organisations: the public directory of legal persons, their sites, and their dated figures.

An organisation is a legal person (SIREN, RNA); a site is a place of activity (SIRET, FINESS).
Anybody may read the directory. An organisation whose people are here keeps its own record; until then,
whoever entered it may correct it. Figures (beds, places, FTE, budget…) are seen as their owner decided:
by everybody, by partners of a running agreement, or by nobody else.
Two records never bear the same identifier, and a record never loses its history: a site closes, it is not erased.
"""
