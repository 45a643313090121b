"""The tables, one file each; the lowest layer, free of Flask."""
