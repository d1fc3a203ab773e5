/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door to libcsv. */
#include "quoted.h"

#include <csv.h>

#include "base/alloc.h"

enum { PARSER_BLOCK = 16 * 1024 };

static const unsigned char PARSER_OPTIONS =
    CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL | CSV_EMPTY_IS_NULL;

struct tell__quoted {
  struct csv_parser parser;
  char delimiter;
  int is_whole;
  int no_memory; /* a field could not be kept */
  tell__quoted_field *on_field;
  void *payload;
};

static void *resize_block(void *block, size_t size) { return tell__realloc_array(block, size, 1); }

static void start(tell__quoted *quoted) {
  struct csv_parser *parser = &quoted->parser;
  csv_init(parser, PARSER_OPTIONS);
  csv_set_realloc_func(parser, resize_block);
  csv_set_free_func(parser, tell__free);
  csv_set_blk_size(parser, PARSER_BLOCK);
  /* A text of one column: a zero byte delimits, which no accepted record holds. */
  csv_set_delim(parser, (unsigned char)quoted->delimiter);
}

tell__quoted *tell__quoted_create(char delimiter) {
  tell__quoted *quoted = tell__alloc(sizeof *quoted);
  if (quoted == NULL)
    return NULL;
  quoted->delimiter = delimiter;
  start(quoted);
  return quoted;
}

void tell__quoted_free(tell__quoted *quoted) {
  if (quoted == NULL)
    return;
  csv_free(&quoted->parser);
  tell__free(quoted);
}

void tell__quoted_reset(tell__quoted *quoted) {
  csv_free(&quoted->parser);
  start(quoted);
}

static void take_field(void *bytes, size_t length, void *payload) {
  tell__quoted *quoted = payload;
  if (quoted->on_field != NULL && !quoted->no_memory)
    quoted->no_memory = !quoted->on_field(quoted->payload, bytes, length);
}

static void take_record(int terminator, void *payload) {
  tell__quoted *quoted = payload;
  (void)terminator;
  quoted->is_whole = 1;
}

static tell__quoted_state fail(tell__quoted *quoted, tell__quoted_state state) {
  tell__quoted_reset(quoted);
  return state;
}

tell__quoted_state tell__quoted_feed(tell__quoted *quoted, const char *bytes, size_t length,
                                     int is_last, tell__quoted_field *on_field, void *payload,
                                     size_t *taken) {
  quoted->is_whole = 0;
  quoted->no_memory = 0;
  quoted->on_field = on_field;
  quoted->payload = payload;
  *taken = csv_parse(&quoted->parser, bytes, length, take_field, take_record, quoted);
  int went_well = *taken == length;
  if (went_well && is_last && !quoted->is_whole)
    went_well = csv_fini(&quoted->parser, take_field, take_record, quoted) == 0;
  if (quoted->no_memory || (!went_well && csv_error(&quoted->parser) != CSV_EPARSE))
    return fail(quoted, TELL__QUOTED_NO_MEMORY);
  if (!went_well)
    return fail(quoted, TELL__QUOTED_BROKEN);
  return quoted->is_whole ? TELL__QUOTED_WHOLE : TELL__QUOTED_OPEN;
}
