"""How often words that nothing explains are asked with; never a question, never who asked."""
