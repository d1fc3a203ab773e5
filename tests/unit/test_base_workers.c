/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Work done at the same time: every index once, in threads of its own, without the host's signals.
 */
#include <pthread.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/workers.h"

enum { MOST = 100 };

typedef struct job {
  int times[MOST];
  pthread_t threads[MOST];
  int blocks[MOST]; /* 1: the signal for the user's own purposes does not reach the thread */
} job;

static void note(void *payload, int32_t index) {
  job *held = payload;
  sigset_t mask;
  held->times[index]++;
  held->threads[index] = pthread_self();
  pthread_sigmask(SIG_SETMASK, NULL, &mask);
  held->blocks[index] = sigismember(&mask, SIGUSR1) == 1 && sigismember(&mask, SIGINT) == 1 &&
                        sigismember(&mask, SIGSEGV) == 0;
}

static void test_workers_run_does_every_index_once(void **state) {
  static const int32_t counts[] = {-1, 0, 1, 2, 3, 17, MOST};
  (void)state;
  for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
    job work = {{0}, {0}, {0}};
    tell__workers_run(counts[i], note, &work);
    for (int32_t j = 0; j < MOST; j++)
      assert_int_equal(work.times[j], j < counts[i]);
  }
}

static void test_workers_run_begins_in_the_callers_thread(void **state) {
  job work = {{0}, {0}, {0}};
  (void)state;
  tell__workers_run(2, note, &work);
  assert_true(pthread_equal(work.threads[0], pthread_self()));
}

static void test_workers_run_blocks_signals_in_the_others_only(void **state) {
  job work = {{0}, {0}, {0}};
  sigset_t mask;
  (void)state;
  tell__workers_run(2, note, &work);
  assert_false(work.blocks[0]);
  assert_true(work.blocks[1] || pthread_equal(work.threads[1], pthread_self()));
  pthread_sigmask(SIG_SETMASK, NULL, &mask);
  assert_int_equal(sigismember(&mask, SIGUSR1), 0);
}

typedef struct meeting {
  pthread_mutex_t mutex;
  pthread_cond_t changed;
  int here;
} meeting;

/* Two indexes that wait for each other come through only when they run at the same time. */
static void meet(void *payload, int32_t index) {
  meeting *held = payload;
  (void)index;
  pthread_mutex_lock(&held->mutex);
  held->here++;
  pthread_cond_broadcast(&held->changed);
  while (held->here < 2)
    pthread_cond_wait(&held->changed, &held->mutex);
  pthread_mutex_unlock(&held->mutex);
}

static void test_workers_run_at_the_same_time(void **state) {
  meeting work = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, 0};
  (void)state;
  tell__workers_run(2, meet, &work);
  assert_int_equal(work.here, 2);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_workers_run_does_every_index_once),
      cmocka_unit_test(test_workers_run_begins_in_the_callers_thread),
      cmocka_unit_test(test_workers_run_blocks_signals_in_the_others_only),
      cmocka_unit_test(test_workers_run_at_the_same_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
