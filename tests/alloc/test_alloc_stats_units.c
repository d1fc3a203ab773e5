/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Statistics about many units survive every failed allocation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "stats/multiplicity.h"
#include "stats/overdispersion.h"

static const double x[] = {3, 1, 4, 1, 5}, n[] = {9, 8, 9, 7, 9}, p[] = {0.1, 0.02, 0.5, 0.3, 0.02};

static int run_adjust(void *payload) {
  double adjusted[5] = {7, 7, 7, 7, 7};
  tell_stat_state state = TELL_STAT_MISSING;
  tell_status status = tell__stats_adjust(p, 5, TELL_ADJUST_BH, adjusted, NULL, NULL, &state);
  (void)payload;
  if (status == TELL_OK)
    return state == TELL_STAT_OK && adjusted[0] < 1;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_true(adjusted[0] == 7);
  return 0;
}

static int run_shares(void *payload) {
  tell__stats_overdispersion out;
  tell_status status = tell__stats_overdispersion_shares(x, n, 5, NULL, 0.1, &out);
  (void)payload;
  if (status == TELL_OK)
    return out.state == TELL_STAT_OK;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(out.state, TELL_STAT_MISSING);
  assert_true(out.phi == 0);
  return 0;
}

static int run_means(void *payload) {
  tell__stats_overdispersion out;
  tell_status status = tell__stats_overdispersion_means(x, n, 5, NULL, 0.1, &out);
  (void)payload;
  if (status == TELL_OK)
    return out.state == TELL_STAT_OK;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(out.state, TELL_STAT_MISSING);
  return 0;
}

static void test_adjust_every_failed_allocation_is_reported(void **test) {
  (void)test;
  assert_true(failing_alloc_each(run_adjust, NULL) >= 2);
}

static void test_overdispersion_every_failed_allocation_is_reported(void **test) {
  (void)test;
  assert_true(failing_alloc_each(run_shares, NULL) >= 6);
  assert_true(failing_alloc_each(run_means, NULL) >= 6);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_adjust_every_failed_allocation_is_reported),
      cmocka_unit_test(test_overdispersion_every_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
