#include "builtins.h"

typedef struct {
  const char *name;
  const unsigned char *bytes;
  size_t length;
} builtin_file;

#include "table.inc"

size_t builtin_count(void) { return sizeof files / sizeof *files; }

const char *builtin_name(size_t index) {
  return index < builtin_count() ? files[index].name : NULL;
}

const unsigned char *builtin_bytes(size_t index) {
  return index < builtin_count() ? files[index].bytes : NULL;
}

size_t builtin_length(size_t index) {
  return index < builtin_count() ? files[index].length : 0;
}
