"""Who may release a text, and what must be there before anybody can."""
