/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public functions of series survive every failed allocation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "series_calls.h"

typedef struct failing {
  any_function function;
  tell_statistic *out;
} failing;

static int run_failing(void *payload) {
  failing *f = payload;
  tell_status status = f->function(K, years, f->out, NULL);
  if (status == TELL_OK)
    return 1;
  assert_int_equal(status, TELL_E_MEMORY);
  assert_int_equal(tell_statistic_has_value(f->out), 0);
  return 0;
}

static void test_series_functions_survive_every_failed_allocation(void **test) {
  (void)test;
  tell_statistic *s = NULL;
  assert_int_equal(tell_statistic_create(&s, NULL), TELL_OK);
  for (size_t i = 0; i < FUNCTIONS; i++) {
    failing f = {all[i], s};
    assert_true(failing_alloc_each(run_failing, &f) >= 1);
  }
  tell_statistic_free(s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_series_functions_survive_every_failed_allocation),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
