/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of measures as Norwegian publishers write them (data-model.md, "States"). */
#include "cells.h"

#include <string.h>

#include "base/number.h"
#include "base/utf8.h"

static int is_digit(char byte) { return byte >= '0' && byte <= '9'; }

typedef struct sign {
  const char *text;
  tell__cell_kind kind;
} sign;

/* The signs of each publisher; the last one has no text. */
static const sign udir[] = {{"*", TELL__CELL_SUPPRESSED}, {NULL, TELL__CELL_UNREADABLE}};
static const sign tidy[] = {{"*", TELL__CELL_SUPPRESSED},
                            {":", TELL__CELL_SUPPRESSED},
                            {".", TELL__CELL_NOT_APPLICABLE},
                            {"..", TELL__CELL_MISSING},
                            {NULL, TELL__CELL_UNREADABLE}};
static const sign skoleporten[] = {
    {"*", TELL__CELL_SUPPRESSED}, {".", TELL__CELL_MISSING}, {NULL, TELL__CELL_UNREADABLE}};

static const sign ssb[] = {{":", TELL__CELL_SUPPRESSED},
                           {".", TELL__CELL_NOT_APPLICABLE},
                           {"..", TELL__CELL_MISSING},
                           {"-", TELL__CELL_NUMBER}, /* zero: a cell begins with it */
                           {NULL, TELL__CELL_UNREADABLE}};

static const sign *const signs_of[] = {[TELL__SIGNS_UDIR] = udir,
                                       [TELL__SIGNS_TIDY] = tidy,
                                       [TELL__SIGNS_SKOLEPORTEN] = skoleporten,
                                       [TELL__SIGNS_SSB] = ssb};

static tell__cell_kind find_sign(const char *bytes, size_t length, tell__signs signs) {
  const sign *known = signs_of[signs];
  while (known->text != NULL &&
         (strlen(known->text) != length || memcmp(known->text, bytes, length) != 0))
    known++;
  return known->kind;
}

/* The length without a per cent sign and the blanks before it. */
static size_t cut_percent(const char *bytes, size_t length) {
  if (length < 2 || bytes[length - 1] != '%')
    return length;
  return tell__utf8_trim(bytes, length - 1, &bytes);
}

static void read_number(const char *bytes, size_t length, char mark, tell__cell *cell) {
  length = cut_percent(bytes, length);
  switch (tell__number_read(bytes, length, mark, &cell->value, &cell->decimals)) {
  case TELL__NUMBER_OK:
    cell->kind = TELL__CELL_NUMBER;
    break;
  case TELL__NUMBER_AMBIGUOUS:
    cell->kind = TELL__CELL_AMBIGUOUS;
    break;
  default:
    cell->kind = TELL__CELL_UNREADABLE;
  }
}

/* A number with a star behind it. */
static void read_starred(const char *bytes, size_t length, tell__signs signs, char mark,
                         tell__cell *cell) {
  read_number(bytes, length - 1, mark, cell);
  cell->starred = cell->kind == TELL__CELL_NUMBER || cell->kind == TELL__CELL_AMBIGUOUS;
  if (signs == TELL__SIGNS_SSB)
    return;
  cell->kind = cell->starred ? TELL__CELL_SUPPRESSED : TELL__CELL_UNREADABLE;
  cell->value = 0; /* what is hidden is not kept */
  cell->decimals = 0;
}

/* Each member is written where it stays: a cell that was put together and then copied made the
 * processor wait for its own writes, 75 ns a record of three numbers. */
void tell__cell_take(const char *bytes, size_t length, tell__signs signs, char mark,
                     tell__cell *cell) {
  cell->kind = TELL__CELL_BLANK;
  cell->value = 0;
  cell->decimals = 0;
  cell->starred = 0;
  /* No sign begins and no blank ends with a digit. */
  if (length > 0 && is_digit(bytes[0]) && is_digit(bytes[length - 1])) {
    read_number(bytes, length, mark, cell);
    return;
  }
  length = tell__utf8_trim(bytes, length, &bytes);
  if (length == 0)
    return;
  cell->kind = find_sign(bytes, length, signs);
  if (cell->kind != TELL__CELL_UNREADABLE)
    return;
  if (bytes[length - 1] != '*')
    read_number(bytes, length, mark, cell);
  else
    read_starred(bytes, length, signs, mark, cell);
}

tell__cell tell__cell_read(const char *bytes, size_t length, tell__signs signs, char mark) {
  tell__cell cell;
  tell__cell_take(bytes, length, signs, mark, &cell);
  return cell;
}
