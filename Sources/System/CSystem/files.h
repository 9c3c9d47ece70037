#ifdef __linux__
// Glibc declares it for GNU's sources only, which a module cannot ask for.
extern int sync_file_range(int file, long long offset, long long count, unsigned int flags);
extern int posix_fadvise(int file, long offset, long count, int advice);
#endif

// Starts to write a file's bytes to the disk, and does not wait. A hint: what it is of no use for is
// waited for as before.
static inline void lay_begin_writing(int file) {
#ifdef __linux__
    (void)sync_file_range(file, 0, 0, 2 /* SYNC_FILE_RANGE_WRITE */);
#else
    (void)file;
#endif
}

// As lay_begin_writing, and gives the memory back that holds what was written already.
static inline void lay_write_behind(int file) {
    lay_begin_writing(file);
#ifdef __linux__
    (void)posix_fadvise(file, 0, 0, 4 /* POSIX_FADV_DONTNEED */);
#endif
}
