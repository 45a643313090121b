"""Mails: written with the change that is their reason, sent after it, and tried again."""
