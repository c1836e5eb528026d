"""Certificates, proxies, indexes and credentials."""
