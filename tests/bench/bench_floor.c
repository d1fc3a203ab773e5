/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The floor under readers that parse with libcsv alone: its parser over a file
 * in blocks of 64 KiB, with callbacks that do nothing. A second argument is the
 * delimiter. Run it through run.py, or:
 *
 *   bench_floor FILE [DELIMITER]
 */
#include <csv.h>
#include <stdio.h>

#include "measure.h"

enum { BLOCK = 64 * 1024 };

static void take_field(void *bytes, size_t length, void *payload) {
  (void)bytes;
  (void)length;
  (void)payload;
}

static void take_record(int terminator, void *payload) {
  (void)terminator;
  (void)payload;
}

/* 0 when the file cannot be parsed. */
static int parse(FILE *file, unsigned char delimiter) {
  static char block[BLOCK];
  struct csv_parser parser;
  size_t got = 0;
  int good = csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) == 0;
  if (!good)
    return 0;
  csv_set_delim(&parser, delimiter);
  while (good && (got = fread(block, 1, sizeof block, file)) > 0)
    good = csv_parse(&parser, block, got, take_field, take_record, NULL) == got;
  good = good && csv_fini(&parser, take_field, take_record, NULL) == 0;
  csv_free(&parser);
  return good;
}

int main(int count, char **arguments) {
  FILE *file = count > 1 ? fopen(arguments[1], "rb") : NULL;
  measure begin = measure_now();
  if (file == NULL || !parse(file, (unsigned char)(count > 2 ? arguments[2][0] : ';'))) {
    fprintf(stderr, "bench_floor: the file cannot be parsed\n");
    return 1;
  }
  fclose(file);
  measure spent = measure_since(begin);
  printf("{\"wall\": %.4f, \"cpu\": %.4f, \"megabytes_s\": %.1f, \"peak_mib\": %.1f}\n", spent.wall,
         spent.cpu, (double)measure_file(arguments[1]) / spent.wall / 1e6,
         (double)measure_peak() / (1024 * 1024));
  return 0;
}
