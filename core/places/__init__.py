"""Folders that uv uses: measured by rename probes, proposed as candidates, relocated without loss."""
