#include <errno.h>
#include <stdint.h>

// Declared here: with the header that has it, what else is in it would be this module's.
extern int openat(int directory, const char *name, int flags, ...);
#ifdef __linux__
// Glibc declares it for GNU's sources only, which a module cannot ask for.
extern long syscall(long number, ...);
#endif

// The flag for a directory that names are looked up in, which takes the right to search it alone.
#ifdef __linux__
#define LAY_SEARCHES 010000000 /* O_PATH */
#elif defined(__APPLE__)
#define LAY_SEARCHES 0x40000000 /* O_EXEC, which is O_SEARCH for a directory */
#else
#define LAY_SEARCHES 0
#endif

// openat, whose last argument Swift's imports leave out.
static inline int lay_open_at(int directory, const char *name, int flags, unsigned mode) {
    return openat(directory, name, flags, mode);
}

// Opens a path that no link, no `..` and no race leads out of the directory (Linux 5.6); fails with
// ENOSYS elsewhere, and with EXDEV where something would lead out. `mode` is 0 unless a file is made.
static inline int lay_open_beneath(int directory, const char *path, int flags, unsigned mode) {
#ifdef __linux__
    struct {
        uint64_t flags, mode, resolve;
    } how = {
        (uint64_t)(unsigned)flags,
        mode & 07777,
        0x02 /* RESOLVE_NO_MAGICLINKS */ | 0x08 /* RESOLVE_BENEATH */,
    };
    return (int)syscall(437 /* openat2 */, directory, path, &how, sizeof how);
#else
    (void)directory, (void)path, (void)flags, (void)mode;
    errno = ENOSYS;
    return -1;
#endif
}
