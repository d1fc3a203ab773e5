/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Patterns of the names of columns; see the header. */
#include "ingest/layouts/mapped/mapping_pattern.h"

#include <string.h>

#include "base/alloc.h"
#include "base/text.h"
#include "base/utf8.h"

/* Whether the text is a name in braces: small letters, digits and "_". */
static int is_name(const char *text, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (!(text[i] >= 'a' && text[i] <= 'z') && !(text[i] >= '0' && text[i] <= '9') &&
        text[i] != '_')
      return 0;
  return length > 0;
}

static tell__pattern_result take_name(tell__pattern *pattern, const char *text, size_t length) {
  if (!is_name(text, length) || pattern->count == TELL__CAPTURES_MAX)
    return TELL__PATTERN_BROKEN;
  char *name = tell__copy_n(text, length);
  if (name == NULL)
    return TELL__PATTERN_NO_MEMORY;
  if (tell__pattern_capture(pattern, name) >= 0) {
    tell__free(name);
    return TELL__PATTERN_BROKEN;
  }
  pattern->names[pattern->count++] = name;
  return TELL__PATTERN_OK;
}

/* Finds the literals of a spelling, and the names of the captures where `names` wants them. */
static tell__pattern_result split(tell__pattern *pattern, tell__spelling *spelling, int names) {
  const char *at = spelling->bytes;
  for (int32_t i = 0;; i++) {
    const char *open = strchr(at, '{');
    size_t length = open != NULL ? (size_t)(open - at) : strlen(at);
    if (memchr(at, '}', length) != NULL || i > TELL__CAPTURES_MAX)
      return TELL__PATTERN_BROKEN;
    spelling->literals[i] = (tell__piece){at, length};
    if (open == NULL)
      return TELL__PATTERN_OK;
    const char *close = strchr(open, '}');
    /* Two captures side by side leave open where one ends. */
    if (close == NULL || (i > 0 && length == 0))
      return TELL__PATTERN_BROKEN;
    if (names) {
      tell__pattern_result result = take_name(pattern, open + 1, (size_t)(close - open) - 1);
      if (result != TELL__PATTERN_OK)
        return result;
    }
    at = close + 1;
  }
}

tell__pattern_result tell__pattern_read(const char *text, tell__pattern **out) {
  tell__pattern *made = tell__alloc(sizeof *made);
  *out = made;
  if (made == NULL)
    return TELL__PATTERN_NO_MEMORY;
  made->written.bytes = tell__copy(text);
  made->key.bytes = tell__utf8_name_key(text, strlen(text));
  if (made->written.bytes == NULL || made->key.bytes == NULL)
    return TELL__PATTERN_NO_MEMORY;
  tell__pattern_result result = split(made, &made->written, 1);
  /* The same braces stand in both spellings. */
  if (result == TELL__PATTERN_OK)
    result = split(made, &made->key, 0);
  for (int32_t i = 0; result == TELL__PATTERN_OK && i <= made->count; i++)
    made->weight += made->key.literals[i].length;
  return result;
}

void tell__pattern_free(tell__pattern *pattern) {
  if (pattern == NULL)
    return;
  tell__free(pattern->written.bytes);
  tell__free(pattern->key.bytes);
  for (int32_t i = 0; i < pattern->count; i++)
    tell__free(pattern->names[i]);
  tell__free(pattern);
}

int32_t tell__pattern_capture(const tell__pattern *pattern, const char *name) {
  for (int32_t i = 0; i < pattern->count; i++)
    if (strcmp(pattern->names[i], name) == 0)
      return i;
  return -1;
}

/* The first place of `piece` in a text, NULL when it is not there. */
static const char *find(const char *text, size_t length, const tell__piece *piece) {
  for (size_t at = 0; at + piece->length <= length; at++)
    if (memcmp(text + at, piece->text, piece->length) == 0)
      return text + at;
  return NULL;
}

/*
 * Taking each literal at its first place, and the last one at the end, finds a
 * match whenever there is one.
 */
static int match(const tell__spelling *spelling, int32_t count, const char *text,
                 tell__piece *captures) {
  size_t length = strlen(text);
  const tell__piece *first = &spelling->literals[0], *last = &spelling->literals[count];
  if (count == 0)
    return length == first->length && memcmp(text, first->text, length) == 0;
  if (length < first->length + last->length + 1 || memcmp(text, first->text, first->length) != 0 ||
      memcmp(text + length - last->length, last->text, last->length) != 0)
    return 0;
  const char *at = text + first->length, *end = text + length - last->length;
  for (int32_t i = 0; i < count; i++) {
    const char *stop = end;
    if (i + 1 < count && at < end)
      stop = find(at + 1, (size_t)(end - at) - 1, &spelling->literals[i + 1]);
    if (stop == NULL || at >= stop)
      return 0;
    captures[i] = (tell__piece){at, (size_t)(stop - at)};
    at = stop + (i + 1 < count ? spelling->literals[i + 1].length : 0);
  }
  return 1;
}

int tell__pattern_match(const tell__pattern *pattern, const char *name, const char *key,
                        tell__piece captures[TELL__CAPTURES_MAX]) {
  return match(&pattern->written, pattern->count, name, captures) ||
         match(&pattern->key, pattern->count, key, captures);
}
