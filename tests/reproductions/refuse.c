/* Refuses chosen system calls on chosen paths with a chosen number, preloaded into uv (Linux, LD_PRELOAD).
 *
 * Many failures need a drive, a share or a rule that a test cannot have: a disk that is full, a volume without
 * locks or links, a policy that forbids a program. For uv each of them is a system call that answers with a
 * number. This library gives that answer; everything else passes.
 *
 *   WHEELYARD_REFUSE  rules, one a line: CALL NUMBER PATTERN, for example  rename 18 *"/archive-v0/"*
 *
 * CALL is one of
 *   rename  link  clone  symlink  mkdir  unlink (files)  rmdir  lock  path (full names of paths)
 *   open (to read)  create (an open that may write or make the file)  write (into an open file, and copies into it)
 *   run (starting a program)  connect (the "path" is ADDRESS:PORT)
 * WHEELYARD_REFUSE_OUTSIDE names the only folders, ":" between them, in which anything may be changed; everywhere else
 * a change is refused with 30 (read-only). uv can be led out of a test's folder: in an environment that has lost its
 * pyvenv.cfg it takes the computer's own Python for the environment, and empties that one.
 *
 * PATTERN is a shell pattern for the whole path, where * matches / as well (fnmatch(3)); of a rename or link either
 * path may match.
 *
 * A path that is not absolute is tried as it is and with the folder that it counts from. A program that makes a system call itself passes unseen: uv puts files
 * in the place of others that way, but renames folders, links, opens and writes through the C library.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <limits.h>
#include <linux/fs.h>
#include <spawn.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

/* The number that the rules give a call on a path, 0 where it passes. */
static int refusal(const char *call, const char *path) {
    const char *rules = getenv("WHEELYARD_REFUSE");
    while (path && rules && *rules) {
        size_t length = strcspn(rules, "\n");
        char line[PATH_MAX + 64], name[16], pattern[PATH_MAX];
        int number = 0;
        snprintf(line, sizeof line, "%.*s", (int)length, rules);
        if (sscanf(line, "%15s %d %4095[^\n]", name, &number, pattern) == 3 && !strcmp(name, call) &&
            !fnmatch(pattern, path, 0))
            return number;
        rules += length + (rules[length] == '\n');
    }
    return 0;
}

/* Whether an absolute path lies outside of the folders in which things may be changed; devices and /proc are none. */
static int outside(const char *path) {
    const char *list = getenv("WHEELYARD_REFUSE_OUTSIDE");
    if (!list || !*list || *path != '/' || !strncmp(path, "/dev/", 5) || !strncmp(path, "/proc/", 6))
        return 0;
    for (size_t length; *list; list += length + (list[length] == ':')) {
        length = strcspn(list, ":");
        if (length && !strncmp(list, path, length) && (path[length] == '/' || !path[length]))
            return 0;
    }
    return 1;
}

/* The number for a call on a path, 0 where it passes; a path that is not absolute counts from the open folder. */
static int answer(const char *call, int folder, const char *path) {
    char link[64], whole[2 * PATH_MAX];
    int number = refusal(call, path), kept = errno, here = *path == '/';
    if (!number && !here) {
        snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
        ssize_t length = readlink(link, whole, PATH_MAX);
        snprintf(whole + (length > 0 ? length : 0), PATH_MAX, "/%s", path);
        path = whole;
        number = refusal(call, path);
    }
    errno = kept;
    return number ? number : outside(path) ? EROFS : 0;
}

/* Refuse something that only looks: no matter where. */
static int refused(const char *call, const char *path) {
    int number = refusal(call, path);
    if (number)
        errno = number;
    return number;
}

/* Refuse something that changes a folder. */
static int refused_change(const char *call, int folder, const char *path) {
    int number = answer(call, folder, path);
    if (number)
        errno = number;
    return number;
}

