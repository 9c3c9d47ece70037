// PCRE2 wants to be told the width of its characters.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
