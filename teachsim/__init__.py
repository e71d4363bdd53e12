"""A simulator of teaching: students with executable misconceptions, teachers with beliefs, critics."""

__version__ = "0.1.0"
