/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transforms of a mapping: reading them, and running them over a text. A new one is a line in
 * `known` and a case in change(). */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/number.h"
#include "base/utf8.h"
#include "ingest/cells/period.h"
#include "ingest/layouts/mapped/mapping.h"

enum { PAD_MAX = 20, PLACE = 3 /* of the transforms in a row */ };

/* What a lookup line holds that is no text but an order. */
static const char other[] = "(other)", same[] = "(same)", skip[] = "(skip)";

typedef enum argument { ARGUMENT_NONE, ARGUMENT_TEXT, ARGUMENT_WIDTH } argument;

static const struct {
  const char *name; /* with ":" where an argument follows */
  tell__step_kind kind;
  argument argument;
} known[] = {{"map:", TELL__STEP_MAP, ARGUMENT_TEXT},
             {"school_year", TELL__STEP_SCHOOL_YEAR, ARGUMENT_NONE},
             {"start_year", TELL__STEP_START_YEAR, ARGUMENT_NONE},
             {"end_year", TELL__STEP_END_YEAR, ARGUMENT_NONE},
             {"upper", TELL__STEP_UPPER, ARGUMENT_NONE},
             {"strip_prefix:", TELL__STEP_STRIP_PREFIX, ARGUMENT_TEXT},
             {"strip_suffix:", TELL__STEP_STRIP_SUFFIX, ARGUMENT_TEXT},
             {"pad:", TELL__STEP_PAD, ARGUMENT_WIDTH}};

/* One line that is being taken in. */
typedef struct taking {
  tell__mapping *mapping;
  const tell__mapping_row *row;
  tell__mapping_line *line;
  tell_error *err;
} taking;

static tell_status fail(const taking *work, const char *message) {
  return tell__mapping_fail(work->mapping, work->row->line, work->row->places[PLACE], "transform",
                            message, work->err);
}

static int is_year(tell__step_kind kind) {
  return kind == TELL__STEP_SCHOOL_YEAR || kind == TELL__STEP_START_YEAR ||
         kind == TELL__STEP_END_YEAR;
}

static int takes_years(tell__target target) {
  return target == TELL__TARGET_PERIOD || target == TELL__TARGET_VALID_FROM ||
         target == TELL__TARGET_VALID_TO;
}

static tell_status add_step(const taking *work, tell__step step, argument wanted) {
  int64_t width = 0;
  tell__mapping *mapping = work->mapping;
  if (wanted == ARGUMENT_TEXT && step.length == 0)
    return fail(work, "the transform needs something behind the colon");
  if (wanted == ARGUMENT_WIDTH &&
      (tell__whole_read(step.text, step.length, &width) != TELL__NUMBER_OK || width < 1 ||
       width > PAD_MAX))
    return fail(work, "pad takes a width from 1 to 20");
  if (is_year(step.kind) && !takes_years(work->line->target))
    return fail(work, "years are transformed for period, valid_from and valid_to only");
  if (wanted == ARGUMENT_WIDTH)
    step.number = (int32_t)width;
  if (!tell__grow((void **)&mapping->steps, &mapping->step_capacity, mapping->step_count,
                  sizeof step))
    return tell__fail_memory(work->err);
  mapping->steps[mapping->step_count++] = step;
  work->line->step_count++;
  return TELL_OK;
}

/* "divide:100", "multiply:10": how many powers of ten; 0 when it is none of these. */
static int32_t read_shift(const char *text) {
  static const char *const powers[] = {"10", "100", "1000"};
  int is_divide = strncmp(text, "divide:", strlen("divide:")) == 0;
  if (!is_divide && strncmp(text, "multiply:", strlen("multiply:")) != 0)
    return 0;
  const char *power = strchr(text, ':') + 1;
  for (int32_t i = 0; i < 3; i++)
    if (strcmp(power, powers[i]) == 0)
      return is_divide ? -(i + 1) : i + 1;
  return 0;
}

static tell_status take_shift(const taking *work, int32_t shift) {
  tell__target target = work->line->target;
  if (target < TELL__TARGET_VALUE || target > TELL__TARGET_MARGIN)
    return fail(work, "only numbers are divided and multiplied");
  if (work->line->shift != 0)
    return fail(work, "a number is divided or multiplied once");
  work->line->shift = shift;
  return TELL_OK;
}

static tell_status take_step(const taking *work, const char *text, int is_first) {
  int32_t shift = read_shift(text);
  if (strcmp(text, "join") == 0)
    return is_first && work->line->column_count > 1
               ? TELL_OK /* the columns are there already */
               : fail(work, "join is the first transform, of keys and units");
  if (shift != 0)
    return take_shift(work, shift);
  for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
    size_t length = strlen(known[i].name);
    if (known[i].argument == ARGUMENT_NONE ? strcmp(text, known[i].name) != 0
                                           : strncmp(text, known[i].name, length) != 0)
      continue;
    tell__step step = {.kind = known[i].kind, .text = text + length};
    step.length = strlen(step.text);
    /* The lookup is known by the number of its name with "map:" before it. */
    if (step.kind == TELL__STEP_MAP)
      step.number = tell__strings_find(work->mapping->texts, text, strlen(text));
    return add_step(work, step, known[i].argument);
  }
  return fail(work, "there is no transform of this name, or not with this argument");
}

