/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the headers promise about threads: a catalogue, a dataset and a release may be read from
 * several threads, and objects of different threads do not meet. Run under TSan by the deep checks.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <telling.h>

enum { THREADS = 4, ROUNDS = 5 };

static const char DATA[] = "level;unit_code;unit_name;period;grade;indicator;value;n;margin\n"
                           "municipality;9901;Fjellvik;2022-23;5;np_lesing;50,0;640;0,8\n"
                           "school;999000001;Nes skole;2022-23;5;np_lesing;51,0;60;2,5\n"
                           "school;999000002;Vik skole;2022-23;5;np_lesing;48,0;44;2,9\n"
                           "municipality;9901;Fjellvik;2023-24;5;np_lesing;50,0;655;0,8\n"
                           "school;999000001;Nes skole;2023-24;5;np_lesing;52,0;58;2,5\n"
                           "municipality;9901;Fjellvik;2024-25;5;np_lesing;49,0;661;0,8\n"
                           "school;999000001;Nes skole;2024-25;5;np_lesing;53,0;61;2,4\n"
                           "school;999000002;Vik skole;2024-25;5;np_lesing;47,0;7;6,0\n";

/** What a thread works on, and what came out. */
struct job {
  const tell_catalogue *catalogue;
  const tell_release *release; /* NULL: the thread makes its own */
  char *text;
  size_t length;
  int failed;
};

static int keep(const char *bytes, size_t size, void *payload) {
  struct job *job = payload;
  char *text = realloc(job->text, job->length + size);
  if (text == NULL) {
    return 1;
  }
  memcpy(text + job->length, bytes, size);
  job->text = text;
  job->length += size;
  return 0;
}

/** The two schools as a group, and what its first row was made of. */
static tell_status write_analysis(const tell_release *release, struct job *job) {
  tell_analysis_options *options = NULL;
  tell_analysis *made = NULL;
  tell_table *explained = NULL;
  tell_status status = tell_analysis_options_create(&options, NULL);
  if (status == TELL_OK) {
    status = tell_analysis_options_add_group(options, "both", NULL, NULL);
  }
  if (status == TELL_OK) {
    tell_analysis_options_add_member(options, "both", "school", "999000001", NULL);
    tell_analysis_options_add_member(options, "both", "school", "999000002", NULL);
    status = tell_analysis_compute(job->catalogue, release, TELL_ANALYSIS_DECOMPOSITION, options,
                                   &made, NULL);
  }
  if (status == TELL_OK) {
    status =
        tell_output_table_csv(tell_analysis_table(made), TELL_DIALECT_CANONICAL, keep, job, NULL);
  }
  if (status == TELL_OK) {
    status = tell_analysis_explain(made, 0, &explained, NULL);
  }
  if (status == TELL_OK) {
    status = tell_output_table_csv(explained, TELL_DIALECT_CANONICAL, keep, job, NULL);
  }
  tell_table_free(explained);
  tell_analysis_free(made);
  tell_analysis_options_free(options);
  return status;
}

static tell_status write_release(const tell_release *release, struct job *job) {
  tell_status status =
      tell_output_csv(release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL, keep, job, NULL);
  if (status == TELL_OK) {
    status = tell_output_csv(release, TELL_RELEASE_TRENDS, TELL_DIALECT_EXCEL_NB, keep, job, NULL);
  }
  return status == TELL_OK ? write_analysis(release, job) : status;
}

/** Files to release; NULL when a step fails. */
static tell_release *make_release(const tell_catalogue *catalogue) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  tell_table *indicators = NULL;
  tell_table *trends = NULL;
  tell_release *release = NULL;

  if (tell_ingest_create(catalogue, &ingest, NULL) == TELL_OK &&
      tell_ingest_add_memory(ingest, "data.csv", DATA, sizeof DATA - 1, NULL) == TELL_OK &&
      tell_ingest_finish(ingest, &dataset, NULL) == TELL_OK &&
      tell_indicators_compute(dataset, &indicators, NULL) == TELL_OK &&
      tell_trends_compute(catalogue, indicators, &trends, NULL) == TELL_OK) {
    tell_release_create(catalogue, "internal", dataset, indicators, trends, &release, NULL);
  }
  tell_table_free(trends);
  tell_table_free(indicators);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return release;
}

static void *work(void *payload) {
  struct job *job = payload;
  for (int round = 0; round < ROUNDS && !job->failed; round++) {
    tell_release *own = job->release == NULL ? make_release(job->catalogue) : NULL;
    const tell_release *release = job->release == NULL ? own : job->release;
    job->length = 0;
    job->failed = release == NULL || write_release(release, job) != TELL_OK;
    tell_release_free(own);
  }
  return NULL;
}

static void run_jobs(const tell_catalogue *catalogue, const tell_release *shared,
                     const struct job *expected) {
  struct job jobs[THREADS];
  pthread_t threads[THREADS];
  memset(jobs, 0, sizeof jobs);
  for (int i = 0; i < THREADS; i++) {
    jobs[i].catalogue = catalogue;
    jobs[i].release = shared;
    assert_int_equal(pthread_create(&threads[i], NULL, work, &jobs[i]), 0);
  }
  for (int i = 0; i < THREADS; i++) {
    assert_int_equal(pthread_join(threads[i], NULL), 0);
  }
  for (int i = 0; i < THREADS; i++) {
    assert_int_equal(jobs[i].failed, 0);
    assert_int_equal(jobs[i].length, expected->length);
    assert_memory_equal(jobs[i].text, expected->text, expected->length);
    free(jobs[i].text);
  }
}

static void test_threads_reading_one_release_write_the_same_bytes(void **state) {
  tell_catalogue *catalogue = NULL;
  struct job alone = {0};
  (void)state;
  assert_int_equal(tell_catalogue_create(&catalogue, NULL), TELL_OK);
  tell_release *release = make_release(catalogue);
  assert_non_null(release);
  alone.catalogue = catalogue;
  assert_int_equal(write_release(release, &alone), TELL_OK);
  assert_true(alone.length > 0);

  run_jobs(catalogue, release, &alone);

  free(alone.text);
  tell_release_free(release);
  tell_catalogue_free(catalogue);
}

static void test_threads_with_objects_of_their_own_write_the_same_bytes(void **state) {
  tell_catalogue *catalogue = NULL;
  struct job alone = {0};
  (void)state;
  assert_int_equal(tell_catalogue_create(&catalogue, NULL), TELL_OK);
  tell_release *release = make_release(catalogue);
  assert_non_null(release);
  alone.catalogue = catalogue;
  assert_int_equal(write_release(release, &alone), TELL_OK);

  run_jobs(catalogue, NULL, &alone);

  free(alone.text);
  tell_release_free(release);
  tell_catalogue_free(catalogue);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_threads_reading_one_release_write_the_same_bytes),
      cmocka_unit_test(test_threads_with_objects_of_their_own_write_the_same_bytes),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
