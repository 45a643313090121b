"""How questions ended, counted by day, municipality and domain; never the questions."""
