"""The domain `algebra`: expressions, linear equations, proportions and substitution."""

from teachsim.domains.algebra.domain import ALGEBRA

__all__ = ["ALGEBRA"]
