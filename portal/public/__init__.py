"""Pages for everybody: what citizens may call, and what this portal is."""
