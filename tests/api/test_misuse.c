/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Wrong use of the public functions: NULL where there must be something,
 * calls in the wrong order, sealed tables. Each gives a status, a message and
 * outputs that are NULL; none ends the program.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>
#include <telling.h>

/* Every stage once, made from a few records. */
typedef struct stages {
  tell_error *err;
  tell_catalogue *catalogue;
  tell_dataset *dataset;
  tell_table *indicators;
  tell_release *release;
} stages;

static const char records[] = "unit_code;period;indicator;grade;value;margin;n\n"
                              "974738287;2023-24;np_lesing;5;51;2,1;40\n"
                              "974738287;2024-25;np_lesing;5;52;2,1;41\n";

static int set_up(void **state) {
  static stages all;
  tell_ingest *ingest = NULL;
  memset(&all, 0, sizeof all);
  *state = &all;
  if (tell_error_create(&all.err) != TELL_OK ||
      tell_catalogue_create(&all.catalogue, all.err) != TELL_OK ||
      tell_ingest_create(all.catalogue, &ingest, all.err) != TELL_OK ||
      tell_ingest_add_memory(ingest, "records", records, strlen(records), all.err) != TELL_OK ||
      tell_ingest_finish(ingest, &all.dataset, all.err) != TELL_OK ||
      tell_indicators_compute(all.dataset, &all.indicators, all.err) != TELL_OK ||
      tell_release_create(all.catalogue, NULL, all.dataset, all.indicators, NULL, &all.release,
                          all.err) != TELL_OK) {
    return -1;
  }
  tell_ingest_free(ingest);
  return 0;
}

static int tear_down(void **state) {
  stages *all = *state;
  tell_release_free(all->release);
  tell_table_free(all->indicators);
  tell_dataset_free(all->dataset);
  tell_catalogue_free(all->catalogue);
  tell_error_free(all->err);
  return 0;
}

/* The call failed for its arguments, and said so. */
static void refused(const stages *all, tell_status status) {
  assert_int_equal(status, TELL_E_ARGUMENT);
  assert_int_equal(tell_error_status(all->err), TELL_E_ARGUMENT);
  assert_true(strlen(tell_error_message(all->err)) > 0);
}

static void test_free_null_does_nothing(void **state) {
  (void)state;
  tell_error_free(NULL);
  tell_table_free(NULL);
  tell_catalogue_free(NULL);
  tell_ingest_free(NULL);
  tell_dataset_free(NULL);
  tell_release_free(NULL);
  tell_buffer_free(NULL);
}

static void test_getters_null_give_nothing(void **state) {
  (void)state;
  assert_int_equal(tell_error_status(NULL), TELL_OK);
  assert_string_equal(tell_error_message(NULL), "");
  assert_string_equal(tell_error_source(NULL), "");
  assert_string_equal(tell_error_field(NULL), "");
  assert_int_equal(tell_error_line(NULL), 0);
  assert_int_equal(tell_error_column(NULL), 0);
  assert_int_equal(tell_issues_count(NULL), 0);
  assert_int_equal(tell_issues_total(NULL, TELL_SEVERITY_ERROR), 0);
  assert_int_equal(tell_issues_dropped(NULL), 0);
  assert_string_equal(tell_issues_message(NULL, 0), "");
  assert_int_equal(tell_table_row_count(NULL), 0);
  assert_int_equal(tell_table_column_count(NULL), 0);
  assert_int_equal(tell_table_column_find(NULL, "value"), -1);
  assert_null(tell_table_column_id(NULL, 0));
  assert_int_equal(tell_table_text_count(NULL), 0);
  assert_string_equal(tell_table_text(NULL, 0, NULL), "");
  assert_int_equal(tell_dataset_observation_count(NULL), 0);
  assert_null(tell_dataset_units(NULL));
  assert_null(tell_dataset_files(NULL));
  assert_null(tell_release_table(NULL, TELL_RELEASE_INDICATORS));
  assert_null(tell_catalogue_table(NULL, TELL_CATALOGUE_BREAKS));
  assert_null(tell_catalogue_text(NULL, "state.missing", TELL_LANGUAGE_NB));
  assert_string_equal(tell_buffer_text(NULL), "");
  assert_int_equal(tell_dialect_find(NULL), 0);
  assert_null(tell_ingest_layout_name(-1));
  assert_null(tell_ingest_layout_name(tell_ingest_layout_count()));
}

