/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a mapping, one by one: what each may say, and where it goes. */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/number.h"
#include "base/utf8.h"
#include "ingest/layouts/mapped/mapping.h"
#include "telling/table.h"

static const char *const ids[TELL__TARGET_COUNT] = {
    "source",   "period",    "grade",     "gender",     "owner",        "indicator", "dimension",
    "category", "level",     "unit_code", "unit_name",  "parent_level", "parent",    "parent_name",
    "area",     "area_name", "successor", "valid_from", "valid_to",     "value",     "numerator",
    "n",        "sd",        "margin",    "state",      "ignore"};

/* One line that is being taken in. */
typedef struct taking {
  tell__mapping *mapping;
  const tell__mapping_row *row;
  tell_error *err;
} taking;

/* The columns of a mapping's file, for places. */
enum { TARGET, COLUMN, CONSTANT, TRANSFORM, BLOCK };

const char *tell__target_id(tell__target target) { return ids[target]; }

static tell_status fail(const taking *work, int place, const char *message) {
  static const char *const names[] = {"target", "column", "constant", "transform", "block"};
  return tell__mapping_fail(work->mapping, work->row->line, work->row->places[place], names[place],
                            message, work->err);
}

static int is(const char *a, const char *b) { return strcmp(a, b) == 0; }

static tell_status take_name(const taking *work) {
  const char *name = work->row->constant;
  for (const char *at = name; *at != '\0'; at++)
    if (!(*at >= 'a' && *at <= 'z') && !(*at >= '0' && *at <= '9') && *at != '-' && *at != '_')
      return fail(work, CONSTANT, "the name of a layout has small letters a to z, digits, - and _");
  work->mapping->name = name;
  return TELL_OK;
}

static tell_status take_delimiter(const taking *work) {
  static const struct {
    const char *name;
    char delimiter;
  } known[] = {{"semicolon", ';'}, {"comma", ','}, {"tab", '\t'}, {"pipe", '|'}, {"space", ' '}};
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (is(work->row->constant, known[i].name)) {
      work->mapping->delimiter = known[i].delimiter;
      return TELL_OK;
    }
  return fail(work, CONSTANT, "a delimiter is semicolon, comma, tab, pipe or space");
}

static tell_status take_mark(const taking *work) {
  int is_comma = is(work->row->constant, "comma");
  if (!is_comma && !is(work->row->constant, "point"))
    return fail(work, CONSTANT, "a decimal mark is comma or point");
  work->mapping->mark = is_comma ? ',' : '.';
  return TELL_OK;
}

static tell_status take_skip_lines(const taking *work) {
  int64_t count = 0;
  const char *text = work->row->constant;
  if (tell__whole_read(text, strlen(text), &count) != TELL__NUMBER_OK || count < 0 || count > 1000)
    return fail(work, CONSTANT, "the lines to pass over are a whole number from 0 to 1000");
  work->mapping->skip_lines = count;
  return TELL_OK;
}

/* The names of the columns, with "|" between them. */
static tell_status take_header(const taking *work) {
  tell__mapping *mapping = work->mapping;
  for (const char *at = work->row->constant; at != NULL;) {
    const char *end = strchr(at, '|'), *start = at;
    size_t length = tell__utf8_trim(at, end != NULL ? (size_t)(end - at) : strlen(at), &start);
    int32_t number = tell__strings_add(mapping->texts, start, length);
    if (length == 0)
      return fail(work, CONSTANT, "a column of the header has no name");
    if (number < 0 || !tell__grow((void **)&mapping->header, &mapping->header_capacity,
                                  mapping->header_count, sizeof *mapping->header))
      return tell__fail_memory(work->err);
    mapping->header[mapping->header_count++] = tell__strings_get(mapping->texts, number, NULL);
    at = end != NULL ? end + 1 : NULL;
  }
  return TELL_OK;
}

/* What is said once, of the file as a whole. */
static const struct {
  const char *target;
  tell_status (*take)(const taking *work);
} settings[TELL__SETTINGS] = {{"layout_name", take_name},
                              {"delimiter", take_delimiter},
                              {"decimal_mark", take_mark},
                              {"skip_lines", take_skip_lines},
                              {"header", take_header}};

