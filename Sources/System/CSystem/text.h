#include <stddef.h>

// Glibc declares it for GNU's sources only, which a module cannot ask for; Musl and Darwin have it.
extern void *memmem(const void *text, size_t length, const void *part, size_t part_length);

// Where a part first occurs in a text; linear time (two-way search) in Glibc and Musl.
static inline const void *lay_find(
    const void *text, size_t length, const void *part, size_t part_length
) {
    return memmem(text, length, part, part_length);
}
