"""Public addresses: what they were before, and that they lead on for ever."""
