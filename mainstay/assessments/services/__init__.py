"""Every write of assessments; pages, the shell, imports and the API all come through here."""
