// System calls for the tests that ask the kernel. Each gives 0 or more, or a negated errno, because
// `errno` itself could be changed by the Swift runtime before a caller reads it.
#ifndef CKERNEL_KERNEL_H
#define CKERNEL_KERNEL_H

#include <stddef.h>
#include <stdint.h>

// What the tests compare of a `struct stat`.
struct kernel_stat {
    uint64_t inode;
    uint64_t links;
    int64_t size;
    int64_t modified;
    uint32_t mode;
    uint32_t uid;
    uint32_t gid;
    uint32_t major;
    uint32_t minor;
};

// Gives the calling thread alone its own mounts, root directory and umask.
int kernel_isolate_thread(void);

// Devices are never opened, whatever numbers a test gives them.
int kernel_mount(const char *type, const char *target, const char *options);
int kernel_unmount(const char *target);
int kernel_open_root(void);
int kernel_enter(const char *root);
int kernel_leave(int root);
int kernel_close(int file);

// Opens, writes at an offset (or at the end for a negative one) and closes.
int kernel_write(const char *path, int flags, const uint8_t *bytes, size_t count, long offset);

// The bytes from an offset of a file on, as many as fit.
int kernel_read(const char *path, uint8_t *bytes, size_t count, long offset);
int kernel_readlink(const char *path, uint8_t *bytes, size_t count);
int kernel_truncate(const char *path, long size);
int kernel_mkdir(const char *path, uint32_t mode);
int kernel_rmdir(const char *path);
int kernel_unlink(const char *path);
int kernel_rename(const char *from, const char *to);
int kernel_link(const char *from, const char *to);
int kernel_symlink(const char *target, const char *path);
int kernel_mknod(const char *path, uint32_t mode, uint32_t major, uint32_t minor);
int kernel_chmod(const char *path, uint32_t mode);
int kernel_chown(const char *path, uint32_t uid, uint32_t gid, int follow);
int kernel_set_modified(const char *path, int64_t nanoseconds, int follow);
int kernel_setxattr(
    const char *path, const char *name, const uint8_t *value, size_t count, int follow);
int kernel_removexattr(const char *path, const char *name, int follow);
int kernel_getxattr(const char *path, const char *name, uint8_t *value, size_t count);
int kernel_listxattr(const char *path, uint8_t *names, size_t count);
int kernel_stat(const char *path, int follow, struct kernel_stat *result);

// The names of a directory, each ended by a zero byte; the count of bytes.
int kernel_list(const char *path, uint8_t *names, size_t count);

// Starts a program in a directory, as the leader of a session on a new terminal of that size; gives its
// id. Nothing is blocked or ignored in it.
int kernel_spawn_on_terminal(
    char *const *arguments, char *const *environment, const char *directory, uint16_t rows,
    uint16_t columns, int *terminal);
int kernel_resize_terminal(int terminal, uint16_t rows, uint16_t columns);

#endif
