#include <lzma.h>

// A macro with a cast, which Swift does not see.
static const uint32_t lay_lzma_concatenated = LZMA_CONCATENATED;
