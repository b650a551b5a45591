"""What the checks find in articles: where, with both sides' words marked, and who set a finding aside and why."""
