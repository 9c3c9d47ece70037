#include <isa-l/igzip_lib.h>
#include <stdlib.h>

// The inflate state holds arrays that Swift imports as huge tuples or not at all, so it stays
// behind these functions.

static inline struct inflate_state *lay_inflate_create(void) {
    struct inflate_state *state = (struct inflate_state *)malloc(sizeof(struct inflate_state));
    if (state) {
        isal_inflate_init(state);
        state->crc_flag = ISAL_GZIP;
    }
    return state;
}

static inline void lay_inflate_destroy(struct inflate_state *state) { free(state); }
