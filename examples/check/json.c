/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing JSON values. */
#include "json.h"

#include <stdlib.h>
#include <string.h>

/** The length of the valid UTF-8 sequence at `bytes`, 0 when there is none (RFC 3629, table in 4).
 */
static size_t sequence(const unsigned char *bytes, size_t left) {
  unsigned char first = bytes[0], low = 0x80, high = 0xBF;
  size_t length = first < 0x80 ? 1 : first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  if (first > 0xF4 || length > left)
    return 0;
  if (first == 0xE0)
    low = 0xA0;
  else if (first == 0xED)
    high = 0x9F;
  else if (first == 0xF0)
    low = 0x90;
  else if (first == 0xF4)
    high = 0x8F;
  for (size_t i = 1; i < length; i++, low = 0x80, high = 0xBF)
    if (bytes[i] < low || bytes[i] > high)
      return 0;
  return length;
}

void check_json_text(FILE *out, const char *bytes, size_t length) {
  const unsigned char *at = (const unsigned char *)bytes, *end = at + length;
  putc('"', out);
  while (at < end) {
    size_t step = sequence(at, (size_t)(end - at));
    if (step == 0)
      fputs("\xEF\xBF\xBD", out);
    else if (*at == '"' || *at == '\\')
      fprintf(out, "\\%c", *at);
    else if (*at < 0x20 || *at == 0x7F)
      fprintf(out, "\\u%04x", *at);
    else
      fwrite(at, 1, step, out);
    at += step > 0 ? step : 1;
  }
  putc('"', out);
}

void check_json_number(FILE *out, double number) {
  char text[40] = "";
  int digits = 15;
  do
    snprintf(text, sizeof text, "%.*g", digits, number);
  while (++digits <= 17 && strtod(text, NULL) != number);
  fputs(text, out);
}

void check_json_count(FILE *out, const char *name, int64_t number) {
  if (number < 0)
    fprintf(out, ",\"%s\":null", name);
  else
    fprintf(out, ",\"%s\":%lld", name, (long long)number);
}

void check_json_word(FILE *out, const char *name, const char *text) {
  fprintf(out, ",\"%s\":", name);
  if (text[0] == '\0')
    fputs("null", out);
  else
    check_json_text(out, text, strlen(text));
}
