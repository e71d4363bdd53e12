"""Talking to language models: one small protocol, and the adapters that speak it.

This room decides how a request reaches a model and what comes back: retries, limits, budgets, recording,
and which fault it was. What is asked, and what is done with the words, it leaves to the roles.
"""
