"""What is sealed of a quote: one canonical text, whose hash is told before the opening."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID


def canonical(content: Mapping[str, Any]) -> bytes:
    """One text for one content, whatever the order of its keys: what comes back from `jsonb` gives it again."""
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def digest(content: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical text, in hexadecimal: `purchase_quotes.sealed_sha256`."""
    return hashlib.sha256(canonical(content)).hexdigest()


def purpose(lot_id: UUID, supplier_id: UUID) -> str:
    """Bound to the lot and the supplier: a quote copied onto another's row does not open there."""
    return f"purchase-quote:{lot_id}:{supplier_id}"
