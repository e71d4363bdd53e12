"""Measurements of what teachsim costs and of how well it works, each by its own command.

`make measure` runs them all in full and writes RESULTS.md. Figures are printed and judged by people;
no test fails because a machine is slow.
"""