/* The same for a file that is open. */
static int refused_file(const char *call, int file) {
    char link[64], path[PATH_MAX];
    int kept = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = getenv("WHEELYARD_REFUSE") ? readlink(link, path, sizeof path - 1) : -1;
    errno = kept;
    if (length <= 0 || *path != '/')
        return 0;
    path[length] = '\0';
    return refused(call, path);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

int rename(const char *old, const char *new) {
    int number = refused_change("rename", AT_FDCWD, old) || refused_change("rename", AT_FDCWD, new);
    return number ? -1 : NEXT(rename)(old, new);
}

/* The old name of a link stays as it is, so that it may lie anywhere. */
int linkat(int from, const char *old, int to, const char *new, int flags) {
    return refused("link", old) || refused_change("link", to, new) ? -1 : NEXT(linkat)(from, old, to, new, flags);
}

int symlink(const char *target, const char *path) {
    return refused_change("symlink", AT_FDCWD, path) ? -1 : NEXT(symlink)(target, path);
}

int mkdir(const char *path, mode_t mode) {
    return refused_change("mkdir", AT_FDCWD, path) ? -1 : NEXT(mkdir)(path, mode);
}

int unlink(const char *path) { return refused_change("unlink", AT_FDCWD, path) ? -1 : NEXT(unlink)(path); }

int rmdir(const char *path) { return refused_change("rmdir", AT_FDCWD, path) ? -1 : NEXT(rmdir)(path); }

int unlinkat(int folder, const char *name, int flags) {
    const char *call = flags & AT_REMOVEDIR ? "rmdir" : "unlink";
    return refused_change(call, folder, name) ? -1 : NEXT(unlinkat)(folder, name, flags);
}

static int refused_open(const char *path, int flags) {
    int changes = flags & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC);
    return changes ? refused_change("create", AT_FDCWD, path) : refused("open", path);
}

#define OPENS(name)                                                                                                    \
    int name(const char *path, int flags, ...) {                                                                       \
        va_list more;                                                                                                  \
        va_start(more, flags);                                                                                         \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;                                        \
        va_end(more);                                                                                                  \
        return refused_open(path, flags) ? -1 : NEXT(name)(path, flags, mode);                                         \
    }
OPENS(open)
OPENS(open64)

int flock(int file, int operation) { return refused_file("lock", file) ? -1 : NEXT(flock)(file, operation); }

char *realpath(const char *path, char *room) {
    return refused("path", path) ? NULL : NEXT(realpath)(path, room);
}

ssize_t write(int file, const void *data, size_t size) {
    return refused_file("write", file) ? -1 : NEXT(write)(file, data, size);
}

ssize_t writev(int file, const struct iovec *parts, int count) {
    return refused_file("write", file) ? -1 : NEXT(writev)(file, parts, count);
}

ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *where, size_t size, unsigned flags) {
    return refused_file("write", to) ? -1 : NEXT(copy_file_range)(from, at, to, where, size, flags);
}

int ioctl(int file, unsigned long request, ...) {
    va_list more;
    va_start(more, request);
    void *argument = va_arg(more, void *);
    va_end(more);
    return request == FICLONE && refused_file("clone", file) ? -1 : NEXT(ioctl)(file, request, argument);
}

int connect(int file, const struct sockaddr *to, socklen_t size) {
    const struct sockaddr_in *four = (const struct sockaddr_in *)to;
    char address[INET_ADDRSTRLEN + 16] = "";
    if (to->sa_family == AF_INET && size >= sizeof *four && inet_ntop(AF_INET, &four->sin_addr, address, INET_ADDRSTRLEN))
        sprintf(address + strlen(address), ":%d", ntohs(four->sin_port));
    return *address && refused("connect", address) ? -1 : NEXT(connect)(file, to, size);
}

int execvp(const char *path, char *const words[]) { return refused("run", path) ? -1 : NEXT(execvp)(path, words); }

/* These two return the number instead of setting errno. */
int posix_spawnp(pid_t *child, const char *path, const posix_spawn_file_actions_t *actions,
                 const posix_spawnattr_t *how, char *const words[], char *const variables[]) {
    int number = refusal("run", path);
    return number ? number : NEXT(posix_spawnp)(child, path, actions, how, words, variables);
}

int pidfd_spawnp(int *child, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *how,
                 char *const words[], char *const variables[]) {
    typedef int (*spawn)(int *, const char *, const posix_spawn_file_actions_t *, const posix_spawnattr_t *,
                         char *const[], char *const[]);
    int number = refusal("run", path);
    return number ? number : ((spawn)dlsym(RTLD_NEXT, "pidfd_spawnp"))(child, path, actions, how, words, variables);
}
