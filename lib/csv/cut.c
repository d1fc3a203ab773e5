/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding cuts; the header says by what rule. */
#include "cut.h"

#include <string.h>

#include "lines.h"
#include "scan.h"

typedef struct cutting {
  tell__cutter *cutter;
  const char *text;
  size_t length;
  int is_end;
} cutting;

/* A physical line. It is unfinished where the text stops before its end, or between CR and LF. */
typedef struct line {
  size_t from, end, next;
  int is_finished;
} line;

static line line_at(const cutting *work, size_t from) {
  line found = {.from = from};
  found.end = tell__line_end(work->text, work->length, from, &found.next);
  int may_go_on =
      found.end == work->length || (work->text[found.end] == '\r' && found.end + 1 == work->length);
  found.is_finished = work->is_end || !may_go_on;
  return found;
}

static int has_open_quote(const cutting *work, const line *at) {
  const char *text = work->text + at->from;
  const char *end = work->text + at->end;
  int is_odd = 0;
  while ((text = memchr(text, '"', (size_t)(end - text))) != NULL) {
    is_odd = !is_odd;
    text++;
  }
  return is_odd;
}

/* The record that begins with a line that leaves a quote open. */
static tell__cut settle_open(const cutting *work, const line *first, size_t *next) {
  size_t limit = work->cutter->record_bytes;
  line at = *first;
  size_t taken = 0;
  if (work->cutter->quoted == NULL)
    work->cutter->quoted = tell__quoted_create(work->cutter->delimiter);
  if (work->cutter->quoted == NULL)
    return TELL__CUT_NO_MEMORY;
  *next = first->next;
  tell__quoted_state state = TELL__QUOTED_OPEN;
  while (state == TELL__QUOTED_OPEN) {
    int is_seen = at.from < work->length || work->is_end; /* that there is another line */
    if (is_seen && at.end - first->from > limit)
      break;
    if (!at.is_finished) {
      tell__quoted_reset(work->cutter->quoted);
      return TELL__CUT_MORE;
    }
    state = tell__quoted_feed(work->cutter->quoted, work->text + at.from, at.next - at.from,
                              work->is_end && at.next == work->length, NULL, NULL, &taken);
    if (state == TELL__QUOTED_WHOLE)
      *next = at.next;
    at = line_at(work, at.next);
  }
  if (state == TELL__QUOTED_OPEN)
    tell__quoted_reset(work->cutter->quoted);
  return state == TELL__QUOTED_NO_MEMORY ? TELL__CUT_NO_MEMORY : TELL__CUT_FOUND;
}

/* Where the record after the one at `from` begins. */
static tell__cut settle(const cutting *work, size_t from, size_t *next) {
  line first = line_at(work, from);
  if (!first.is_finished)
    return TELL__CUT_MORE;
  *next = first.next;
  if (first.end - first.from > work->cutter->record_bytes || !has_open_quote(work, &first))
    return TELL__CUT_FOUND;
  return settle_open(work, &first, next);
}

/* Where the line at `place` begins, which is not before `from`. */
static size_t line_start(const cutting *work, size_t from, size_t place) {
  while (place > from && work->text[place - 1] != '\n' && work->text[place - 1] != '\r')
    place--;
  return place;
}

/* Behind the last finished line in [from, stop); `from` when there is none. */
static size_t last_line(const cutting *work, size_t from, size_t stop) {
  size_t start = line_start(work, from, stop);
  if (start == from || work->text[start - 1] == '\n')
    return start;
  if (start < work->length)
    return start + (work->text[start] == '\n');
  return work->is_end ? start : line_start(work, from, start - 1);
}

tell__cut tell__cut_find(tell__cutter *cutter, const char *text, size_t length, int is_end,
                         size_t target, size_t *cut) {
  const cutting work = {cutter, text, length, is_end};
  size_t stop = target < length ? target : length;
  size_t at = 0;
  tell__cut result = TELL__CUT_FOUND;
  /* Quotes that are closed in their lines are nothing to a cut, and there are hardly any others. */
  int is_even = tell__scan_is_even(text, stop);
  *cut = 0;
  while (result == TELL__CUT_FOUND && at < stop) {
    const char *quote = is_even ? NULL : memchr(text + at, '"', stop - at);
    size_t plain =
        quote != NULL ? line_start(&work, at, (size_t)(quote - text)) : last_line(&work, at, stop);
    *cut = plain;
    /* Behind the last line end there is a line that goes on behind the target. */
    if (quote == NULL && plain > 0)
      break;
    result = settle(&work, plain, &at);
    if (result == TELL__CUT_FOUND && (at <= stop || *cut == 0))
      *cut = at;
  }
  return result == TELL__CUT_MORE && *cut > 0 ? TELL__CUT_FOUND : result;
}

void tell__cutter_free(tell__cutter *cutter) {
  tell__quoted_free(cutter->quoted);
  cutter->quoted = NULL;
}
