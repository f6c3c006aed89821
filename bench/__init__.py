"""Speed as ratios: Mainstay beside bare Django, on the same machine, in the same minutes."""
