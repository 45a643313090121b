"""The parts of the benchmarks, one file each: ``measure(directories)`` returns figures."""
