#include <signal.h>
#include <stddef.h>

// Has a signal noted by a handler; system calls that it interrupts are not begun again. With `once`
// the next one ends the process.
static inline int lay_watch_signal(int number, void (*handler)(int), int once) {
    struct sigaction action = {0};
    action.sa_handler = handler;
    action.sa_flags = once ? SA_RESETHAND : 0;
    sigemptyset(&action.sa_mask);
    return sigaction(number, &action, NULL);
}

// Lets a signal do what it does where nobody minds it.
static inline int lay_forget_signal(int number) { return lay_watch_signal(number, SIG_DFL, 0); }
