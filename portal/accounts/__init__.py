"""Who signs in: passwords, sessions, invitations, tokens."""
