#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

// Ends the line that is being typed as if it were empty.
static inline int lay_give_up_line(void) {
    rl_replace_line("", 0);
    rl_done = 1;
    return 0;
}

// Lets a signal that comes while a line is typed give the line up. The hook is a variable of the
// library, which Swift may not write to.
static inline void lay_give_up_lines_on_signals(void) { rl_signal_event_hook = lay_give_up_line; }
