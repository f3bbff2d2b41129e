#ifndef PAGES_H
#define PAGES_H

#include <stddef.h>

/// How many files the pages are made of.
size_t page_count(void);

/// The path of a file in pages/, "style.css"; NULL beyond the last.
const char *_Nullable page_name(size_t index);

/// The content of a file; NULL beyond the last.
const unsigned char *_Nullable page_bytes(size_t index);

/// How many bytes its content has.
size_t page_length(size_t index);

#endif
