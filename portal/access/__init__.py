"""Who may do what: one table of permissions, marks on the views, and a gate that denies."""
