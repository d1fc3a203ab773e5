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

static const tell__stats_point points[] = {
    {2017, 3, 0, 0}, {2018, 1, 0, 0}, {2019, 1, 0, 0}, {2020, 4, 0, 0}, {2022, 5, 0, 0}};

static int run_theil_sen(void *payload) {
  tell__estimate out;
  tell_status status = tell__stats_theil_sen(points, 5, &out);
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
  tell_status status = tell__stats_mann_kendall_test(points, 5, 0, &out);
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
  return cmocka_run_group_tests(tests, NULL, NULL);
}
