"""Decisions: a question put to the votes of the parties under the rules in force, and its effect.

draft → convened (notice checked) → open (electorate frozen) → closed (counted, effect applied, minutes kept). One ballot per
organisation, cast under a mandate with the power to vote; a secret choice goes to the tally and nowhere else.
"""
