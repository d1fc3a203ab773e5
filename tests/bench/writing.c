/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A buffer, and digits by whole numbers. */
#include "writing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CAPACITY = 1 << 20, LONGEST = 64, DECIMALS = 12 };
static const double scale = 1e12;
static const uint64_t whole_scale = 1000000000000U;

struct writing {
  FILE *file;
  size_t used;
  int has_failed;
  char buffer[CAPACITY];
};

writing *writing_open(const char *folder, const char *name) {
  char path[4096];
  writing *out = malloc(sizeof *out);
  int length = snprintf(path, sizeof path, "%s/%s", folder, name);
  if (out == NULL || length < 0 || (size_t)length >= sizeof path) {
    free(out);
    return NULL;
  }
  out->file = fopen(path, "wb");
  out->used = 0;
  out->has_failed = 0;
  if (out->file == NULL) {
    free(out);
    return NULL;
  }
  setvbuf(out->file, NULL, _IONBF, 0);
  return out;
}

static void flush(writing *out) {
  out->has_failed |= fwrite(out->buffer, 1, out->used, out->file) != out->used;
  out->used = 0;
}

static char *room(writing *out, size_t length) {
  if (out->used + length > CAPACITY)
    flush(out);
  return out->buffer + out->used;
}

void writing_text(writing *out, const char *text) {
  size_t length = strlen(text);
  if (length > CAPACITY) {
    out->has_failed = 1;
    return;
  }
  memcpy(room(out, length), text, length);
  out->used += length;
}

void writing_whole(writing *out, int64_t number) {
  char digits[LONGEST];
  char *at = digits + LONGEST;
  do
    *--at = (char)('0' + number % 10);
  while ((number /= 10) > 0);
  size_t length = (size_t)(digits + LONGEST - at);
  memcpy(room(out, length), at, length);
  out->used += length;
}

/* Below a thousand a number times 1e12 is a whole one that a double holds to its last digit. */
void writing_number(writing *out, double number) {
  char digits[DECIMALS];
  if (number < 0) {
    writing_text(out, "-");
    number = -number;
  }
  uint64_t scaled = (uint64_t)(number * scale + 0.5);
  uint64_t decimals = scaled % whole_scale;
  writing_whole(out, (int64_t)(scaled / whole_scale));
  if (decimals == 0)
    return;
  for (int i = DECIMALS - 1; i >= 0; i--) {
    digits[i] = (char)('0' + decimals % 10);
    decimals /= 10;
  }
  size_t length = DECIMALS;
  while (digits[length - 1] == '0')
    length--;
  char *at = room(out, length + 1);
  *at = '.';
  memcpy(at + 1, digits, length);
  out->used += length + 1;
}

int writing_close(writing *out) {
  if (out == NULL)
    return 0;
  flush(out);
  int good = !out->has_failed & (fclose(out->file) == 0);
  free(out);
  return good;
}
