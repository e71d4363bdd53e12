"""Experiments at work: which sessions they come to, playing them, and what comes of them."""
