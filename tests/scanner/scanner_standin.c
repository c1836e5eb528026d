/* A stand-in for a virus scanner, preloaded into uv, Python or wineserver (Linux, LD_PRELOAD).
 *
 * A real scanner opens what was just written and keeps it open while it reads; until it is done, the
 * folder around it cannot be renamed. This library plays that for folders whose name begins with
 * ".tmp", which is how uv names what it unpacks: rename, renameat and renameat2 are refused until the
 * folder's bytes went through the queue of one scanner, shared by every process that loads this file.
 *
 *   WHEELYARD_STANDIN_BOOK      file that holds the queue; without it the stand-in lets everything pass
 *   WHEELYARD_STANDIN_SPEED     bytes a second that the scanner reads; 0 or unset: no time for bytes
 *   WHEELYARD_STANDIN_COST_MS   milliseconds that each folder costs on top of its bytes
 *   WHEELYARD_STANDIN_ERRNO     the refusal: 13 (EACCES) unless set; Wine makes 13 the Windows error 5
 *                               and 11 (EAGAIN) the Windows error 32
 *   WHEELYARD_STANDIN_RETRIES   how often a rename refused with 13 is tried again before it fails, after 10, 20, 40
 *                               ... ms; 0 unless set. uv on Windows does so 10 times by itself, and not at all
 *                               with another number; on Linux it never does, so 10 plays Windows
 *   WHEELYARD_STANDIN_SCANNED   places that are scanned, ":" between them; unset: every place
 *   WHEELYARD_STANDIN_UNSCANNED places that are not scanned, stronger than SCANNED
 *
 * The raw system call is used instead of dlsym(RTLD_NEXT): there is nothing to look up and nothing that
 * could fail in a process that is only starting. A program that makes the system call itself passes
 * unseen; uv renames folders through the C library.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef __linux__
#error "the scanner stand-in needs Linux: it reads /proc and makes Linux system calls"
#endif

#define MOST_FOLDERS 8192
#define DEEPEST 32
#define NS 1000000000LL
#define FIRST_PAUSE (NS / 100)

struct entry {
    uint64_t folder; /* hash of path, device and inode; 0 is a free slot */
    int64_t done_at; /* ns since 1970 when the scanner lets go of it */
};

/* The file: all zero is an empty book, so that nobody has to prepare it. core/demo/scanned.py reads
 * the four numbers at the front. */
struct book {
    int64_t free_at; /* ns since 1970 when the scanner has worked off its queue */
    int64_t folders; /* folders that came into the queue */
    int64_t refused; /* renames that were refused */
    int64_t passed;  /* renames of scanned folders that were let through */
    struct entry entries[MOST_FOLDERS];
};

static int64_t number(const char *variable, int64_t otherwise) {
    const char *text = getenv(variable);
    return text && *text ? strtoll(text, NULL, 10) : otherwise;
}

/* Whether path is one of the folders of the list, or lies in one. */
static int listed(const char *list, const char *path) {
    while (list && *list) {
        size_t length = strcspn(list, ":");
        const char *next = list[length] ? list + length + 1 : NULL;
        while (length > 1 && list[length - 1] == '/')
            length--;
        if (length && !strncmp(list, path, length) &&
            (path[length] == '/' || !path[length] || length == 1))
            return 1;
        list = next;
    }
    return 0;
}

static int is_scanned(const char *path) {
    const char *scanned = getenv("WHEELYARD_STANDIN_SCANNED");
    if (listed(getenv("WHEELYARD_STANDIN_UNSCANNED"), path))
        return 0;
    return !scanned || !*scanned || listed(scanned, path);
}

static int is_temporary(const char *path) {
    size_t end = strlen(path), start;
    while (end > 1 && path[end - 1] == '/')
        end--;
    for (start = end; start && path[start - 1] != '/';)
        start--;
    return end - start >= 4 && !strncmp(path + start, ".tmp", 4);
}

/* Add up the bytes below an open folder and note when the newest of them was written. Takes over folder.
 * Change time, not modification time: nobody can set it, so an unpacked old date does not jump the queue. */
