"""Monitoring: a line for each request, outages, slow queries, figures for Prometheus."""
