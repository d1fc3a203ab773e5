/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The library in 30 lines: reads a folder and prints how the values of an
 * indicator set came out. Build it against the installed library:
 *   cc use_library.c $(pkg-config --cflags --libs telling) -o use_library
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
  int status = 1;
  if (argc != 2 || tell_error_create(&err) != TELL_OK)
    return 2;
  if (tell_catalogue_create(&catalogue, err) != TELL_OK)
    goto out;
  if (tell_ingest_create(catalogue, &ingest, err) != TELL_OK)
    goto out;
  if (tell_ingest_add_folder(ingest, argv[1], err) != TELL_OK)
    goto out;
  if (tell_ingest_finish(ingest, &dataset, err) != TELL_OK)
    goto out;
  if (tell_indicators_compute(dataset, &indicators, err) != TELL_OK)
    goto out;
  if (tell_release_create(catalogue, "public", dataset, indicators, NULL, &release, err) != TELL_OK)
    goto out;
  const tell_table *table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  const tell_table *hidden = tell_release_table(release, TELL_RELEASE_HIDDEN);
  printf("%lld rows, %lld cells hidden by policy \"%s\"\n", (long long)tell_table_row_count(table),
         (long long)tell_table_row_count(hidden), tell_release_policy(release));
  status = 0;
out:
  if (status != 0)
    fprintf(stderr, "%s\n", tell_error_message(err));
  tell_release_free(release);
  tell_table_free(indicators);
  tell_dataset_free(dataset);
  tell_ingest_free(ingest);
  tell_catalogue_free(catalogue);
  tell_error_free(err);
  return status;
}
