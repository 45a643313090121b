"""From a question to who to call, in which order: understanding, and the call ladder."""