static tell_status take_setting(const taking *work, size_t which) {
  if (work->mapping->told[which] != 0)
    return fail(work, TARGET, "an earlier line of the mapping says this already");
  if (work->row->column[0] != '\0' || work->row->transform[0] != '\0' ||
      work->row->block[0] != '\0')
    return fail(work, TARGET, "this target takes nothing but a constant");
  if (work->row->constant[0] == '\0')
    return fail(work, CONSTANT, "a constant must be given");
  work->mapping->told[which] = work->row->line;
  return settings[which].take(work);
}

static int find_state(const char *id, tell__mapping_sign *sign) {
  static const tell_state known[] = {TELL_STATE_SUPPRESSED, TELL_STATE_MISSING,
                                     TELL_STATE_NOT_TAKEN_PART, TELL_STATE_NOT_APPLICABLE,
                                     TELL_STATE_NOT_COMPARABLE};
  sign->is_zero = is(id, "zero");
  for (size_t i = 0; i < sizeof known / sizeof *known; i++)
    if (is(id, tell_state_id(known[i]))) {
      sign->state = known[i];
      return 1;
    }
  return sign->is_zero;
}

static tell_status take_sign(const taking *work) {
  tell__mapping *mapping = work->mapping;
  tell__mapping_sign sign = {.text = work->row->column, .length = strlen(work->row->column)};
  if (work->row->transform[0] != '\0' || work->row->block[0] != '\0')
    return fail(work, TARGET, "a sign takes a column (the sign) and a constant (its state)");
  if (!find_state(work->row->constant, &sign))
    return fail(work, CONSTANT,
                "a sign means suppressed, missing, not_taken_part, not_applicable, "
                "not_comparable or zero");
  for (size_t i = 0; i < mapping->sign_count; i++)
    if (is(mapping->signs[i].text, sign.text))
      return fail(work, COLUMN, "an earlier line of the mapping says what this sign means");
  if (sign.length == 0 && (sign.is_zero || sign.state == TELL_STATE_NOT_COMPARABLE))
    return fail(work, CONSTANT, "a blank cell cannot mean this");
  if (!tell__grow((void **)&mapping->signs, &mapping->sign_capacity, mapping->sign_count,
                  sizeof *mapping->signs))
    return tell__fail_memory(work->err);
  mapping->signs[mapping->sign_count++] = sign;
  if (sign.length == 0)
    mapping->blank = sign.state;
  else
    mapping->sign_starts[(uint8_t)sign.text[0]] = 1;
  return TELL_OK;
}

/* A line of a lookup: a text, compared as names are, and what it becomes. */
static tell_status take_lookup(const taking *work) {
  tell__mapping *mapping = work->mapping;
  const char *from = work->row->column, *to = work->row->constant;
  if (work->row->transform[0] != '\0' || work->row->block[0] != '\0')
    return fail(work, TARGET, "a line of a lookup takes a column (the text) and a constant");
  if (strlen(work->row->target) == strlen("map:"))
    return fail(work, TARGET, "the lookup has no name");
  char *name = tell__utf8_name_key(from, strlen(from));
  if (name == NULL)
    return tell__fail_memory(work->err);
  int32_t held = tell__strings_add(mapping->texts, name, strlen(name));
  tell__free(name);
  /* Every text of a row is there already: these only find its number. */
  int64_t key[2] = {
      tell__strings_find(mapping->texts, work->row->target, strlen(work->row->target)), held};
  int64_t value = tell__strings_find(mapping->texts, to, strlen(to));
  if (held < 0)
    return tell__fail_memory(work->err);
  if (tell__keymap_find(mapping->lookups, key) >= 0)
    return fail(work, COLUMN, "an earlier line of the lookup has the same text");
  int64_t lookup[2] = {key[0], -1};
  return tell__keymap_add(mapping->lookups, key, value) >= 0 &&
                 tell__keymap_add(mapping->lookups, lookup, 0) >= 0
             ? TELL_OK
             : tell__fail_memory(work->err);
}

/* "{name}" as a whole: the part of a header with this name. */
static tell_status take_capture(const taking *work, tell__mapping_line *line) {
  const char *text = work->row->column;
  size_t length = strlen(text);
  int32_t number = tell__strings_add(work->mapping->texts, text + 1, length - 2);
  if (number < 0)
    return tell__fail_memory(work->err);
  line->capture = tell__strings_get(work->mapping->texts, number, NULL);
  return TELL_OK;
}

