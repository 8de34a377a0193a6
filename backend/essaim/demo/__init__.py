"""Demonstration data: the cases of the article on cooperation, with invented figures marked fictional.

Organisations of the article keep their names and get no invented identifier. Every other organisation, every
figure, agreement and booking is invented and says so (`fictional`). Loading twice changes nothing.
"""

from essaim.demo.loading import DemoReport, load_demo
from essaim.demo.people import ACCOUNTS, PASSWORD, Account

__all__ = ["ACCOUNTS", "PASSWORD", "Account", "DemoReport", "load_demo"]
