"""The files people write (scenarios and agent cards): finding, reading and checking them.

This room decides what a file may say and how a mistake in it is told: file, line, column, what is
wrong, what would be right. It leaves to `engine.cards` what a card is, and to the domains what can
be taught.
"""
