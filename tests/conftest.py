"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# The same examples in every run: what fails here fails everywhere, and a release is not held up by luck.
# `pytest --hypothesis-profile default` looks further.
settings.register_profile("same-everywhere", derandomize=True, deadline=None)
settings.load_profile("same-everywhere")
