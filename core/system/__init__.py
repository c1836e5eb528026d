"""Facts about this computer, behind one protocol with a Windows and a POSIX side."""
