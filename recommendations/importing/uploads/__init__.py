"""Files from outside: how large they may be, and reading them within limits."""
