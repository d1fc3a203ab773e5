/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From tables to release, sentences and CSV with every allocation made to fail once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "failing_alloc.h"
#include "handmade.h"
#include "telling/output.h"

typedef struct inputs {
  tell_catalogue *catalogue;
  tell_dataset *dataset;
  tell_table *set, *trends;
} inputs;

static int take_piece(const char *piece, size_t size, void *payload) {
  (void)piece;
  *(size_t *)payload += size;
  return 0;
}

/* Whether a failure was one of memory, and left nothing behind. */
static int is_memory(tell_status status, const void *made) {
  assert_int_equal(status, TELL_E_MEMORY);
  assert_null(made);
  return 1;
}

static int release_tables(void *payload) {
  const inputs *from = payload;
  tell_release *release = (tell_release *)payload;
  tell_status status = tell_release_create(from->catalogue, NULL, from->dataset, from->set,
                                           from->trends, &release, NULL);
  if (status != TELL_OK && is_memory(status, release))
    return 0;
  tell_release_free(release);
  return 1;
}

typedef struct outputs {
  const tell_catalogue *catalogue;
  const tell_release *release;
} outputs;

static int write_release(void *payload) {
  const outputs *from = payload;
  size_t size = 0;
  tell_status status = TELL_OK;
  for (int32_t which = TELL_RELEASE_INDICATORS; status == TELL_OK && which <= TELL_RELEASE_FILES;
       which++)
    status = tell_output_csv(from->release, which, TELL_DIALECT_CANONICAL, take_piece, &size, NULL);
  if (status != TELL_OK)
    return !is_memory(status, NULL);
  assert_true(size > 0);
  return 1;
}

static int say_rows(void *payload) {
  const outputs *from = payload;
  tell_buffer *buffer = (tell_buffer *)payload;
  tell_status status = tell_buffer_create(&buffer, NULL);
  if (status != TELL_OK && is_memory(status, buffer))
    return 0;
  for (int64_t row = 0; status == TELL_OK && row < 3; row++)
    status =
        tell_wording_indicator(from->catalogue, from->release, row, TELL_LANGUAGE_EN, buffer, NULL);
  if (status == TELL_OK)
    status = tell_wording_trend(from->catalogue, from->release, 0, TELL_LANGUAGE_NN, buffer, NULL);
  int said = tell_buffer_length(buffer) > 0;
  tell_buffer_free(buffer);
  assert_true(status == TELL_OK ? said : !said);
  return status == TELL_OK ? 1 : !is_memory(status, NULL);
}

static void make_inputs(inputs *made) {
  const handmade_row rows[] = {
      {.unit = "4601", .origin = "computed", .n = 105, .value = 4.4},
      {.unit = "900000001", .parent = "4601", .area = "nord", .n = 100, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .n = 5, .value = 4.5},
      {.unit = "900000002", .parent = "4601", .gender = "girls", .n = 5, .value = 4.5}};
  const handmade_trend trend = {.unit = "900000001",
                                .years = "2022-23",
                                .first = 2022,
                                .last = 2022,
                                .points = 1,
                                .slope = 0.1,
                                .verdict = "rising"};
  assert_int_equal(tell_catalogue_create(&made->catalogue, NULL), TELL_OK);
  made->dataset = handmade_dataset(made->catalogue);
  made->set = handmade_set(made->catalogue, rows, sizeof rows / sizeof *rows);
  made->trends = handmade_trends(made->catalogue, &trend, 1);
}

static void test_release_every_failed_allocation_is_survived(void **state) {
  (void)state;
  inputs from = {0};
  make_inputs(&from);
  assert_true(failing_alloc_each(release_tables, &from) > 0);
  outputs to = {.catalogue = from.catalogue};
  tell_release *release = handmade_release(from.catalogue, NULL, from.set, from.trends);
  to.release = release;
  assert_true(failing_alloc_each(write_release, &to) > 0);
  assert_true(failing_alloc_each(say_rows, &to) > 0);
  tell_release_free(release);
  tell_table_free(from.trends);
  tell_table_free(from.set);
  tell_dataset_free(from.dataset);
  tell_catalogue_free(from.catalogue);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_release_every_failed_allocation_is_survived),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
