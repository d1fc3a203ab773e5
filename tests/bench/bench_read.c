/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The reading of a file into a finished dataset, through the public API only.
 * Prints a line of JSON for every run: rows a second, megabytes a second, wall
 * and CPU seconds, peak memory, and what an observation of the finished dataset
 * takes up. Run it through run.py, or:
 *
 *   bench_read [--catalogue FOLDER] [--mapping FILE] [--threads N] [--runs N] FILE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <telling.h>

#include "measure.h"

typedef struct job {
  const char *catalogue, *mapping, *file;
  int32_t threads, runs;
} job;

/* 0 when the arguments are none. */
static int take_arguments(job *wanted, int count, char **arguments) {
  for (int i = 1; i < count; i++) {
    const char *name = arguments[i];
    const char *value = i + 1 < count ? arguments[i + 1] : NULL;
    int has_value = 1;
    if (strcmp(name, "--catalogue") == 0)
      wanted->catalogue = value;
    else if (strcmp(name, "--mapping") == 0)
      wanted->mapping = value;
    else if (strcmp(name, "--threads") == 0)
      wanted->threads = value != NULL ? (int32_t)strtol(value, NULL, 10) : 0;
    else if (strcmp(name, "--runs") == 0)
      wanted->runs = value != NULL ? (int32_t)strtol(value, NULL, 10) : 0;
    else
      has_value = 0;
    if (!has_value && (wanted->file != NULL || name[0] == '-'))
      return 0;
    if (!has_value)
      wanted->file = name;
    i += has_value;
  }
  return wanted->file != NULL;
}

/* How many records were read, of all files. */
static int64_t count_rows(const tell_dataset *dataset) {
  const tell_table *files = tell_dataset_files(dataset);
  const int64_t *values = NULL;
  const uint8_t *states = NULL;
  int64_t rows = 0, count = 0;
  int32_t column = tell_table_column_find(files, "read");
  if (tell_table_column_i64(files, column, &values, &states, &count, NULL) != TELL_OK)
    return 0;
  for (int64_t i = 0; i < count; i++)
    rows += values[i];
  return rows;
}

static void print(const job *wanted, const tell_dataset *dataset, measure spent, int64_t taken) {
  int64_t rows = count_rows(dataset);
  int64_t observations = tell_dataset_observation_count(dataset);
  printf(
      "{\"wall\": %.4f, \"cpu\": %.4f, \"rows\": %lld, \"observations\": %lld, \"errors\": %lld, "
      "\"rows_s\": %.0f, \"megabytes_s\": %.1f, \"cpu_ns_row\": %.1f, \"peak_mib\": %.1f, "
      "\"bytes_observation\": %.2f}\n",
      spent.wall, spent.cpu, (long long)rows, (long long)observations,
      (long long)tell_issues_total(tell_dataset_issues(dataset), TELL_SEVERITY_ERROR),
      (double)rows / spent.wall, (double)measure_file(wanted->file) / spent.wall / 1e6,
      spent.cpu * 1e9 / (double)(rows > 0 ? rows : 1), (double)measure_peak() / (1024 * 1024),
      (double)taken / (double)(observations > 0 ? observations : 1));
  fflush(stdout);
}

static tell_status run(const job *wanted, const tell_catalogue *catalogue, tell_error *err) {
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  int64_t before = measure_resident();
  measure begin = measure_now();
  tell_status status = tell_ingest_create(catalogue, &ingest, err);
  if (status == TELL_OK)
    status = tell_ingest_set_threads(ingest, wanted->threads, err);
  if (status == TELL_OK && wanted->mapping != NULL)
    status = tell_ingest_set_mapping(ingest, wanted->mapping, err);
  if (status == TELL_OK)
    status = tell_ingest_add_file(ingest, wanted->file, err);
  if (status == TELL_OK)
    status = tell_ingest_finish(ingest, &dataset, err);
  tell_ingest_free(ingest);
  if (status == TELL_OK)
    print(wanted, dataset, measure_since(begin), measure_resident() - before);
  tell_dataset_free(dataset);
  return status;
}

int main(int count, char **arguments) {
  job wanted = {.runs = 1};
  tell_error *err = NULL;
  tell_catalogue *catalogue = NULL;
  if (!take_arguments(&wanted, count, arguments)) {
    fprintf(stderr,
            "bench_read [--catalogue FOLDER] [--mapping FILE] [--threads N] [--runs N] FILE\n");
    return 2;
  }
  tell_status status = tell_error_create(&err);
  if (status == TELL_OK)
    status =
        wanted.catalogue != NULL
            ? tell_catalogue_create_from(wanted.catalogue, TELL_CATALOGUE_EXTEND, &catalogue, err)
            : tell_catalogue_create(&catalogue, err);
  for (int32_t i = 0; status == TELL_OK && i < wanted.runs; i++)
    status = run(&wanted, catalogue, err);
  if (status != TELL_OK)
    fprintf(stderr, "bench_read: %s: %s\n", tell_status_name(status), tell_error_message(err));
  tell_catalogue_free(catalogue);
  tell_error_free(err);
  return status == TELL_OK ? 0 : 1;
}
