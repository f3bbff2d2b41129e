#include "pages.h"

#define TABLE "../CPages/table.inc"
#define EMBEDDED(name) page_##name
#include "../CBuiltins/embedded.inc"
