"""The pages in a real browser: the ways through them, and what holds on every one."""
