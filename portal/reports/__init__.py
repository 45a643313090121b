"""What those who call tell of an entry: that it is wrong, and how a call went."""
