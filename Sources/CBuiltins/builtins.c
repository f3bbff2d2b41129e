#include "builtins.h"

#define TABLE "table.inc"
#define EMBEDDED(name) builtin_##name
#include "embedded.inc"
