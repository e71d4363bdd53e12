"""The audit of a student: does it hold what its card says, and change as a student would?

It hears words alone. Another reader than the engine's takes the answers from them, so that one fault
cannot both make an answer and grade it.
"""
