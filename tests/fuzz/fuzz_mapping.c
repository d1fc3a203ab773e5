/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any bytes as a mapping and the table that it explains, with a line "====" between them. A mapping
 * that is refused says where; a table that is read accounts for every record.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

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

/* Where the table begins; the whole size when there is none. */
static size_t find_table(const char *bytes, size_t size) {
  static const char mark[] = "\n====\n";
  for (size_t at = 0; at + sizeof mark - 1 <= size; at++)
    if (memcmp(bytes + at, mark, sizeof mark - 1) == 0)
      return at + 1;
  return size;
}

static void read_table(tell_ingest *ingest, const char *bytes, size_t size) {
  tell_dataset *dataset = NULL;
  if (tell_ingest_add_memory(ingest, "input", bytes, size, NULL) != TELL_OK)
    return;
  must(tell_ingest_finish(ingest, &dataset, NULL) == TELL_OK);
  const tell_table *files = tell_dataset_files(dataset);
  must(cell(files, "read") ==
       cell(files, "accepted") + cell(files, "rejected") + cell(files, "skipped"));
  tell_dataset_free(dataset);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static tell_catalogue *catalogue = NULL; /* one for all inputs */
  const char *text = (const char *)bytes;
  tell_ingest *ingest = NULL;
  tell_error *err = NULL;
  size_t table = find_table(text, size), after = table + strlen("====\n");
  if (catalogue == NULL) {
    must(tell_catalogue_create(&catalogue, NULL) == TELL_OK);
  }
  must(tell_error_create(&err) == TELL_OK);
  must(tell_ingest_create(catalogue, &ingest, NULL) == TELL_OK);
  must(tell_ingest_set_threads(ingest, 1, NULL) == TELL_OK);
  if (tell_ingest_set_mapping_memory(ingest, "mapping", text, table, err) == TELL_OK)
    read_table(ingest, after < size ? text + after : text, after < size ? size - after : 0);
  else
    must(tell_error_message(err)[0] != '\0' && strcmp(tell_error_source(err), "mapping") == 0);
  tell_ingest_free(ingest);
  tell_error_free(err);
  return 0;
}
