"""The figures of the portal beside those of its peers: ``python -m tests.benchmarks``."""
