"""The guard that keeps citizens' data out of every text field."""
