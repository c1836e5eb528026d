"""Wheelyard-VERSION.msi: the payload as a Windows Installer package, for IT departments."""
