#ifdef __linux__
#define _GNU_SOURCE
#include "kernel.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>
#include <unistd.h>

static int kernel_outcome(long result) { return result < 0 ? -errno : (int)result; }

int kernel_isolate_thread(void) {
    if (unshare(CLONE_NEWNS | CLONE_FS) < 0) return -errno;
    umask(0);
    return kernel_outcome(mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL));
}

int kernel_mount(const char *type, const char *target, const char *options) {
    return kernel_outcome(mount(type, target, type, MS_NODEV | MS_NOATIME, options));
}

int kernel_unmount(const char *target) {
    return kernel_outcome(umount2(target, MNT_DETACH));
}

int kernel_open_root(void) {
    return kernel_outcome(open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
}

int kernel_enter(const char *root) {
    if (chroot(root) < 0) return -errno;
    return kernel_outcome(chdir("/"));
}

int kernel_leave(int root) {
    if (fchdir(root) < 0) return -errno;
    return kernel_enter(".");
}

int kernel_close(int file) { return kernel_outcome(close(file)); }

int kernel_write(
    const char *path, int flags, const uint8_t *bytes, size_t count, long offset) {
    int file = open(path, flags | O_WRONLY | O_NONBLOCK | O_CLOEXEC, 0644);
    if (file < 0) return -errno;
    ssize_t written =
        offset < 0 ? write(file, bytes, count) : pwrite(file, bytes, count, offset);
    int outcome = kernel_outcome(written);
    close(file);
    return outcome < 0 ? outcome : 0;
}

int kernel_read(const char *path, uint8_t *bytes, size_t count, long offset) {
    int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
    if (file < 0) return -errno;
    int outcome = kernel_outcome(pread(file, bytes, count, offset));
    close(file);
    return outcome;
}

int kernel_readlink(const char *path, uint8_t *bytes, size_t count) {
    return kernel_outcome(readlink(path, (char *)bytes, count));
}

int kernel_truncate(const char *path, long size) {
    return kernel_outcome(truncate(path, size));
}
int kernel_mkdir(const char *path, uint32_t mode) {
    return kernel_outcome(mkdir(path, mode));
}
int kernel_rmdir(const char *path) { return kernel_outcome(rmdir(path)); }
int kernel_unlink(const char *path) { return kernel_outcome(unlink(path)); }
int kernel_rename(const char *from, const char *to) {
    return kernel_outcome(rename(from, to));
}
int kernel_link(const char *from, const char *to) {
    return kernel_outcome(linkat(AT_FDCWD, from, AT_FDCWD, to, 0));
}
int kernel_symlink(const char *target, const char *path) {
    return kernel_outcome(symlink(target, path));
}
int kernel_mknod(const char *path, uint32_t mode, uint32_t major, uint32_t minor) {
    return kernel_outcome(mknod(path, mode, makedev(major, minor)));
}
int kernel_chmod(const char *path, uint32_t mode) {
    return kernel_outcome(chmod(path, mode));
}
int kernel_chown(const char *path, uint32_t uid, uint32_t gid, int follow) {
    return kernel_outcome(
        fchownat(AT_FDCWD, path, uid, gid, follow ? 0 : AT_SYMLINK_NOFOLLOW));
}
int kernel_set_modified(const char *path, int64_t nanoseconds, int follow) {
    struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
    struct timespec times[2] = {{0, UTIME_OMIT}, time};
    return kernel_outcome(utimensat(AT_FDCWD, path, times, follow ? 0 : AT_SYMLINK_NOFOLLOW));
}

int kernel_setxattr(
    const char *path, const char *name, const uint8_t *value, size_t count, int follow) {
    return kernel_outcome(
        follow ? setxattr(path, name, value, count, 0) : lsetxattr(path, name, value, count, 0));
}
int kernel_removexattr(const char *path, const char *name, int follow) {
    return kernel_outcome(follow ? removexattr(path, name) : lremovexattr(path, name));
}
int kernel_getxattr(
    const char *path, const char *name, uint8_t *value, size_t count) {
    return kernel_outcome(lgetxattr(path, name, value, count));
}
int kernel_listxattr(const char *path, uint8_t *names, size_t count) {
    return kernel_outcome(llistxattr(path, (char *)names, count));
}

int kernel_stat(const char *path, int follow, struct kernel_stat *result) {
    struct stat found;
    if (fstatat(AT_FDCWD, path, &found, follow ? 0 : AT_SYMLINK_NOFOLLOW) < 0) return -errno;
    result->inode = found.st_ino;
    result->links = found.st_nlink;
    result->size = found.st_size;
    result->modified = found.st_mtim.tv_sec * 1000000000L + found.st_mtim.tv_nsec;
    result->mode = found.st_mode;
    result->uid = found.st_uid;
    result->gid = found.st_gid;
    result->major = major(found.st_rdev);
    result->minor = minor(found.st_rdev);
    return 0;
}

int kernel_list(const char *path, uint8_t *names, size_t count) {
    DIR *directory = opendir(path);
    if (directory == NULL) return -errno;
    size_t used = 0;
    struct dirent *entry;
    while ((entry = readdir(directory)) != NULL) {
        size_t length = strlen(entry->d_name) + 1;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        if (used + length > count) {
            closedir(directory);
            return -ERANGE;
        }
        memcpy(names + used, entry->d_name, length);
        used += length;
    }
    closedir(directory);
    return (int)used;
}
int kernel_spawn_on_terminal(
    char *const *arguments, char *const *environment, const char *directory, uint16_t rows,
    uint16_t columns, int *terminal) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    pid_t child = forkpty(terminal, NULL, NULL, &size);
    if (child < 0) return -errno;
    if (child > 0) return kernel_outcome(fcntl(*terminal, F_SETFD, FD_CLOEXEC) < 0 ? -1 : child);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    for (int number = 1; number < NSIG; number++) signal(number, SIG_DFL);
    // Another test's files are not its own.
    close_range(3, ~0U, 0);
    if (chdir(directory) == 0) execve(arguments[0], arguments, environment);
    _exit(127);
}

int kernel_resize_terminal(int terminal, uint16_t rows, uint16_t columns) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    return kernel_outcome(ioctl(terminal, TIOCSWINSZ, &size));
}
#endif
