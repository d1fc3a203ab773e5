/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two result files that several threads make piece by piece, and that are written in order. */
#ifndef TELL_TESTS_PIECES_H
#define TELL_TESTS_PIECES_H

#include <stddef.h>
#include <stdint.h>

/** Text that grows. */
typedef struct text {
  char *bytes;
  size_t used, capacity;
} text;

/** Room for so many more bytes; NULL without memory. */
char *text_room(text *out, size_t size);
void text_add(text *out, const char *bytes, size_t length);

typedef struct piece {
  text files[2];
  int64_t index;
} piece;

typedef struct pieces pieces;

/** Opens both files of a folder and writes their first lines; NULL without memory. */
pieces *pieces_open(const char *folder, const char *first, const char *second, int64_t count,
                    const char *first_line, const char *second_line);

/** The next piece to be made; NULL behind the last one, or after a failure. */
piece *pieces_take(pieces *all);

/** Hands a piece over; `is_good` 0: the work has failed. Writes what stands in line. */
void pieces_finish(pieces *all, piece *done, int is_good);

/** Closes both files; 0 when anything failed, or for NULL. */
int pieces_close(pieces *all);

#endif
