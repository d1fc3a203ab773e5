/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two statistics that allocate survive every failed allocation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "stats/mann_kendall.h"
#include "stats/theil_sen.h"

/* More years than fit into the room for short series. */
enum { YEARS = 20 };
static tell__stats_point points[YEARS];

static int make_points(void **test) {
  (void)test;
  for (int i = 0; i < YEARS; i++)
    points[i] = (tell__stats_point){2000 + i, (i * 7) % 11 / 2, 0, 0};
  return 0;
}

static int run_theil_sen(void *payload) {
  tell__estimate out;
  tell_status status = tell__stats_theil_sen(points, YEARS, &out);
  (void)payload;
  if (status == TELL_OK)
    return out.state == TELL__STAT_OK;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(out.state, TELL__STAT_MISSING);
  assert_false(tell__stats_has_value(&out));
  return 0;
}

static int run_mann_kendall(void *payload) {
  tell__stats_mann_kendall out;
  tell_status status = tell__stats_mann_kendall_test(points, YEARS, TELL__KENDALL_EXACT, 0, &out);
  (void)payload;
  if (status == TELL_OK)
    return out.state == TELL__STAT_OK;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(out.state, TELL__STAT_MISSING);
  assert_null(out.method);
  return 0;
}

static void test_theil_sen_every_failed_allocation_is_reported(void **test) {
  (void)test;
  assert_true(failing_alloc_each(run_theil_sen, NULL) >= 2);
}

static void test_mann_kendall_every_failed_allocation_is_reported(void **test) {
  (void)test;
  assert_true(failing_alloc_each(run_mann_kendall, NULL) >= 6);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_theil_sen_every_failed_allocation_is_reported),
      cmocka_unit_test(test_mann_kendall_every_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, make_points, NULL);
}