static int keep_column(const taking *work, const char *name, size_t length,
                       tell__named_column *column) {
  tell__strings *texts = work->mapping->texts;
  char *made = tell__utf8_name_key(name, length);
  int32_t written = made != NULL ? tell__strings_add(texts, name, length) : -1;
  int32_t key = written >= 0 ? tell__strings_add(texts, made, strlen(made)) : -1;
  tell__free(made);
  column->name = tell__strings_get(texts, written, NULL);
  column->key = tell__strings_get(texts, key, NULL);
  return key >= 0;
}

static tell_status take_columns(const taking *work, tell__mapping_line *line) {
  const char *text = work->row->column;
  int is_joined = strncmp(work->row->transform, "join", strlen("join")) == 0;
  if (text[0] == '{' && strchr(text, '}') == text + strlen(text) - 1)
    return take_capture(work, line);
  for (const char *at = text; at != NULL;) {
    const char *end = is_joined ? strchr(at, '|') : NULL, *start = at;
    size_t length = tell__utf8_trim(at, end != NULL ? (size_t)(end - at) : strlen(at), &start);
    if (length == 0 || line->column_count == TELL__JOINED_MAX)
      return fail(work, COLUMN, "join takes two to four columns with | between them");
    if (!keep_column(work, start, length, &line->columns[line->column_count++]))
      return tell__fail_memory(work->err);
    at = end != NULL ? end + 1 : NULL;
  }
  return !is_joined || line->column_count > 1
             ? TELL_OK
             : fail(work, COLUMN, "join takes two to four columns with | between them");
}

static tell_status take_pattern(const taking *work, tell__mapping_line *line) {
  switch (tell__pattern_read(work->row->column, &line->pattern)) {
  case TELL__PATTERN_OK:
    return TELL_OK;
  case TELL__PATTERN_NO_MEMORY:
    return tell__fail_memory(work->err);
  default:
    return fail(work, COLUMN,
                "in a pattern, braces hold different names (small letters), with text between "
                "them");
  }
}

static tell_status read_place(const taking *work, tell__mapping_line *line) {
  int has_column = work->row->column[0] != '\0', has_constant = work->row->constant[0] != '\0';
  int is_key = line->target < TELL__TARGET_VALUE;
  if (has_column == has_constant)
    return fail(work, COLUMN, "a target takes either a column or a constant");
  if (has_constant && !is_key)
    return fail(work, CONSTANT, "this target takes a column and no constant");
  if (has_constant && work->row->transform[0] != '\0')
    return fail(work, TRANSFORM, "a constant is not transformed");
  if (has_constant)
    line->constant = work->row->constant;
  return has_constant ? TELL_OK : is_key ? take_columns(work, line) : take_pattern(work, line);
}

static tell_status take_line(const taking *work, tell__target target) {
  tell__mapping *mapping = work->mapping;
  tell__mapping_line line = {.target = target, .line = work->row->line};
  line.column = work->row->places[COLUMN];
  line.block = tell__strings_add(mapping->blocks, work->row->block, strlen(work->row->block));
  if (line.block < 0 || !tell__grow((void **)&mapping->lines, &mapping->line_capacity,
                                    mapping->line_count, sizeof line))
    return tell__fail_memory(work->err);
  if (mapping->line_count >= TELL__TARGETS_MAX)
    return fail(work, TARGET, "a mapping has at most 4096 lines that are no lookups");
  if (line.block >= TELL__BLOCKS_MAX)
    return fail(work, BLOCK, "a mapping has at most 256 blocks");
  tell_status status = read_place(work, &line);
  if (status == TELL_OK)
    status = tell__mapping_take_steps(mapping, work->row, &line, work->err);
  /* Kept also after a failure, so that its pattern is freed with the mapping. */
  mapping->lines[mapping->line_count++] = line;
  if (target == TELL__TARGET_VALUE || target == TELL__TARGET_NUMERATOR ||
      target == TELL__TARGET_STATE)
    mapping->has_measures = 1;
  return status;
}

tell_status tell__mapping_take(tell__mapping *mapping, const tell__mapping_row *row,
                               tell_error *err) {
  const taking work = {mapping, row, err};
  for (size_t i = 0; i < TELL__SETTINGS; i++)
    if (is(row->target, settings[i].target))
      return take_setting(&work, i);
  if (is(row->target, "sign"))
    return take_sign(&work);
  if (strncmp(row->target, "map:", strlen("map:")) == 0)
    return take_lookup(&work);
  for (tell__target target = 0; target < TELL__TARGET_COUNT; target++)
    if (is(row->target, ids[target]))
      return take_line(&work, target);
  return fail(&work, TARGET, "there is no target of this name");
}
