/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding the delimiter: the character that stands equally often on most of
 * the first lines. Preambles are allowed for, so no single line decides.
 */
#include "dialect.h"

#include <string.h>

#include "lines.h"

enum { LINES_MAX = 64, CANDIDATES = 4 };

/* In the order of preference between equals: a comma is also a decimal mark. */
static const char DELIMITERS[CANDIDATES + 1] = "|\t;,";

typedef struct sample {
  uint32_t counts[LINES_MAX][CANDIDATES];
  size_t lines;        /* not blank; a line break in quotes ends none */
  int has_plain_comma; /* a comma that does not stand between two digits */
  int in_quote;
} sample;

static int is_digit(char byte) { return byte >= '0' && byte <= '9'; }

static int is_decimal_comma(const char *line, size_t length, size_t at) {
  return at > 0 && at + 1 < length && is_digit(line[at - 1]) && is_digit(line[at + 1]);
}

static int is_blank(const char *line, size_t length) {
  for (size_t i = 0; i < length; i++)
    if (line[i] != ' ')
      return 0;
  return 1;
}

static void count_line(sample *seen, const char *line, size_t length) {
  uint32_t *counts = seen->counts[seen->lines];
  for (size_t i = 0; i < length; i++) {
    if (line[i] == '"')
      seen->in_quote = !seen->in_quote;
    const char *found = line[i] != '\0' ? strchr(DELIMITERS, line[i]) : NULL;
    if (found == NULL || seen->in_quote)
      continue;
    counts[found - DELIMITERS]++;
    if (*found == ',' && !is_decimal_comma(line, length, i))
      seen->has_plain_comma = 1;
  }
}

/* `trust_quotes` 0: a quote ends with its line, for a text with a quote that is never closed. */
static void take_sample(sample *seen, const char *text, size_t length, int trust_quotes) {
  size_t next = 0;
  memset(seen, 0, sizeof *seen);
  for (size_t at = 0; at < length && seen->lines < LINES_MAX; at = next) {
    size_t end = tell__line_end(text, length, at, &next);
    if (!seen->in_quote && is_blank(text + at, end - at))
      continue;
    count_line(seen, text + at, end - at);
    if (!trust_quotes)
      seen->in_quote = 0;
    seen->lines += !seen->in_quote;
  }
}

/* How many lines have the number of delimiters that most lines have (none does not count). */
static size_t agreeing_lines(const sample *seen, size_t candidate) {
  size_t best = 0;
  for (size_t i = 0; i < seen->lines; i++) {
    size_t equal = 0;
    for (size_t j = 0; j < seen->lines; j++)
      equal += seen->counts[j][candidate] == seen->counts[i][candidate];
    if (seen->counts[i][candidate] > 0 && equal > best)
      best = equal;
  }
  return best;
}

static char choose(const sample *seen) {
  char chosen = '\0';
  size_t most = 0;
  for (size_t i = 0; i < CANDIDATES; i++) {
    size_t agreeing = agreeing_lines(seen, i);
    if (DELIMITERS[i] == ',' && !seen->has_plain_comma)
      continue;
    /* Few lines are enough below a long preamble or in damage, but a comma is too common in prose.
     */
    int few = (agreeing >= 2 || seen->counts[0][i] > 0) && DELIMITERS[i] != ',';
    int enough = few || agreeing * 2 >= seen->lines;
    if (agreeing > most && enough) {
      most = agreeing;
      chosen = DELIMITERS[i];
    }
  }
  return chosen;
}

/* Anything that can hardly belong to a cell. */
static int is_delimiter(char byte) {
  if (is_digit(byte) || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'))
    return 0;
  return byte == '\t' || (byte > ' ' && byte < 0x7F && byte != '"');
}

/* Excel's own way of naming the delimiter; 0 when the line is none of that kind. */
static char read_sep_line(const char *line, size_t length) {
  if (length >= 2 && line[0] == '"' && line[length - 1] == '"') {
    line++;
    length -= 2;
  }
  if (length != 5 || (line[0] | 0x20) != 's' || (line[1] | 0x20) != 'e' ||
      (line[2] | 0x20) != 'p' || line[3] != '=')
    return '\0';
  return is_delimiter(line[4]) ? line[4] : '\0';
}

void tell__dialect_detect(const char *text, size_t length, tell__dialect *out) {
  sample seen;
  size_t next = 0;
  size_t end = tell__line_end(text, length, 0, &next);
  *out = (tell__dialect){.first_line = 1};
  out->delimiter = read_sep_line(text, end);
  if (out->delimiter != '\0') {
    out->has_sep_line = 1;
    out->start = next;
    out->first_line = 2;
    return;
  }
  take_sample(&seen, text, length, 1);
  if (seen.in_quote)
    take_sample(&seen, text, length, 0);
  out->delimiter = choose(&seen);
}

const char *tell__delimiter_name(char delimiter) {
  switch (delimiter) {
  case '|':
    return "pipe";
  case '\t':
    return "tab";
  case ';':
    return "semicolon";
  case ',':
    return "comma";
  case ' ':
    return "space";
  case '\0':
    return "none";
  default:
    return "other";
  }
}
