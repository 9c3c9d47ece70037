#ifdef __linux__
// Glibc declares it for GNU's sources only, which a module cannot ask for.
extern int sync_file_range(int file, long long offset, long long count, unsigned int flags);
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
