/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text cut into records: in small blocks and short reads as in large ones, and where libcsv
 * finds nothing wrong, as libcsv cuts it. The first two bytes choose delimiter, sizes and limits.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <csv.h>

#include "base/utf8.h"
#include "csv/input.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void must(int holds) {
  if (!holds) {
    abort();
  }
}

typedef struct pieces {
  const char *bytes;
  size_t left, step;
} pieces;

static int64_t read_piece(void *payload, char *bytes, size_t capacity) {
  pieces *from = payload;
  size_t count = from->step < from->left ? from->step : from->left;
  count = count < capacity ? count : capacity;
  memcpy(bytes, from->bytes, count);
  from->bytes += count;
  from->left -= count;
  return (int64_t)count;
}

/* FNV-1a, of what is to be equal. */
static void add(uint64_t *digest, const void *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    *digest = (*digest ^ ((const unsigned char *)bytes)[i]) * UINT64_C(0x100000001B3);
  }
}

static void add_number(uint64_t *digest, int64_t number) { add(digest, &number, sizeof number); }

static void add_field(uint64_t *digest, const char *bytes, size_t length, int is_nothing) {
  add_number(digest, is_nothing ? -1 : (int64_t)length);
  add(digest, bytes, length);
}

typedef struct digests {
  uint64_t fields; /* what libcsv sees too */
  uint64_t all;    /* also lines, errors, places */
} digests;

static void add_record(digests *seen, tell__input *input, const tell__record *record) {
  must((record->error == TELL__RECORD_OK) == (record->count > 0));
  add_number(&seen->all, record->line);
  add_number(&seen->all, (int64_t)record->error);
  add_number(&seen->all, record->error_place.line);
  add_number(&seen->all, record->error_place.column);
  for (size_t i = 0; i < record->count; i++) {
    tell__field field = tell__record_field(record, i);
    tell__place place = tell__input_place(input, i);
    must(place.line >= record->line && place.column > 0);
    add_field(&seen->fields, field.bytes, field.length, field.is_nothing);
    add_field(&seen->all, field.bytes, field.length, field.is_nothing);
    add_number(&seen->all, place.line);
    add_number(&seen->all, place.column);
  }
  add_number(&seen->fields, -2);
}

static digests read_text(const char *bytes, size_t length, size_t step,
                         const tell__blocks_options *options) {
  pieces from = {bytes, length, step};
  digests seen = {0, 0};
  tell__source *source = NULL;
  tell__input *input = NULL;
  tell__record record;
  tell_status status = TELL_OK;
  must(tell__source_open_function("input", read_piece, &from, 0, &source, NULL) == TELL_OK);
  must(tell__input_open(source, options, NULL, &input, NULL) == TELL_OK);
  while ((status = tell__input_next(input, &record, NULL)) == TELL_OK) {
    add_record(&seen, input, &record);
  }
  must(status == TELL_END);
  add_number(&seen.all, tell__input_blank_lines(input));
  tell__input_free(input);
  return seen;
}

static void on_field(void *bytes, size_t length, void *payload) {
  add_field(payload, bytes, length, bytes == NULL);
}

static void on_record(int end, void *payload) {
  (void)end;
  add_number(payload, -2);
}

/* Returns 0 where libcsv finds a quote that stands wrong. */
static int read_by_libcsv(const char *bytes, size_t length, char delimiter, uint64_t *digest) {
  struct csv_parser parser;
  must(csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL) == 0);
  csv_set_delim(&parser, (unsigned char)delimiter);
  int good = csv_parse(&parser, bytes, length, on_field, on_record, digest) == length &&
             csv_fini(&parser, on_field, on_record, digest) == 0;
  csv_free(&parser);
  return good;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static const char delimiters[] = {';', ',', '\t', '|', ' ', '\0', 'a', '\xC3'};
  if (size < 2) {
    return 0;
  }
  /* What comes first says to the library that this is UTF-8, whatever follows. */
  size_t length = size - 2 + 8;
  char *text = malloc(length);
  must(text != NULL);
  memcpy(text, "a;b\na;b\n", 8);
  memcpy(text + 8, bytes + 2, size - 2);
  tell__blocks_options options = {.block_bytes = length,
                                  .sample_bytes = 8,
                                  .encoding = TELL__DEMAND_UTF8,
                                  .has_delimiter = 1,
                                  .delimiter = delimiters[bytes[0] % 8]};
  if (bytes[0] / 8 % 4 == 0) {
    options.record_bytes = 1U + bytes[0] / 32U;
  }
  digests whole = read_text(text, length, length, &options);
  options.block_bytes = 1U + bytes[1] % 32U;
  digests cut = read_text(text, length, 1U + bytes[1] / 32U, &options);
  must(whole.all == cut.all);
  uint64_t expected = 0;
  if (options.record_bytes == 0 && length < TELL__FIELD_BYTES_MAX / 16 &&
      tell__utf8_valid_prefix(text, length) == length && memchr(text, '\0', length) == NULL &&
      read_by_libcsv(text, length, options.delimiter, &expected)) {
    must(whole.fields == expected);
  }
  free(text);
  return 0;
}
