/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work that several threads do at the same time. The only place that starts threads. */
#ifndef TELL_BASE_WORKERS_H
#define TELL_BASE_WORKERS_H

#include <stdint.h>

/**
 * Calls `work` once for every index from 0 to `count - 1`, at the same time,
 * and returns when all are done. The caller's thread does index 0, and
 * afterwards every index that the system gave no thread: an index must not
 * wait for another one to begin. No signal of the host is handled in the others.
 * What they share in `payload` is theirs to guard.
 */
void tell__workers_run(int32_t count, void (*work)(void *payload, int32_t index), void *payload);

#endif
