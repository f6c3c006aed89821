"""A checklist, its answers and their audit trail: the least that could be called one."""