static void test_create_null_is_refused_and_clears_the_output(void **state) {
  stages *all = *state;
  tell_catalogue *catalogue = (tell_catalogue *)all;
  tell_ingest *ingest = (tell_ingest *)all;
  tell_table *table = (tell_table *)all;
  tell_release *release = (tell_release *)all;
  assert_int_equal(tell_error_create(NULL), TELL_E_ARGUMENT);
  refused(all, tell_catalogue_create(NULL, all->err));
  refused(all, tell_catalogue_create_from(NULL, TELL_CATALOGUE_EXTEND, &catalogue, all->err));
  assert_null(catalogue);
  refused(all, tell_catalogue_create_from(".", 17, &catalogue, all->err));
  refused(all, tell_ingest_create(NULL, &ingest, all->err));
  assert_null(ingest);
  refused(all, tell_indicators_compute(NULL, &table, all->err));
  assert_null(table);
  table = (tell_table *)all;
  refused(all, tell_trends_compute(all->catalogue, NULL, &table, all->err));
  assert_null(table);
  table = (tell_table *)all;
  refused(all, tell_indicators_compute_with(NULL, NULL, &table, all->err));
  assert_null(table);
  table = (tell_table *)all;
  refused(all, tell_trends_compute_with(NULL, all->indicators, NULL, &table, all->err));
  assert_null(table);
  refused(all, tell_trends_compute_with(all->catalogue, all->indicators, NULL, NULL, all->err));
  refused(all, tell_trends_options_create(NULL, all->err));
  refused(all, tell_indicators_options_create(NULL, all->err));
  refused(all,
          tell_release_create(NULL, NULL, all->dataset, all->indicators, NULL, &release, all->err));
  assert_null(release);
  refused(all, tell_buffer_create(NULL, all->err));
}

static void test_trends_compute_of_another_table_is_refused(void **state) {
  stages *all = *state;
  tell_table *table = NULL;
  refused(all,
          tell_trends_compute(all->catalogue, tell_dataset_units(all->dataset), &table, all->err));
  assert_null(table);
}

static void test_release_create_of_another_table_is_refused(void **state) {
  stages *all = *state;
  tell_release *release = NULL;
  refused(all, tell_release_create(all->catalogue, NULL, all->dataset,
                                   tell_dataset_units(all->dataset), NULL, &release, all->err));
  assert_null(release);
}

static void test_release_create_unknown_policy_is_refused(void **state) {
  stages *all = *state;
  tell_release *release = NULL;
  assert_int_equal(tell_release_create(all->catalogue, "no such policy", all->dataset,
                                       all->indicators, NULL, &release, all->err),
                   TELL_E_POLICY);
  assert_null(release);
  assert_true(strlen(tell_error_message(all->err)) > 0);
}

static void test_table_column_sealed_is_not_released(void **state) {
  stages *all = *state;
  const double *values = (const double *)all;
  const uint8_t *states = NULL;
  int64_t count = 7;
  int32_t column = tell_table_column_find(all->indicators, "value");
  assert_true(column >= 0);
  assert_int_equal(tell_table_is_sealed(all->indicators), 1);
  assert_int_equal(
      tell_table_column_f64(all->indicators, column, &values, &states, &count, all->err),
      TELL_E_NOT_RELEASED);
  assert_null(values);
  assert_int_equal(count, 0);
  assert_int_equal(tell_table_text_count(all->indicators), 0);
  assert_string_equal(tell_table_text(all->indicators, 1, NULL), "");
}

static void test_table_column_of_another_type_is_refused(void **state) {
  stages *all = *state;
  const tell_table *table = tell_release_table(all->release, TELL_RELEASE_INDICATORS);
  const double *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  refused(all, tell_table_column_f64(table, tell_table_column_find(table, "unit"), &values, &states,
                                     &count, all->err));
  refused(all, tell_table_column_f64(table, -1, &values, &states, &count, all->err));
  refused(all, tell_table_column_f64(table, tell_table_column_find(table, "value"), NULL, &states,
                                     &count, all->err));
}

static void test_ingest_after_finish_is_a_wrong_state(void **state) {
  stages *all = *state;
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL, *again = NULL;
  assert_int_equal(tell_ingest_create(all->catalogue, &ingest, all->err), TELL_OK);
  assert_int_equal(tell_ingest_finish(ingest, &dataset, all->err), TELL_OK);
  assert_int_equal(tell_dataset_observation_count(dataset), 0);
  assert_int_equal(tell_ingest_finish(ingest, &again, all->err), TELL_E_STATE);
  assert_null(again);
  assert_int_equal(tell_ingest_add_memory(ingest, "x", "a", 1, all->err), TELL_E_STATE);
  assert_null(tell_ingest_issues(ingest));
  tell_ingest_free(ingest);
  tell_dataset_free(dataset);
}

