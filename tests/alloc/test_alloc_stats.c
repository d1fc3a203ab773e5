/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The statistics that allocate survive every failed allocation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "stats/hirsch_slack.h"
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
    return out.state == TELL_STAT_OK;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(out.state, TELL_STAT_MISSING);
  assert_false(tell__stats_has_value(&out));
  return 0;
}

static int run_mann_kendall(void *payload) {
  tell__stats_mann_kendall out;
  tell_status status = tell__stats_mann_kendall_test(points, YEARS, TELL__KENDALL_EXACT, 0, &out);
  (void)payload;
  if (status == TELL_OK)
    return out.state == TELL_STAT_OK;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(out.state, TELL_STAT_MISSING);
  assert_null(out.method);
  return 0;
}

static int run_sen_line(void *payload) {
  tell__stats_sen_line out;
  tell_status status = tell__stats_theil_sen_line(points, YEARS, *(int32_t *)payload,
                                                  TELL__SEN_RESIDUALS, 0.95, &out);
  if (status == TELL_OK)
    return out.slope.level > 0;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(out.slope.state, TELL_STAT_MISSING);
  assert_false(tell__stats_has_value(&out.slope));
  return 0;
}

static int run_hirsch_slack(void *payload) {
  tell__stats_stratum_point strata[2 * YEARS];
  tell__stats_hirsch_slack out;
  for (int i = 0; i < 2 * YEARS; i++)
    strata[i] = (tell__stats_stratum_point){points[i / 2], i % 2};
  tell_status status =
      tell__stats_hirsch_slack_test(strata, 2 * YEARS, TELL__STRATA_COVARIANCE, 0, &out);
  (void)payload;
  if (status == TELL_OK)
    return out.slope.state == TELL_STAT_OK;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(out.slope.state, TELL_STAT_MISSING);
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

static void test_sen_line_every_failed_allocation_is_reported(void **test) {
  (void)test;
  int32_t interval = TELL__SEN_GILBERT;
  assert_true(failing_alloc_each(run_sen_line, &interval) >= 4);
  for (int i = 0; i < YEARS; i++)
    points[i].value += i * 0.01;
  interval = TELL__SEN_EXACT_OR_GILBERT;
  assert_true(failing_alloc_each(run_sen_line, &interval) >= 5);
}

static void test_hirsch_slack_every_failed_allocation_is_reported(void **test) {
  (void)test;
  assert_true(failing_alloc_each(run_hirsch_slack, NULL) >= 8);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_theil_sen_every_failed_allocation_is_reported),
      cmocka_unit_test(test_mann_kendall_every_failed_allocation_is_reported),
      cmocka_unit_test(test_sen_line_every_failed_allocation_is_reported),
      cmocka_unit_test(test_hirsch_slack_every_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, make_points, NULL);
}
