"""Every table, gathered for migrations and their drift check."""

from essaim.accounting import models as accounting
from essaim.agreements import models as agreements
from essaim.allocations import models as allocations
from essaim.audit import models as audit
from essaim.banking import models as banking
from essaim.bookings import models as bookings
from essaim.decisions import models as decisions
from essaim.exits import models as exits
from essaim.funds import models as funds
from essaim.identity import models as identity
from essaim.imports import models as imports
from essaim.kit.db import Model
from essaim.ledger import models as ledger
from essaim.networks import models as networks
from essaim.organisations import models as organisations
from essaim.purchases import models as purchases
from essaim.resources import models as resources
from essaim.settlements import models as settlements
from essaim.statements import models as statements
from essaim.territories import models as territories
from essaim.treasury import models as treasury

metadata = Model.metadata
TABLES = (
    accounting,
    agreements,
    allocations,
    audit,
    banking,
    bookings,
    decisions,
    exits,
    funds,
    identity,
    imports,
    ledger,
    networks,
    organisations,
    purchases,
    resources,
    settlements,
    statements,
    territories,
    treasury,
)
