"""Text to moves and answers, and computed acts to text.

Reading is grounded in the situation (the item, what was said, what the domain can parse); wording
takes an act and a voice, never a mind. Nothing here decides what a student knows or a teacher does.
"""
