"""Every SELECT of networks."""

from essaim.networks.queries import benefits, effective, memberships, networks

__all__ = ["benefits", "effective", "memberships", "networks"]
