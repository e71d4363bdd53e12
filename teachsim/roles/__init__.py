"""Who plays: students whose minds compute their answers, teachers with beliefs, critics.

A role decides what is said and why; it sees only what the engine's views allow, and draws only
from generators derived from the session's seed.
"""
