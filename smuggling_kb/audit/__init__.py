"""The audit trail: who changed which row, when, why, and what it was before."""
