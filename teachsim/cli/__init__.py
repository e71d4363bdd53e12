"""The commands: what a person types, made into one request each, and its result printed.

This room decides what is printed where, and which exit code a run ends with. What a command does it
leaves to the rooms below; nothing else in teachsim prints or exits.
"""
