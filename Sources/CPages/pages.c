#include "pages.h"

#define EMBEDDED(name) page_##name
#include "../CBuiltins/embedded.inc"
