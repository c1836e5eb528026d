"""Numbers of Linux as its samples have them: Windows' Python, which explains the samples too, has others.

Source: errno.h.
"""

EPERM = 1
ENOENT = 2
EAGAIN = 11
EACCES = 13
EBUSY = 16
EEXIST = 17
EXDEV = 18
ENOTDIR = 20
ETXTBSY = 26
ENOSPC = 28
EROFS = 30
ENAMETOOLONG = 36
ENOLCK = 37
ENOSYS = 38
EOPNOTSUPP = 95
ENETUNREACH = 101
ECONNRESET = 104
ECONNREFUSED = 111
ESTALE = 116
EDQUOT = 122
