"""Settings of the project: `base` for all, `dev` on the embedded defaults, `test` for pytest, `prod` for servers."""
