#define _GNU_SOURCE
#include "commit.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// All of this runs behind a fork, perhaps one of a process with several threads: system calls only, no memory is taken.

static void undo(const struct commit_step *steps, size_t done) {
  while (done-- > 0) {
    const struct commit_step *step = &steps[done];
    bool wasThere = step->spare && rename(step->spare, step->to) == 0;
    if (!wasThere && step->from) rename(step->to, step->from);
  }
}

static int carry_out(const struct commit_step *steps, size_t count, size_t *failed) {
  for (size_t index = 0; index < count; index++) {
    const struct commit_step *step = &steps[index];
    int status;
    if (step->from) {
      // Where nothing stands yet, or a file system has no links, there is nothing to bring back.
      if (step->spare && link(step->to, step->spare) != 0 && errno == EEXIST) {
        unlink(step->spare);
        link(step->to, step->spare);
      }
      status = rename(step->from, step->to);
    } else {
      status = rename(step->to, step->spare);
      if (status != 0 && errno == ENOENT) status = 0;
    }
    if (status != 0) {
      int reason = errno;
      // The step that failed has changed nothing, but may have left its spare.
      if (step->from && step->spare) unlink(step->spare);
      undo(steps, index);
      *failed = index;
      return reason;
    }
  }
  for (size_t index = 0; index < count; index++) {
    if (steps[index].spare) unlink(steps[index].spare);
  }
  return 0;
}

struct result {
  bool isKnown;
  int reason;
  size_t failed;
};

int commit_apart(const struct commit_step *steps, size_t count, size_t *failed) {
  struct result *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return carry_out(steps, count, failed);
  // Blocked in both: a signal handler of the caller must not run in the other process, nor between the steps.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  pid_t process = fork();
  if (process == 0) {
    setsid();
    shared->reason = carry_out(steps, count, &shared->failed);
    shared->isKnown = true;
    _exit(0);
  }
  int reason;
  if (process < 0) {
    // No process to be had: better done here than not at all.
    reason = carry_out(steps, count, failed);
  } else {
    while (waitpid(process, NULL, 0) < 0 && errno == EINTR) {
    }
    reason = shared->isKnown ? shared->reason : ECANCELED;
    *failed = shared->failed;
  }
  munmap(shared, sizeof *shared);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  return reason;
}
