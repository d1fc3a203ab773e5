/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The door to jansson; see the header.
 *
 * jansson allocates by malloc. Its hooks for other allocators are one setting
 * for the whole process, and the host may use jansson too: they stay as they
 * are. Its own messages quote the text ("near '...'") and are never passed on.
 */
#include "json.h"

#include <math.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"
#include "base/number.h"

enum {
  FLAGS = JSON_REJECT_DUPLICATES | JSON_ALLOW_NUL | JSON_DISABLE_EOF_CHECK | JSON_DECODE_ANY,
  DIGITS_SURE = 15, /* these are always those of the number as written */
  DIGITS_MOST = 17,
  DECIMALS_MOST = 15 /* that can be written */
};

static const char mark[] = "\xEF\xBB\xBF"; /* byte order mark */

static size_t mark_length(const char *bytes, size_t length) {
  size_t size = sizeof mark - 1;
  return length >= size && memcmp(bytes, mark, size) == 0 ? size : 0;
}

static size_t skip_blanks(const char *bytes, size_t length, size_t at) {
  while (at < length &&
         (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\n' || bytes[at] == '\r'))
    at++;
  return at;
}

/* A key as people write it who have forgotten its quotes. */
static int is_bare_key(const char *bytes, size_t length, size_t at) {
  size_t from = at;
  while (at < length && ((bytes[at] | 0x20) >= 'a') && ((bytes[at] | 0x20) <= 'z'))
    at++;
  at = at > from ? skip_blanks(bytes, length, at) : length;
  return at < length && bytes[at] == ':';
}

int tell__json_looks_like(const char *bytes, size_t length) {
  size_t at = skip_blanks(bytes, length, mark_length(bytes, length));
  if (at == length || (bytes[at] != '[' && bytes[at] != '{'))
    return 0;
  const char *opening = bytes + at;
  at = skip_blanks(bytes, length, at + 1);
  /* No header of a table is a bracket alone. */
  if (at == length || memchr(opening, '\n', (size_t)(bytes + at - opening)) != NULL)
    return 1;
  if (*opening == '{' && is_bare_key(bytes, length, at))
    return 1;
  return strchr(*opening == '[' ? "{[]" : "\"'}", bytes[at]) != NULL && bytes[at] != '\0';
}

/* The place of a byte: line and character from 1, without the byte order mark. */
static tell__position place_of(const char *name, const char *bytes, size_t offset) {
  tell__position place = {.source = name, .line = 1, .column = 1};
  for (size_t i = mark_length(bytes, offset); i < offset; i++) {
    if (bytes[i] == '\n') {
      place.line++;
      place.column = 1;
    } else if (((unsigned char)bytes[i] & 0xC0) != 0x80) {
      place.column++;
    }
  }
  return place;
}

static const char *message_of(enum json_error_code code) {
  switch (code) {
  case json_error_stack_overflow:
    return "the JSON text is nested too deep";
  case json_error_premature_end_of_input:
    return "the JSON text ends before it is complete";
  case json_error_invalid_utf8:
    return "the JSON text has bytes that are no character";
  case json_error_null_character:
  case json_error_null_byte_in_key:
    return "the JSON text has a zero byte where none may be";
  case json_error_duplicate_key:
    return "an object of the JSON text has a key twice, so it is not known which one holds";
  case json_error_numeric_overflow:
    return "a number of the JSON text is too large";
  default:
    return "this is not as JSON is written";
  }
}

static tell_status fail(const char *name, const char *bytes, size_t offset, const char *message,
                        tell_error *err) {
  tell__position place = place_of(name, bytes, offset);
  return tell__fail_at(err, TELL_E_DIALECT, &place, message);
}

/* Parses the value that begins at `*at`, which then is the byte behind it. */
static tell_status parse_value(const char *name, const char *bytes, size_t length, size_t *at,
                               tell__json_node **value, tell_error *err) {
  json_error_t error;
  memset(&error, 0, sizeof error);
  *value = (tell__json_node *)json_loadb(bytes + *at, length - *at, FLAGS, &error);
  if (*value != NULL) {
    *at += (size_t)error.position;
    return TELL_OK;
  }
  /* Where jansson says nothing it had no memory for saying it. */
  if (error.text[0] == '\0' || json_error_code(&error) == json_error_out_of_memory)
    return tell__fail_memory(err);
  size_t offset = *at + (error.position > 0 ? (size_t)error.position : 0);
  return fail(name, bytes, offset < length ? offset : length, message_of(json_error_code(&error)),
              err);
}

tell_status tell__json_parse(const char *name, const char *bytes, size_t length,
                             tell__json_node **root, tell_error *err) {
  size_t at = mark_length(bytes, length);
  tell_status status = parse_value(name, bytes, length, &at, root, err);
  if (status != TELL_OK)
    return status;
  at = skip_blanks(bytes, length, at);
  if (at == length)
    return TELL_OK;
  tell__json_free(*root);
  *root = NULL;
  return fail(name, bytes, at, "there is something behind the end of the JSON text", err);
}

void tell__json_free(tell__json_node *root) { json_decref((json_t *)root); }

tell__json_array tell__json_array_begin(const char *name, const char *bytes, size_t length) {
  return (tell__json_array){name, bytes, length, mark_length(bytes, length), 0};
}

/* Passes over a sign of the array's own, and the blanks around it. */
static int pass(tell__json_array *array, char sign) {
  array->at = skip_blanks(array->bytes, array->length, array->at);
  if (array->at == array->length || array->bytes[array->at] != sign)
    return 0;
  array->at = skip_blanks(array->bytes, array->length, array->at + 1);
  return 1;
}

static tell_status fail_array(const tell__json_array *array, tell_error *err) {
  return fail(array->name, array->bytes, array->at,
              message_of(array->at == array->length ? json_error_premature_end_of_input
                                                    : json_error_invalid_syntax),
              err);
}

tell_status tell__json_array_next(tell__json_array *array, tell__json_node **element,
                                  tell_error *err) {
  *element = NULL;
  int was_begun = array->begun;
  array->begun = 1;
  if (!was_begun && !pass(array, '['))
    return fail_array(array, err);
  int may_end = was_begun || array->at == array->length || array->bytes[array->at] == ']';
  if (may_end && pass(array, ']'))
    return array->at == array->length ? TELL_END : fail_array(array, err);
  if (was_begun && !pass(array, ','))
    return fail_array(array, err);
  return parse_value(array->name, array->bytes, array->length, &array->at, element, err);
}

static const json_t *inside(const tell__json_node *node) { return (const json_t *)node; }

tell__json_kind tell__json_kind_of(const tell__json_node *node) {
  if (node == NULL)
    return TELL__JSON_NULL;
  switch (json_typeof(inside(node))) {
  case JSON_OBJECT:
    return TELL__JSON_OBJECT;
  case JSON_ARRAY:
    return TELL__JSON_ARRAY;
  case JSON_STRING:
    return TELL__JSON_TEXT;
  case JSON_INTEGER:
  case JSON_REAL:
    return TELL__JSON_NUMBER;
  case JSON_TRUE:
  case JSON_FALSE:
    return TELL__JSON_WORD;
  default:
    return TELL__JSON_NULL;
  }
}

const char *tell__json_text(const tell__json_node *node, size_t *length) {
  *length = json_string_length(inside(node));
  return *length > 0 ? json_string_value(inside(node)) : "";
}

int64_t tell__json_whole(const tell__json_node *node, int64_t fallback) {
  return json_is_integer(inside(node)) ? (int64_t)json_integer_value(inside(node)) : fallback;
}

size_t tell__json_count(const tell__json_node *node) {
  return json_is_array(inside(node)) ? json_array_size(inside(node))
                                     : json_object_size(inside(node));
}

const tell__json_node *tell__json_at(const tell__json_node *array, size_t index) {
  return (const tell__json_node *)json_array_get(inside(array), index);
}

const tell__json_node *tell__json_member(const tell__json_node *object, const char *key) {
  return (const tell__json_node *)json_object_get(inside(object), key);
}

int tell__json_next_member(const tell__json_node *object, tell__json_entry *entry) {
  /* jansson asks for a changeable object; iterating changes nothing. */
  json_t *members = (json_t *)(uintptr_t)object;
  if (!json_is_object(members))
    return 0;
  entry->position = entry->position == NULL ? json_object_iter(members)
                                            : json_object_iter_next(members, entry->position);
  if (entry->position == NULL)
    return 0;
  entry->key = json_object_iter_key(entry->position);
  entry->value = (const tell__json_node *)json_object_iter_value(entry->position);
  return 1;
}

/* As few digits as read back as the same double. */
static void add_real(tell__text *text, double value) {
  char buffer[TELL_NUMBER_SIZE];
  int32_t whole_digits = 1;
  for (double rest = fabs(value); rest >= 10; rest /= 10)
    whole_digits++;
  for (int32_t digits = DIGITS_SURE; digits <= DIGITS_MOST; digits++) {
    int32_t decimals = digits > whole_digits ? digits - whole_digits : 0;
    decimals = decimals < DECIMALS_MOST ? decimals : DECIMALS_MOST;
    double read = 0;
    if (tell_number_write(value, decimals, 1, TELL_NUMBER_COMMA, buffer, sizeof buffer, NULL) !=
        TELL_OK)
      return;
    if (tell__number_read(buffer, strlen(buffer), ',', &read, NULL) == TELL__NUMBER_OK &&
        read == value)
      break;
  }
  tell__text_add(text, buffer);
}

int tell__json_add_cell(tell__text *text, const tell__json_node *node) {
  size_t length = 0;
  switch (tell__json_kind_of(node)) {
  case TELL__JSON_ARRAY:
  case TELL__JSON_OBJECT:
    return 0;
  case TELL__JSON_TEXT:
    tell__text_add_n(text, tell__json_text(node, &length), json_string_length(inside(node)));
    return 1;
  case TELL__JSON_WORD:
    tell__text_add(text, json_is_true(inside(node)) ? "true" : "false");
    return 1;
  case TELL__JSON_NUMBER:
    if (json_is_integer(inside(node)))
      tell__text_add_i64(text, (int64_t)json_integer_value(inside(node)));
    else
      add_real(text, json_real_value(inside(node)));
    return 1;
  default:
    return 1;
  }
}
