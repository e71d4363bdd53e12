"""The symbolic student: a mind, the rule by which it changes, what it says next, and a guard."""
