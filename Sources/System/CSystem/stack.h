#include <pthread.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>

#ifdef __linux__
// Glibc declares it for GNU's sources only, which a module cannot ask for.
extern int pthread_getattr_np(pthread_t thread, pthread_attr_t *attributes);
#endif

// About where the caller's frame lies.
__attribute__((always_inline)) static inline uintptr_t lay_stack_pointer(void) {
    return (uintptr_t)__builtin_frame_address(0);
}

// No more of a stack is believed: without a limit the kernel tells of terabytes.
#define LAY_BELIEVED_STACK ((size_t)64 << 20)

static inline uintptr_t lay_measure_stack(void) {
    uintptr_t highest = lay_stack_pointer();
    size_t size = 0;
#ifdef __linux__
    pthread_attr_t attributes;
    void *lowest;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        if (pthread_attr_getstack(&attributes, &lowest, &size) == 0)
            highest = (uintptr_t)lowest + size;
        else
            size = 0;
        pthread_attr_destroy(&attributes);
    }
#elif defined(__APPLE__)
    size = pthread_get_stacksize_np(pthread_self());
    highest = (uintptr_t)pthread_get_stackaddr_np(pthread_self());
#endif
    if (size == 0) {
        struct rlimit limit;
        size = getrlimit(RLIMIT_STACK, &limit) == 0 && limit.rlim_cur < LAY_BELIEVED_STACK
                   ? (size_t)limit.rlim_cur
                   : (size_t)512 << 10;
    }
    if (size > LAY_BELIEVED_STACK) size = LAY_BELIEVED_STACK;
    return highest - size;
}

// The lowest address that the calling thread's stack may reach. Asked of the kernel once a thread:
// for the main one that takes a read of /proc/self/maps (72 µs).
static inline uintptr_t lay_stack_lowest(void) {
    static _Thread_local uintptr_t known = 0;
    if (known == 0) known = lay_measure_stack();
    return known;
}
