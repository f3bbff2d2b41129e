#include "builtins.h"

#define EMBEDDED(name) builtin_##name
#include "embedded.inc"
