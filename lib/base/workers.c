/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Threads that live as long as one call, so that the host never meets them. */
#include "workers.h"

#include <pthread.h>
#include <signal.h>

#include "alloc.h"

typedef struct worker {
  pthread_t thread;
  void (*work)(void *payload, int32_t index);
  void *payload;
  int32_t index;
  int is_started;
} worker;

static void *run(void *self) {
  const worker *held = self;
  held->work(held->payload, held->index);
  return NULL;
}

/* All but the signals that a fault raises in the thread itself: blocking those is undefined. */
static void fill_blocked(sigset_t *blocked) {
  static const int faults[] = {SIGBUS, SIGFPE, SIGILL, SIGSEGV, SIGTRAP};
  sigfillset(blocked);
  for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
    sigdelset(blocked, faults[i]);
}

/* A thread begins with the mask of the one that makes it, so the caller's is changed meanwhile. */
static void start(worker *workers, int32_t count) {
  sigset_t blocked, before;
  fill_blocked(&blocked);
  if (pthread_sigmask(SIG_SETMASK, &blocked, &before) != 0)
    return;
  for (int32_t i = 1; i < count; i++)
    workers[i].is_started = pthread_create(&workers[i].thread, NULL, run, &workers[i]) == 0;
  pthread_sigmask(SIG_SETMASK, &before, NULL);
}

void tell__workers_run(int32_t count, void (*work)(void *payload, int32_t index), void *payload) {
  if (count < 1)
    return;
  worker *workers = count > 1 ? tell__alloc_array((size_t)count, sizeof *workers) : NULL;
  if (workers != NULL) {
    for (int32_t i = 1; i < count; i++)
      workers[i] = (worker){.work = work, .payload = payload, .index = i};
    start(workers, count);
  }
  work(payload, 0);
  for (int32_t i = 1; i < count; i++)
    if (workers == NULL || !workers[i].is_started)
      work(payload, i);
  for (int32_t i = 1; workers != NULL && i < count; i++)
    if (workers[i].is_started)
      pthread_join(workers[i].thread, NULL);
  tell__free(workers);
}
