/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a file: through reading, indicators, trends and a release to CSV. Besides not
 * crashing: a reading that went well accounts for every record, and what failed left nothing
 * behind.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <telling.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void must(int holds) {
  if (!holds) {
    abort();
  }
}

static int64_t cell(const tell_table *table, const char *column) {
  const int64_t *values = NULL;
  const uint8_t *states = NULL;
  int64_t count = 0;
  must(tell_table_column_i64(table, tell_table_column_find(table, column), &values, &states, &count,
                             NULL) == TELL_OK);
  must(count == 1);
  return values[0];
}

static void check_accounts(const tell_dataset *dataset) {
  const tell_table *files = tell_dataset_files(dataset);
  must(cell(files, "read") ==
       cell(files, "accepted") + cell(files, "rejected") + cell(files, "skipped"));
}

static int drop(const char *bytes, size_t size, void *payload) {
  (void)bytes;
  *(size_t *)payload += size;
  return 0;
}

static void compute(const tell_catalogue *catalogue, const tell_dataset *dataset) {
  tell_table *indicators = NULL;
  tell_table *trends = NULL;
  tell_release *release = NULL;
  size_t written = 0;
  must(tell_indicators_compute(dataset, &indicators, NULL) == TELL_OK);
  must(tell_trends_compute(catalogue, indicators, &trends, NULL) == TELL_OK);
  must(tell_release_create(catalogue, NULL, dataset, indicators, trends, &release, NULL) ==
       TELL_OK);
  must(tell_output_csv(release, TELL_RELEASE_INDICATORS, TELL_DIALECT_CANONICAL, drop, &written,
                       NULL) == TELL_OK);
  must(written > 0);
  tell_release_free(release);
  tell_table_free(trends);
  tell_table_free(indicators);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static tell_catalogue *catalogue =
      NULL; /* one for all inputs: making it takes most of the time */
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  if (catalogue == NULL) {
    must(tell_catalogue_create(&catalogue, NULL) == TELL_OK);
  }
  must(tell_ingest_create(catalogue, &ingest, NULL) == TELL_OK);
  if (tell_ingest_add_memory(ingest, "input", (const char *)bytes, size, NULL) == TELL_OK &&
      tell_ingest_finish(ingest, &dataset, NULL) == TELL_OK) {
    check_accounts(dataset);
    compute(catalogue, dataset);
  }
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  return 0;
}