tell_status tell__mapping_take_steps(tell__mapping *mapping, const tell__mapping_row *row,
                                     tell__mapping_line *line, tell_error *err) {
  const taking work = {mapping, row, line, err};
  line->first_step = mapping->step_count;
  if (row->transform[0] != '\0' && line->target == TELL__TARGET_IGNORE)
    return fail(&work, "what is not used is not transformed");
  int is_first = 1;
  for (const char *at = row->transform; at != NULL && row->transform[0] != '\0';) {
    const char *end = strchr(at, '|'), *start = at;
    size_t length = tell__utf8_trim(at, end != NULL ? (size_t)(end - at) : strlen(at), &start);
    int32_t number = tell__strings_add(mapping->texts, start, length);
    if (number < 0)
      return tell__fail_memory(err);
    tell_status status =
        take_step(&work, tell__strings_get(mapping->texts, number, NULL), is_first);
    if (status != TELL_OK)
      return status;
    is_first = 0;
    at = end != NULL ? end + 1 : NULL;
  }
  return TELL_OK;
}

static void replace(tell__text *text, const char *bytes, size_t length) {
  tell__text_clear(text);
  tell__text_add_n(text, bytes, length);
}

static int64_t look_up(const tell__mapping *mapping, int32_t lookup, const char *key) {
  int32_t number = tell__strings_find(mapping->texts, key, strlen(key));
  int64_t parts[2] = {lookup, number};
  return number >= 0 ? tell__keymap_find(mapping->lookups, parts) : -1;
}

static tell__changed change_by_lookup(const tell__mapping *mapping, const tell__step *step,
                                      tell__text *text) {
  char *key = tell__utf8_name_key(tell__text_get(text), text->length);
  if (key == NULL)
    return TELL__CHANGED_NO_MEMORY;
  int64_t found = look_up(mapping, step->number, key);
  tell__free(key);
  if (found < 0)
    found = look_up(mapping, step->number, other);
  if (found < 0)
    return TELL__CHANGED_NOT_KNOWN;
  size_t length = 0;
  const char *to = tell__strings_get(mapping->texts, (int32_t)found, &length);
  if (strcmp(to, skip) == 0)
    return TELL__CHANGED_SKIP;
  if (strcmp(to, same) != 0)
    replace(text, to, length);
  return TELL__CHANGED_OK;
}

/* A blank cell says nothing of a year, which is for the target to judge. */
static tell__changed change_year(tell__step_kind kind, tell__text *text) {
  int64_t year = 0;
  if (text->length == 0)
    return TELL__CHANGED_OK;
  if (kind == TELL__STEP_SCHOOL_YEAR)
    year = tell__period_read(text->bytes, text->length);
  else if (text->length == 4 &&
           tell__whole_read(text->bytes, text->length, &year) == TELL__NUMBER_OK)
    year = kind == TELL__STEP_END_YEAR ? year - 1 : year;
  else
    return TELL__CHANGED_NOT_KNOWN;
  if (year < TELL__PERIOD_FIRST || year > TELL__PERIOD_LAST)
    return TELL__CHANGED_NOT_KNOWN;
  tell__text_clear(text);
  tell__text_add_year(text, year);
  return TELL__CHANGED_OK;
}

static void upper(tell__text *text) {
  for (size_t i = 0; i < text->length; i++)
    if (text->bytes[i] >= 'a' && text->bytes[i] <= 'z')
      text->bytes[i] = (char)(text->bytes[i] - 'a' + 'A');
}

/* Cuts `cut` bytes at the front and keeps `length`, without the blanks that then stand outside. */
static void cut(tell__text *text, size_t from, size_t length) {
  const char *start = NULL;
  length = tell__utf8_trim(text->bytes + from, length, &start);
  memmove(text->bytes, start, length);
  text->bytes[length] = '\0';
  text->length = length;
}

static void strip(const tell__step *step, tell__text *text) {
  if (step->length > text->length)
    return;
  size_t rest = text->length - step->length;
  if (step->kind == TELL__STEP_STRIP_PREFIX && memcmp(text->bytes, step->text, step->length) == 0)
    cut(text, step->length, rest);
  else if (step->kind == TELL__STEP_STRIP_SUFFIX &&
           memcmp(text->bytes + rest, step->text, step->length) == 0)
    cut(text, 0, rest);
}

/* Only what is all digits has lost its zeroes. */
static void pad(const tell__step *step, tell__text *text) {
  char digits[PAD_MAX];
  size_t width = (size_t)step->number, length = text->length;
  if (length == 0 || length >= width)
    return;
  for (size_t i = 0; i < length; i++)
    if (text->bytes[i] < '0' || text->bytes[i] > '9')
      return;
  memset(digits, '0', width);
  memcpy(digits + width - length, text->bytes, length);
  replace(text, digits, width);
}

static tell__changed change(const tell__mapping *mapping, const tell__step *step,
                            tell__text *text) {
  switch (step->kind) {
  case TELL__STEP_MAP:
    return change_by_lookup(mapping, step, text);
  case TELL__STEP_SCHOOL_YEAR:
  case TELL__STEP_START_YEAR:
  case TELL__STEP_END_YEAR:
    return change_year(step->kind, text);
  case TELL__STEP_UPPER:
    upper(text);
    return TELL__CHANGED_OK;
  case TELL__STEP_STRIP_PREFIX:
  case TELL__STEP_STRIP_SUFFIX:
    strip(step, text);
    return TELL__CHANGED_OK;
  case TELL__STEP_PAD:
    pad(step, text);
    return TELL__CHANGED_OK;
  }
  return TELL__CHANGED_NOT_KNOWN;
}

tell__changed tell__mapping_change(const tell__mapping *mapping, const tell__mapping_line *line,
                                   tell__text *text) {
  tell__changed result = TELL__CHANGED_OK;
  for (size_t i = 0; result == TELL__CHANGED_OK && i < line->step_count; i++)
    result = change(mapping, &mapping->steps[line->first_step + i], text);
  return text->failed ? TELL__CHANGED_NO_MEMORY : result;
}
