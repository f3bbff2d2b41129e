#ifndef COMMIT_H
#define COMMIT_H

#include <stddef.h>

/// One change of a folder: `from` takes the place of `to`, or without a `from` the file at `to` goes.
struct commit_step {
  const char *from;
  const char *to;
  /// Where what stands at `to` is kept until all steps are done, so that it can come back; null where nothing stands.
  const char *spare;
};

/// Carries out all steps or, when one fails, none.
///
/// A process of its own does it, in a session of its own: once it has begun, killing the caller stops it no more.
///
/// Returns 0, or the errno of the step `*failed`; every step before it is undone then.
int commit_apart(const struct commit_step *steps, size_t count, size_t *failed);

#endif
