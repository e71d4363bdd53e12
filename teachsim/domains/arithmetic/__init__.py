"""Arithmetic: whole numbers, fractions and decimals, each a topic of the one domain.

A topic is a module with its procedures and rules, and a YAML file with what is said about them.
"""

from teachsim.domains.arithmetic.domain import ARITHMETIC

__all__ = ["ARITHMETIC"]
