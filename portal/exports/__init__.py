"""The directory as files that people take along: spreadsheets and a call sheet."""
