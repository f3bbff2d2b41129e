#ifndef PREFETCH_H
#define PREFETCH_H

/// Has the processor fetch the line of memory that holds `address`, while it goes on: nothing else depends on it.
static inline void prefetch(const void *_Nonnull address) { __builtin_prefetch(address); }

#endif
