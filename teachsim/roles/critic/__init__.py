"""The symbolic critic: checks on a teacher's turn that point at the words they are about."""
