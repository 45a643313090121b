"""Reminding those who look after entries to confirm them; first one, then the next."""