static void measure(int folder, int depth, int64_t *bytes, int64_t *written) {
    DIR *listing = fdopendir(folder);
    struct dirent *item;
    if (!listing) {
        close(folder);
        return;
    }
    while ((item = readdir(listing))) {
        struct stat facts;
        int64_t changed;
        if (!strcmp(item->d_name, ".") || !strcmp(item->d_name, ".."))
            continue;
        if (fstatat(dirfd(listing), item->d_name, &facts, AT_SYMLINK_NOFOLLOW))
            continue;
        changed = facts.st_ctim.tv_sec * NS + facts.st_ctim.tv_nsec;
        if (changed > *written)
            *written = changed;
        if (S_ISREG(facts.st_mode))
            *bytes += facts.st_size;
        if (S_ISDIR(facts.st_mode) && depth < DEEPEST) {
            int inner = openat(dirfd(listing), item->d_name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
            if (inner >= 0)
                measure(inner, depth + 1, bytes, written);
        }
    }
    closedir(listing);
}

/* FNV-1a. The inode alone would not do: it is given to the next folder as soon as this one is gone. */
static uint64_t name_of(const char *path, const struct stat *facts) {
    uint64_t hash = 1469598103934665603ULL ^ (uint64_t)facts->st_ino ^ ((uint64_t)facts->st_dev << 32);
    for (; *path; path++)
        hash = (hash ^ (unsigned char)*path) * 1099511628211ULL;
    return hash ? hash : 1;
}

/* The folder's slot, or the free one where it would go; NULL when the book is full. */
static struct entry *slot_of(struct book *book, uint64_t folder) {
    struct entry *free_slot = NULL;
    for (int index = 0; index < MOST_FOLDERS; index++) {
        struct entry *entry = &book->entries[index];
        if (entry->folder == folder)
            return entry;
        if (!entry->folder && !free_slot)
            free_slot = entry;
    }
    return free_slot;
}

/* One rename of a scanned folder, as the caller asked for it. */
struct request {
    const char *book, *path; /* the queue's file; the folder's own name, absolute */
    int folder;              /* the folder, open */
    struct stat facts;
    int from, to;
    const char *old, *new;
    unsigned flags;
};

static int let_through(const struct request *ask) {
    return (int)syscall(SYS_renameat2, ask->from, ask->old, ask->to, ask->new, ask->flags);
}

static int64_t nanoseconds(struct timespec time) { return time.tv_sec * NS + time.tv_nsec; }

/* Put a new folder at the end of the queue. */
static void queue(struct book *book, struct entry *entry, uint64_t name, const struct request *ask) {
    int64_t bytes = 0, written = nanoseconds(ask->facts.st_ctim);
    int64_t speed = number("WHEELYARD_STANDIN_SPEED", 0);
    int listing = fcntl(ask->folder, F_DUPFD_CLOEXEC, 0);
    if (listing >= 0)
        measure(listing, 0, &bytes, &written);
    if (written > book->free_at)
        book->free_at = written;
    book->free_at += number("WHEELYARD_STANDIN_COST_MS", 0) * (NS / 1000);
    if (speed > 0)
        book->free_at += (int64_t)((double)bytes / (double)speed * (double)NS);
    book->folders++;
    *entry = (struct entry){name, book->free_at};
}

/* Rename, or refuse. The caller holds the book's lock, which keeps the rename in step with the counts. */
static int pass_scanner(struct book *book, const struct request *ask) {
    uint64_t name = name_of(ask->path, &ask->facts);
    struct entry *entry = slot_of(book, name);
    struct timespec now;
    if (!entry) {
        errno = ENOSPC;
        return -1;
    }
    if (!entry->folder)
        queue(book, entry, name, ask);
    clock_gettime(CLOCK_REALTIME, &now);
    if (nanoseconds(now) < entry->done_at) {
        book->refused++;
        errno = (int)number("WHEELYARD_STANDIN_ERRNO", EACCES);
        return -1;
    }
    if (let_through(ask))
        return -1;
    book->passed++;
    entry->folder = 0;
    return 0;
}

/* Open, lock and map the book for one rename. A fresh open each time makes flock keep threads apart as
 * well as processes, and leaves nothing behind when a process is killed. */
static int with_book(const struct request *ask) {
    int result = -1, kept, descriptor = open(ask->book, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    struct book *book = MAP_FAILED;
    if (descriptor < 0)
        return -1;
    while (flock(descriptor, LOCK_EX) && errno == EINTR)
        ;
    if (!ftruncate(descriptor, sizeof *book))
        book = mmap(NULL, sizeof *book, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (book != MAP_FAILED)
        result = pass_scanner(book, ask);
    kept = errno;
    if (book != MAP_FAILED)
        munmap(book, sizeof *book);
    close(descriptor);
    errno = kept;
    return result;
}

/* One rename, tried as often as is wanted; the book is free in between. */
static int patiently(const struct request *ask) {
    int64_t tries = number("WHEELYARD_STANDIN_RETRIES", 0);
    int result = with_book(ask);
    for (int64_t pause = FIRST_PAUSE; tries-- > 0 && result && errno == EACCES; pause *= 2) {
        struct timespec left = {pause / NS, pause % NS};
        while (nanosleep(&left, &left) && errno == EINTR)
            ;
        result = with_book(ask);
    }
    return result;
}

static int move(int from, const char *old, int to, const char *new, unsigned flags) {
    struct request ask = {.folder = -1, .from = from, .to = to, .old = old, .new = new, .flags = flags};
    char link[64], path[PATH_MAX];
    int result, kept = errno;
    ask.book = getenv("WHEELYARD_STANDIN_BOOK");
    if (ask.book && *ask.book && is_temporary(old))
        ask.folder = openat(from, old, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (ask.folder < 0) {
        errno = kept;
        return let_through(&ask);
    }
    /* The kernel's own name of the folder: absolute, and with symbolic links resolved. */
    snprintf(link, sizeof link, "/proc/self/fd/%d", ask.folder);
    ssize_t length = readlink(link, path, sizeof path - 1);
    path[length > 0 ? length : 0] = '\0';
    ask.path = path;
    errno = kept;
    result = !fstat(ask.folder, &ask.facts) && is_scanned(path) ? patiently(&ask) : let_through(&ask);
    kept = errno;
    close(ask.folder);
    errno = kept;
    return result;
}

int rename(const char *old, const char *new) { return move(AT_FDCWD, old, AT_FDCWD, new, 0); }

int renameat(int from, const char *old, int to, const char *new) { return move(from, old, to, new, 0); }

int renameat2(int from, const char *old, int to, const char *new, unsigned int flags) {
    return move(from, old, to, new, flags);
}
