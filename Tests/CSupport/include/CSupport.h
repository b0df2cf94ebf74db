#ifndef CSUPPORT_H
#define CSUPPORT_H
#include <spawn.h>
#include <stddef.h>

/// What the Glibc module leaves out, because the system declares it under _GNU_SOURCE only.

/// A pipe whose ends are closed in every child; 0, or -1 and errno.
int csupport_pipe(int ends[2]);
/// A new pseudo terminal's master side, and its path in `name`; -1 and errno on failure.
int csupport_open_terminal(char *name, size_t length);
/// The child starts in `directory`.
int csupport_spawn_in(posix_spawn_file_actions_t *actions, const char *directory);
/// The child leads a session of its own, with all signals as at a program's start.
int csupport_spawn_alone(posix_spawnattr_t *attributes);

#endif
