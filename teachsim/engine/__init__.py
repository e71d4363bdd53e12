"""The session loop, who may see what, the transcript, and resuming and branching.

The engine knows the role protocol, not the roles: whoever starts or resumes a session hands it a
cast. It decides who speaks next and what is recorded; it never decides what is said.
"""
