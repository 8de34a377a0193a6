"""Every table, gathered for migrations and their drift check."""

from essaim.agreements import models as agreements
from essaim.bookings import models as bookings
from essaim.identity import models as identity
from essaim.imports import models as imports
from essaim.kit.db import Model
from essaim.networks import models as networks
from essaim.organisations import models as organisations
from essaim.resources import models as resources
from essaim.territories import models as territories

metadata = Model.metadata
TABLES = (agreements, bookings, identity, imports, networks, organisations, resources, territories)
