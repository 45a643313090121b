"""Lists that municipal coordinators bring: read, guessed, looked through, applied, undone."""
