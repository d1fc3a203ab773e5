/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Signatures of other formats; see the header. */
#include "csv/format.h"

#include <string.h>

static const struct {
  const char *bytes;
  size_t length;
} signatures[] = {{"PK\x03\x04", 4}, {"%PDF-", 5}, {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8}};

static const char *const tags[] = {"<!doctype", "<html", "<?xml"};

static char lower(char letter) {
  return letter >= 'A' && letter <= 'Z' ? (char)(letter - 'A' + 'a') : letter;
}

static int begins_with_tag(const char *bytes, size_t length, const char *tag) {
  size_t i = 0;
  while (tag[i] != '\0' && i < length && lower(bytes[i]) == tag[i])
    i++;
  return tag[i] == '\0';
}

int tell__format_is_other(const char *bytes, size_t length) {
  for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++)
    if (length >= signatures[i].length &&
        memcmp(bytes, signatures[i].bytes, signatures[i].length) == 0)
      return 1;
  if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
    bytes += 3;
    length -= 3;
  }
  while (length > 0 && bytes[0] != '\0' && strchr(" \t\r\n", bytes[0]) != NULL) {
    bytes++;
    length--;
  }
  for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
    if (begins_with_tag(bytes, length, tags[i]))
      return 1;
  return 0;
}
