"""What transcripts say: outcomes, diagnosis, budget, flags. Reads events, and nothing else."""
