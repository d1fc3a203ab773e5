/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells by themselves: what telling-check says of them. The table is the promise; it was written by
 * hand, not taken from the code. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "ingest/cells/cells.h"

typedef struct example {
  const char *text, *status;
} example;

static const example examples[] = {
    {"50", "value"},
    {"50,0", "value"},
    {"50.0", "value"},
    {"-50", "value"},
    {"\xE2\x88\x92"
     "50,5",
     "value"},
    {"1 234", "value"},
    {"1\xC2\xA0"
     "234,5",
     "value"},
    {"1\xE2\x80\xAF"
     "234",
     "value"},
    {"1.234,5", "value"},
    {"1.234.567", "value"},
    {"50 %", "value"},
    {"50%", "value"},
    {"50\xC2\xA0%", "value"},
    {" 50 ", "value"},
    {"999000001", "value"},
    {"", "missing"},
    {"  ", "missing"},
    {"\xC2\xA0", "missing"},
    {".", "missing"},
    {"..", "missing"},
    {"*", "suppressed"},
    {" * ", "suppressed"},
    {":", "suppressed"},
    {"50,0*", "flagged"},
    {"50,0 *", "flagged"},
    {"50 %*", "flagged"},
    {"<5", "interval"},
    {"< 5", "interval"},
    {"<=5", "interval"},
    {"\xE2\x89\xA4 5", "interval"},
    {">95", "interval"},
    {"1-4", "interval"},
    {"1 - 4", "interval"},
    {"5\xE2\x80\x93"
     "9",
     "interval"},
    {"5 til 9", "interval"},
    {"1-4 %", "interval"},
    {"under 5", "interval"},
    {"Under 5", "interval"},
    {"f\xC3\xA6rre enn 5", "interval"},
    {"F\xC3\x86RRE ENN 5", "interval"},
    {"mindre enn 3 %", "interval"},
    {"1,2,3", "invalid"},
    {"12..5", "invalid"},
    {"1.234", "invalid"},
    {"0.123", "invalid"},
    {"1.234*", "invalid"},
    {"12 34", "invalid"},
    {"1,5,", "invalid"},
    {"5,", "invalid"},
    {"1e5", "invalid"},
    {"--5", "invalid"},
    {"5-", "invalid"},
    {"4-1", "invalid"},
    {"1-2-3", "invalid"},
    {"50 %%", "invalid"},
    {"1'234", "invalid"},
    {"\xEF\xBC\x95\xEF\xBC\x90", "invalid"},
    {"05.10.2022", "invalid"},
    {"2022-23", "text"},
    {"2022-2023", "text"},
    {"Nes skole", "text"},
    {"-", "text"},
    {"%", "text"},
    {"**", "text"},
    {"...", "text"},
    {"e", "text"},
    {"NaN", "text"},
    {"0x1F", "text"},
    {"under", "text"},
    {"under vurdering", "text"},
    {"<script>", "text"},
    {"5 elever", "text"},
};

static void test_cell_status_is_what_the_table_says(void **state) {
  (void)state;
  for (size_t i = 0; i < sizeof examples / sizeof *examples; i++) {
    const example *one = &examples[i];
    tell__cell_status status = tell__cell_status_of(one->text, strlen(one->text));
    if (strcmp(tell__cell_status_id(status), one->status) != 0)
      fail_msg("[%s] is %s, not %s", one->text, tell__cell_status_id(status), one->status);
  }
}

/* A cell need not end with NUL, and what stands behind it is not looked at. */
static void test_cell_status_keeps_to_the_length(void **state) {
  (void)state;
  assert_int_equal(tell__cell_status_of("50,0*", 4), TELL__STATUS_VALUE);
  assert_int_equal(tell__cell_status_of("1-45", 1), TELL__STATUS_VALUE);
  assert_int_equal(tell__cell_status_of("<5", 1), TELL__STATUS_TEXT);
  assert_int_equal(tell__cell_status_of("f\xC3\xA6rre enn 5", 3), TELL__STATUS_TEXT);
  assert_int_equal(tell__cell_status_of("5\xE2\x80\x93"
                                        "9",
                                        2),
                   TELL__STATUS_TEXT);
}

static void test_cell_read_per_cent_sign_is_the_unit(void **state) {
  (void)state;
  tell__cell cell = tell__cell_read("50 %", 4, TELL__SIGNS_UDIR, 0);
  assert_int_equal(cell.kind, TELL__CELL_NUMBER);
  assert_true(cell.value == 50 && cell.decimals == 0);
  cell = tell__cell_read("12,5%", 5, TELL__SIGNS_TIDY, 0);
  assert_true(cell.kind == TELL__CELL_NUMBER && cell.value == 12.5 && cell.decimals == 1);
  assert_int_equal(tell__cell_read("%", 1, TELL__SIGNS_UDIR, 0).kind, TELL__CELL_UNREADABLE);
  assert_int_equal(tell__cell_read("5 %%", 4, TELL__SIGNS_UDIR, 0).kind, TELL__CELL_UNREADABLE);
  assert_int_equal(tell__cell_read("1.234 %", 7, TELL__SIGNS_UDIR, 0).kind, TELL__CELL_AMBIGUOUS);
  assert_int_equal(tell__cell_read("5 %*", 4, TELL__SIGNS_UDIR, 0).kind, TELL__CELL_SUPPRESSED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_cell_status_is_what_the_table_says),
      cmocka_unit_test(test_cell_status_keeps_to_the_length),
      cmocka_unit_test(test_cell_read_per_cent_sign_is_the_unit),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
