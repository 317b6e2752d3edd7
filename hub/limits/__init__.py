"""How often something may happen: counters in the database, shared by all processes, that survive a restart."""

from .counters import Allowance, delete_ended, forget, look, spend
from .rates import Rate

__all__ = ["Allowance", "Rate", "delete_ended", "forget", "look", "spend"]
