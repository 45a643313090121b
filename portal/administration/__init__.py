"""What administrators look after: users, problem domains, the journal."""
