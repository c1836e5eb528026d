"""The Windows lab: Wine in a Debian folder with Windows' Python and uv, or the Windows that the tests run on."""
