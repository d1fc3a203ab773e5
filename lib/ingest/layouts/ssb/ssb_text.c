/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How SSB writes things: codes in front of texts, measures, grades inside of titles. */
#include <string.h>

#include "ingest/cells/period.h"
#include "ingest/layouts/ssb/ssb.h"

enum { CODE_MOST = 12, YEAR_LENGTH = 4 };

static int is_digit(char c) { return c >= '0' && c <= '9'; }

static int is_capital(char c) { return c >= 'A' && c <= 'Z'; }

int tell__ssb_is_year(tell__piece text) {
  return text.length == YEAR_LENGTH && tell__period_or_year_read(text.text, text.length) != 0;
}

/* "0", "46", "K-0301", "EAKUO": digits, or capitals with digits, or EAK and what begins with it. */
static int is_code(tell__piece word) {
  int digits = 0, capitals = 0;
  for (size_t i = 0; i < word.length; i++) {
    digits += is_digit(word.text[i]);
    capitals += is_capital(word.text[i]);
    if (!is_digit(word.text[i]) && !is_capital(word.text[i]) && word.text[i] != '-')
      return 0;
  }
  return word.length > 0 && word.length <= CODE_MOST &&
         (digits > 0 || (capitals >= 3 && memcmp(word.text, "EAK", 3) == 0));
}

tell__piece tell__ssb_split_code(tell__piece cell, tell__piece *rest) {
  tell__piece code = {cell.text, 0};
  while (code.length < cell.length && cell.text[code.length] != ' ')
    code.length++;
  size_t behind = code.length < cell.length ? code.length + 1 : code.length;
  *rest = (tell__piece){cell.text + behind, cell.length - behind};
  if (is_code(code))
    return code;
  *rest = cell;
  return (tell__piece){cell.text, 0};
}

static tell__piece cell_of(const tell__reading *reading, int32_t column) {
  tell__piece found;
  found.text = tell__reading_cell(reading, column, &found.length);
  return found;
}

int tell__ssb_pieces(const tell__reading *reading, const tell__ssb_dimension *dimension,
                     tell__piece *pieces) {
  int count = 0;
  tell__piece code = cell_of(reading, dimension->code), text = cell_of(reading, dimension->text);
  if (text.length > 0)
    pieces[count++] = text;
  if (code.length > 0)
    pieces[count++] = code;
  if (dimension->text >= 0 || code.length == 0)
    return count;
  tell__piece number = tell__ssb_split_code(code, &text);
  if (number.length > 0 && text.length > 0) {
    pieces[count++] = text;
    pieces[count++] = number;
  }
  return count;
}

static const tell__label *find_label(const tell_catalogue *catalogue, const char *layout,
                                     tell__piece subject, tell__piece measure) {
  return tell__catalogue_label(catalogue, layout, subject.text, subject.length, measure.text,
                               measure.length);
}

const tell__label *tell__ssb_label(const tell_catalogue *catalogue, tell__piece subject,
                                   tell__piece measure, int *is_completed) {
  *is_completed = 0;
  const tell__label *label = find_label(catalogue, TELL__SSB_LABELS, subject, measure);
  if (label != NULL)
    return label;
  *is_completed = 1;
  return find_label(catalogue, TELL__SSB_LABELS_COMPLETED, subject, measure);
}

/* "5. og 8. trinn" is about two grades: every number with a point counts. */
int32_t tell__ssb_grade_in(tell__piece text) {
  static const char word[] = " trinn";
  int32_t found = 0, numbers = 0;
  for (size_t i = 0; i < text.length; i++) {
    int32_t number = 0;
    size_t end = i;
    while (end < text.length && is_digit(text.text[end]) && number < 100)
      number = number * 10 + (text.text[end++] - '0');
    if (end == i)
      continue;
    i = end;
    if (end == text.length || text.text[end] != '.')
      continue;
    numbers++;
    size_t left = text.length - end - 1;
    if (left >= strlen(word) && memcmp(text.text + end + 1, word, strlen(word)) == 0)
      found = number;
  }
  return numbers == 1 && found >= 1 && found <= 13 ? found : 0;
}

/* "Engelsk 5. trinn" is a test and its grade. */
tell__piece tell__ssb_before_grade(tell__piece text) {
  tell__piece cut = text;
  if (tell__ssb_grade_in(text) == 0)
    return text;
  for (cut.length = 0; cut.length < text.length && text.text[cut.length] != '.'; cut.length++)
    continue;
  while (cut.length > 0 && (is_digit(text.text[cut.length - 1]) ||
                            text.text[cut.length - 1] == ' ' || text.text[cut.length - 1] == ','))
    cut.length--;
  return cut;
}
