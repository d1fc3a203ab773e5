/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wrapped allocator of failing_alloc.h. */
#include "failing_alloc.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static long fail_at;
static long seen;
static long failed;
static failing_mode how;

static int must_fail(void) {
  if (fail_at == 0)
    return 0;
  seen++;
  if (seen != fail_at && !(how == FAILING_FROM && seen > fail_at))
    return 0;
  failed++;
  return 1;
}

void *__wrap_malloc(size_t size) { return must_fail() ? NULL : __real_malloc(size); }

void *__wrap_calloc(size_t count, size_t size) {
  return must_fail() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size) {
  return must_fail() ? NULL : __real_realloc(block, size);
}

void failing_alloc_set(long nth, failing_mode mode) {
  fail_at = nth;
  how = mode;
  seen = 0;
  failed = 0;
}

long failing_alloc_stop(void) {
  fail_at = 0;
  return failed;
}

long failing_alloc_each(int (*scenario)(void *payload), void *payload) {
  long total = 0;
  for (int mode = FAILING_ONLY; mode <= FAILING_FROM; mode++) {
    long failures = 0;
    long nth = 1;
    do {
      failing_alloc_set(nth++, (failing_mode)mode);
      int result = scenario(payload);
      failures = failing_alloc_stop();
      total += failures;
      if (failures == 0)
        assert_int_equal(result, 1);
      assert_in_range(result, 0, 1);
    } while (failures > 0);
  }
  return total;
}
