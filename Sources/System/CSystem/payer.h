// The account that pays for what the calling thread makes. LayBounds alone calls these: a static
// variable of a header is another one in each module that does.
static inline void **lay_payer_place(void) {
    static _Thread_local void *payer = 0;
    return &payer;
}

static inline void *lay_payer_get(void) { return *lay_payer_place(); }
static inline void lay_payer_set(void *payer) { *lay_payer_place() = payer; }

// What long work on the calling thread asks whether it may go on.
static inline void **lay_asking_place(void) {
    static _Thread_local void *asking = 0;
    return &asking;
}

static inline void *lay_asking_get(void) { return *lay_asking_place(); }
static inline void lay_asking_set(void *asking) { *lay_asking_place() = asking; }