static void test_ingest_wrong_arguments_are_refused(void **state) {
  stages *all = *state;
  tell_ingest *ingest = NULL;
  assert_int_equal(tell_ingest_create(all->catalogue, &ingest, all->err), TELL_OK);
  refused(all, tell_ingest_add_file(ingest, NULL, all->err));
  refused(all, tell_ingest_add_folder(ingest, NULL, all->err));
  refused(all, tell_ingest_add_memory(ingest, NULL, "a", 1, all->err));
  refused(all, tell_ingest_add_memory(ingest, "x", NULL, 1, all->err));
  refused(all, tell_ingest_set_limit(ingest, "bytes", 0, all->err));
  refused(all, tell_ingest_set_limit(ingest, NULL, 1, all->err));
  refused(all, tell_ingest_set_threads(ingest, -1, all->err));
  refused(all, tell_ingest_set_encoding(ingest, NULL, all->err));
  refused(all, tell_ingest_set_delimiter(ingest, "no such delimiter", all->err));
  refused(all, tell_ingest_set_strict(ingest, -1, all->err));
  refused(all, tell_ingest_add_descriptor(ingest, "x", -1, all->err));
  refused(all, tell_ingest_add_stream(ingest, "x", NULL, NULL, all->err));
  refused(all, tell_ingest_set_layout(ingest, "no such layout", all->err));
  refused(all, tell_ingest_add_file(NULL, "x", all->err));
  assert_int_equal(tell_ingest_set_layout(ingest, NULL, all->err), TELL_OK);
  assert_int_equal(tell_error_status(all->err), TELL_OK);
  assert_string_equal(tell_error_message(all->err), "");
  tell_ingest_free(ingest);
}

static void test_ingest_demanded_layout_without_its_column_names_the_column(void **state) {
  stages *all = *state;
  tell_ingest *ingest = NULL;
  static const char units[] = "level;name\nschool;Nes skole\n";
  assert_int_equal(tell_ingest_create(all->catalogue, &ingest, all->err), TELL_OK);
  assert_int_equal(tell_ingest_set_layout(ingest, "register", all->err), TELL_OK);
  assert_int_equal(tell_ingest_add_memory(ingest, "units", units, strlen(units), all->err),
                   TELL_E_LAYOUT);
  assert_string_equal(tell_error_source(all->err), "units");
  assert_string_equal(tell_error_field(all->err), "code");
  assert_int_equal(tell_error_line(all->err), 1);
  tell_ingest_free(ingest);
}

static int refuse(const char *bytes, size_t size, void *payload) {
  (void)bytes;
  (void)size;
  (void)payload;
  return 1;
}

static void test_output_csv_wrong_use_is_refused(void **state) {
  stages *all = *state;
  refused(all, tell_output_csv(NULL, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL, refuse, NULL,
                               all->err));
  refused(all, tell_output_csv(all->release, 99, TELL_DIALECT_CANONICAL, refuse, NULL, all->err));
  refused(all, tell_output_csv(all->release, TELL_RELEASE_INDICATORS, 99, refuse, NULL, all->err));
  refused(all, tell_output_csv(all->release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL, NULL,
                               NULL, all->err));
  assert_int_equal(tell_output_csv(all->release, TELL_RELEASE_TRENDS, TELL_DIALECT_CANONICAL,
                                   refuse, NULL, all->err),
                   TELL_E_NOT_FOUND);
  assert_int_equal(tell_output_csv(all->release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL,
                                   refuse, NULL, all->err),
                   TELL_E_CANCELLED);
}

static void test_output_table_csv_wrong_use_is_refused(void **state) {
  stages *all = *state;
  const tell_table *open = tell_release_table(all->release, TELL_RELEASE_INDICATORS);
  refused(all, tell_output_table_csv(NULL, TELL_DIALECT_CANONICAL, refuse, NULL, all->err));
  refused(all, tell_output_table_csv(open, 99, refuse, NULL, all->err));
  refused(all, tell_output_table_csv(open, TELL_DIALECT_CANONICAL, NULL, NULL, all->err));
  assert_int_equal(
      tell_output_table_csv(all->indicators, TELL_DIALECT_CANONICAL, refuse, NULL, all->err),
      TELL_E_NOT_RELEASED);
  assert_int_equal(tell_output_table_csv(open, TELL_DIALECT_CANONICAL, refuse, NULL, all->err),
                   TELL_E_CANCELLED);
}

