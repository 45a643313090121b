"""What comes after a network meeting: who came, the follow-up, reminders, and its deletion."""
