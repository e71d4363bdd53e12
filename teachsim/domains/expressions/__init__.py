"""Expressions and equations as somebody wrote them: trees, notation, exact values, rewriting by rule.

No domain of its own: `algebra` and others build on it.
"""
