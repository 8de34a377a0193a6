"""Imports of public registers: a file is parsed line by line, shown as a dry run, then written by identifier.

Importing the same file again changes nothing; a bad line never harms a good one; nothing personal is read or
kept, and the file is erased once read to its end. Organisations whose people are here keep their own record:
an import by anybody else reports what it would have changed and leaves it. An import advances in batches,
each written with the place reached, so that a killed process loses nothing and counts nothing twice.
"""
