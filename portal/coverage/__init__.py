"""Where help is missing: by municipality and problem domain, and hour by hour."""
