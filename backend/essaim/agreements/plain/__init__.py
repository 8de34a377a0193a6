"""Rules in plain words: every sentence a director reads about a rulebook, in the two languages.

Each value of a rulebook is said by one clause, so that whatever changes between two versions shows as a clause that
changed. Sentences are computed when they are read, never stored.
"""

from essaim.agreements.plain.clause import Clause, Names, Subject
from essaim.agreements.plain.differences import Difference, differences
from essaim.agreements.plain.reading import cited, clauses_of, titles

__all__ = ["Clause", "Difference", "Names", "Subject", "cited", "clauses_of", "differences", "titles"]
