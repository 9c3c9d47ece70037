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

// Begins deflate data without a header.
static inline void lay_inflate_restart_raw(struct inflate_state *state) {
    isal_inflate_init(state);
    state->crc_flag = ISAL_DEFLATE;
}

// Bytes that were read behind the end.
static inline size_t lay_inflate_excess(const struct inflate_state *state) {
    return state->read_in_length > 0 ? (size_t)state->read_in_length / 8 : 0;
}

// The compressor, which stays behind functions for the same reason.

static inline size_t lay_deflate_room(int level) {
    switch (level) {
    case 1: return ISAL_DEF_LVL1_DEFAULT;
    case 2: return ISAL_DEF_LVL2_DEFAULT;
    default: return ISAL_DEF_LVL3_DEFAULT;
    }
}

static inline size_t lay_deflate_size(int level) { return sizeof(struct isal_zstream) + lay_deflate_room(level); }

static inline struct isal_zstream *lay_deflate_create(int level) {
    size_t room = lay_deflate_room(level);
    struct isal_zstream *stream = (struct isal_zstream *)malloc(sizeof(*stream) + room);
    if (stream == NULL) return NULL;
    isal_deflate_init(stream);
    stream->level = (uint32_t)level;
    stream->level_buf = (uint8_t *)(stream + 1);
    stream->level_buf_size = (uint32_t)room;
    stream->gzip_flag = IGZIP_DEFLATE;
    stream->flush = NO_FLUSH;
    return stream;
}

static inline void lay_deflate_destroy(struct isal_zstream *stream) { free(stream); }

// Compresses what fits the output; false when it cannot.
static inline bool lay_deflate_step(struct isal_zstream *stream, void *input, size_t available, bool is_last,
                                    void *output, size_t capacity, size_t *consumed, size_t *produced,
                                    bool *is_at_end) {
    stream->next_in = (uint8_t *)input;
    stream->avail_in = (uint32_t)available;
    stream->end_of_stream = is_last ? 1 : 0;
    stream->next_out = (uint8_t *)output;
    stream->avail_out = (uint32_t)capacity;
    int result = isal_deflate(stream);
    *consumed = available - stream->avail_in;
    *produced = capacity - stream->avail_out;
    *is_at_end = stream->internal_state.state == ZSTATE_END;
    return result == COMP_OK;
}
