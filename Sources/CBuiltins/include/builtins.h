#ifndef BUILTINS_H
#define BUILTINS_H

#include <stddef.h>

/// How many files are built in.
size_t builtin_count(void);

/// The path of a built-in file, "Rules/sipp.yaml"; NULL beyond the last.
const char *_Nullable builtin_name(size_t index);

/// The content of a built-in file; NULL beyond the last.
const unsigned char *_Nullable builtin_bytes(size_t index);

/// How many bytes its content has.
size_t builtin_length(size_t index);

#endif