static void test_analysis_wrong_use_is_refused(void **state) {
  stages *all = *state;
  tell_analysis *made = NULL;
  tell_table *table = NULL;
  refused(all,
          tell_analysis_compute(NULL, all->release, TELL_ANALYSIS_GROUPS, NULL, &made, all->err));
  refused(all,
          tell_analysis_compute(all->catalogue, NULL, TELL_ANALYSIS_GROUPS, NULL, &made, all->err));
  refused(all, tell_analysis_compute(all->catalogue, all->release, 99, NULL, &made, all->err));
  refused(all, tell_analysis_compute(all->catalogue, all->release, TELL_ANALYSIS_GROUPS, NULL, NULL,
                                     all->err));
  refused(all, tell_explain(NULL, TELL_RELEASE_INDICATORS, 0, &table, all->err));
  refused(all, tell_explain(all->release, TELL_RELEASE_FILES, 0, &table, all->err));
  refused(all, tell_explain(all->release, TELL_RELEASE_INDICATORS, 99, &table, all->err));
  assert_int_equal(tell_explain(all->release, TELL_RELEASE_TRENDS, 0, &table, all->err),
                   TELL_E_NOT_FOUND);
  refused(all, tell_analysis_explain(NULL, 0, &table, all->err));
  refused(all, tell_analysis_options_set_level(NULL, 0.9, all->err));
  refused(all, tell_analysis_options_add_group(NULL, "a", NULL, all->err));
  refused(all, tell_analysis_options_read_groups(NULL, "a", all->err));
  assert_null(made);
  assert_null(table);
  tell_analysis_free(NULL);
  tell_analysis_options_free(NULL);
  assert_null(tell_analysis_table(NULL));
}

static void test_wording_wrong_use_is_refused(void **state) {
  stages *all = *state;
  tell_buffer *buffer = NULL;
  assert_int_equal(tell_buffer_create(&buffer, all->err), TELL_OK);
  refused(all, tell_wording_indicator(all->catalogue, all->release, -1, TELL_LANGUAGE_NB, buffer,
                                      all->err));
  refused(all, tell_wording_indicator(all->catalogue, all->release, 99, TELL_LANGUAGE_NB, buffer,
                                      all->err));
  refused(all, tell_wording_indicator(all->catalogue, all->release, 0, 9, buffer, all->err));
  refused(all,
          tell_wording_trend(all->catalogue, all->release, 0, TELL_LANGUAGE_NB, buffer, all->err));
  refused(all, tell_wording_indicator(all->catalogue, all->release, 0, TELL_LANGUAGE_NB, NULL,
                                      all->err));
  tell_buffer_free(buffer);
}

static void test_number_write_wrong_use_is_refused(void **state) {
  stages *all = *state;
  char text[TELL_NUMBER_SIZE];
  double zero = 0;
  refused(all, tell_number_write(1 / zero, 1, 0, TELL_NUMBER_POINT, text, sizeof text, all->err));
  refused(all, tell_number_write(1, 16, 0, TELL_NUMBER_POINT, text, sizeof text, all->err));
  refused(all, tell_number_write(1, 1, 0, 9, text, sizeof text, all->err));
  refused(all, tell_number_write(12345, 1, 0, TELL_NUMBER_POINT, text, 4, all->err));
  refused(all, tell_number_write(1, 1, 0, TELL_NUMBER_POINT, NULL, 4, all->err));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_free_null_does_nothing),
      cmocka_unit_test(test_getters_null_give_nothing),
      cmocka_unit_test(test_create_null_is_refused_and_clears_the_output),
      cmocka_unit_test(test_trends_compute_of_another_table_is_refused),
      cmocka_unit_test(test_release_create_of_another_table_is_refused),
      cmocka_unit_test(test_release_create_unknown_policy_is_refused),
      cmocka_unit_test(test_table_column_sealed_is_not_released),
      cmocka_unit_test(test_table_column_of_another_type_is_refused),
      cmocka_unit_test(test_ingest_after_finish_is_a_wrong_state),
      cmocka_unit_test(test_ingest_wrong_arguments_are_refused),
      cmocka_unit_test(test_ingest_demanded_layout_without_its_column_names_the_column),
      cmocka_unit_test(test_output_csv_wrong_use_is_refused),
      cmocka_unit_test(test_output_table_csv_wrong_use_is_refused),
      cmocka_unit_test(test_analysis_wrong_use_is_refused),
      cmocka_unit_test(test_wording_wrong_use_is_refused),
      cmocka_unit_test(test_number_write_wrong_use_is_refused),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
