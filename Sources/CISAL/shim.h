#include <isa-l/igzip_lib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

// The inflate state holds arrays that Swift imports as huge tuples or not at all, so it stays
// behind these functions.

static inline struct inflate_state *lay_inflate_create(void) {
    return (struct inflate_state *)malloc(sizeof(struct inflate_state));
}

static inline void lay_inflate_destroy(struct inflate_state *state) { free(state); }

// Begins a gzip member.
static inline void lay_inflate_restart(struct inflate_state *state) {
    isal_inflate_init(state);
    state->crc_flag = ISAL_GZIP;
}

// Inflates what fits the output. Gives true at the member's end; `status` is 0 unless the data is
// damaged.
static inline bool lay_inflate_step(struct inflate_state *state, void *input, size_t available, void *output,
                                    size_t capacity, size_t *consumed, size_t *produced, int *status) {
    state->next_in = (uint8_t *)input;
    state->avail_in = (uint32_t)available;
    state->next_out = (uint8_t *)output;
    state->avail_out = (uint32_t)capacity;
    int result = isal_inflate(state);
    *consumed = available - state->avail_in;
    *produced = capacity - state->avail_out;
    *status = result < 0 ? result : 0;
    return state->block_state == ISAL_BLOCK_FINISH;
}
