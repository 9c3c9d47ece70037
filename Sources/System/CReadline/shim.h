#include <stdio.h>
#include <readline/readline.h>
#include <readline/history.h>

// The library's variables, which Swift may not write to, and what belongs together.

// Leaves all signals to the program, which tells what they mean for the line.
static inline void lay_edit_without_signals(void) {
    rl_readline_name = "lay";
    rl_catch_signals = 0;
    rl_catch_sigwinch = 0;
    // What a script sees of the environment stays as it was.
    rl_change_environment = 0;
}

// Gives the line up that is being typed, and goes to a new one.
static inline void lay_give_up_line(void) {
    rl_callback_sigcleanup();
    rl_point = rl_end;
    rl_redisplay();
    rl_free_line_state();
    rl_replace_line("", 0);
    fputs("^C", rl_outstream ? rl_outstream : stdout);
    rl_crlf();
    fflush(rl_outstream ? rl_outstream : stdout);
}

// Leaves the terminal as it was before the line, for as long as the process is stopped.
static inline void lay_leave_terminal(void) { rl_cleanup_after_signal(); }

// Takes the terminal again, whatever was done with it, and draws the line anew.
static inline void lay_take_terminal(void) {
    if (rl_deprep_term_function) rl_deprep_term_function();
    rl_reset_after_signal();
    rl_resize_terminal();
    rl_on_new_line();
    rl_forced_update_display();
}

// Asks for completions of a word, with its place in the line; NULL leaves names of the machine's files.
static inline void lay_complete_with(rl_completion_func_t *complete) {
    rl_attempted_completion_function = complete;
    rl_completer_word_break_characters = " \t\n\"\\'`@$><=;|&{(";
}

// What a word becomes: the entries that `next` gives, and nothing else.
static inline char **lay_completions(const char *text, rl_compentry_func_t *next) {
    rl_attempted_completion_over = 1;
    return rl_completion_matches(text, next);
}

// Has nothing put behind a name that goes on.
static inline void lay_complete_without_blank(void) { rl_completion_append_character = 0; }

// The last character before a place that is no blank; 0 at the beginning of the line.
static inline char lay_character_before(int place) {
    while (place > 0 && (rl_line_buffer[place - 1] == ' ' || rl_line_buffer[place - 1] == '\t'))
        place--;
    return place > 0 ? rl_line_buffer[place - 1] : 0;
}
