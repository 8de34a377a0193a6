"""Resources: what an organisation lends — rooms, vehicles, equipment, lodgings, skills, hours, placement sites.

The owner is the steward. A resource of quantity n is n numbered units, so that one exclusion constraint in the
database keeps any n from being exceeded. It may be used by its owner and by those it is shared with: the parties
of an agreement, the members of a network. Opening hours are wall-clock times of Paris, both clock changes included.
"""
