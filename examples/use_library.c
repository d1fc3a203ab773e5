/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The library in 30 lines: reads a folder and prints how many rows of the indicator set hold a
 * value. Build it against the installed library:
 *   cc use_library.c $(pkg-config --cflags --libs telling) -o use_library && ./use_library DATA
 */
#include <stdio.h>
#include <telling.h>

int main(int argc, char **argv) {
  tell_error *err = NULL;
  tell_catalogue *catalogue = NULL;
  tell_ingest *ingest = NULL;
  tell_dataset *dataset = NULL;
  tell_table *indicators = NULL;
  tell_release *release = NULL;
  const double *values = NULL;
  const uint8_t *states = NULL;
  int64_t rows = 0, present = 0;
  int good =
      argc == 2 && tell_error_create(&err) == TELL_OK &&
      tell_catalogue_create(&catalogue, err) == TELL_OK &&
      tell_ingest_create(catalogue, &ingest, err) == TELL_OK &&
      tell_ingest_add_folder(ingest, argv[1], err) == TELL_OK &&
      tell_ingest_finish(ingest, &dataset, err) == TELL_OK &&
      tell_indicators_compute(dataset, &indicators, err) == TELL_OK &&
      tell_release_create(catalogue, "public", dataset, indicators, NULL, &release, err) == TELL_OK;
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  int32_t column = tell_table_column_find(table, "value");
  if (good && tell_table_column_f64(table, column, &values, &states, &rows, err) == TELL_OK)
    for (int64_t row = 0; row < rows; row++) /* values[row] counts only where it is present */
      present += states[row] == TELL_STATE_PRESENT;
  if (good)
    printf("%lld of %lld rows hold a value\n", (long long)present, (long long)rows);
  else
    fprintf(stderr, "%s:%lld: %s\n", tell_error_source(err), (long long)tell_error_line(err),
            tell_error_message(err));
  tell_release_free(release);
  tell_table_free(indicators);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  tell_catalogue_free(catalogue);
  tell_error_free(err);
  return !good;
}
