#include <isa-l/igzip_lib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

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

// The checksum of the member's bytes so far.
static inline uint32_t lay_inflate_checksum(const struct inflate_state *state) { return state->crc; }

// The state between two steps, the part of its window that is filled: it holds offsets and no
// pointers but those that a step sets.
static inline size_t lay_inflate_saved_size(const struct inflate_state *state) {
    return offsetof(struct inflate_state, tmp_out_buffer) + (size_t)state->tmp_out_valid;
}

static inline void lay_inflate_save(const struct inflate_state *state, void *to) {
    memcpy(to, state, lay_inflate_saved_size(state));
}

static inline void lay_inflate_restore(struct inflate_state *state, const void *from, size_t size) {
    isal_inflate_init(state);
    memcpy(state, from, size < sizeof(*state) ? size : sizeof(*state));
}
