"""What was said: claims with their sources, kept in a ledger with rivals side by side."""

from corridor.evidence.claim import Claim, Held
from corridor.evidence.ledger import Ledger, load_ledger, write_ledger
from corridor.evidence.pool import pool
from corridor.evidence.times import parse_held, parse_published

__all__ = [
    "Claim",
    "Held",
    "Ledger",
    "load_ledger",
    "parse_held",
    "parse_published",
    "pool",
    "write_ledger",
]
