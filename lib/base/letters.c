/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding broken letters. */
#include "letters.h"

#include <string.h>

static int is_letter(char byte) { return (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z'; }

/*
 * What the bytes of æ, ø, å and the like become when UTF-8 is read as
 * Windows-1252 ("Ã¥", "Ã¸", "Ã¦"), what stands for a byte that was lost
 * (U+FFFD), and a question mark inside a word ("Bj?rgvin").
 */
int tell__letters_are_broken(const char *name) {
  static const char *const marks[] = {"\xC3\x83\xC2", "\xC3\x83\xC5", "\xC3\x83\xCB",
                                      "\xC3\x83\xE2", "\xEF\xBF\xBD"};
  for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
    if (strstr(name, marks[i]) != NULL)
      return 1;
  for (const char *mark = strchr(name, '?'); mark != NULL; mark = strchr(mark + 1, '?'))
    if (mark > name && is_letter(mark[-1]) && is_letter(mark[1]))
      return 1;
  return 0;
}
