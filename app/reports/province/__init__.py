"""The sum over several units as official forms, and what each unit adds to a line of one."""
