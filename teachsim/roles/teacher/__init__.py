"""The symbolic teacher: a Bayesian belief about the student, policies that decide, and its words."""
