/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding broken letters. Every table names the letters and how they were read; text is UTF-8. */
#include "letters.h"

#include <string.h>

#define COUNT(list) (sizeof list / sizeof *list)

/* What stands in no name, wherever it stands. */
static const char *const anywhere[] = {
    "\xC3\x83\xC2",
    "\xC3\x83\xC5",
    "\xC3\x83\xCB",
    "\xC3\x83\xE2",             /* UTF-8 as Windows-1252 */
    "\xEF\xBF\xBD",             /* U+FFFD: a byte was lost, */
    "\xC3\xAF\xC2\xBF\xC2\xBD", /* and that as Windows-1252 once more */
    "\xE2\x88\x9A\xC2",
    "\xE2\x88\x9A\xE2", /* UTF-8 as Mac Roman: æ ø å */
    "\xE2\x88\x9A\xC3",
    "\xE2\x94\x9C", /* Æ Ø Å, and UTF-8 as DOS */
    "&aelig;",
    "&oslash;",
    "&aring;", /* HTML */
    "&AElig;",
    "&Oslash;",
    "&Aring;",
    "&#"};

/* Signs that are none between two letters. */
static const char *const between_letters[] = {
    "\xC2\xAF",     "\xE2\x88\x86", "\xE2\x89\x88",             /* Latin-1 as Mac Roman: ø Æ Å */
    "\xC2\xB5",     "\xC2\xB0",     "\xE2\x94\xBC",             /* Latin-1 as DOS: æ ø Å */
    "\xCF\x83",     "\xE2\x95\x9E", "\xE2\x95\xAA",             /* å Æ Ø */
    "\xE2\x80\xBA", "\xE2\x80\xA0", "\xC2\xA2",     "\xC2\xA5", /* DOS as Windows-1252 or DOS */
    "\xC2\xBE",     "\xC2\xBF",     "\xC2\xAE",                 /* Mac Roman as Windows-1252 */
    "\xE2\x95\x9B", "\xE2\x94\x90"};                            /* Mac Roman as DOS: æ ø */

/* What may stand in a name, but hardly between two small letters. */
static const char *const between_small_letters[] = {"\xE2\x80\x98", /* DOS as Windows-1252: æ */
                                                    "\xC3\x8A",
                                                    "\xC3\x82",  /* Latin-1 as Mac Roman: æ å */
                                                    "\xC3\x95"}; /* Latin-1 as DOS: å */

static int is_small(char byte) { return byte >= 'a' && byte <= 'z'; }

static int is_letter(char byte) { return is_small((char)(byte | 0x20)); }

static int stands_between(const char *name, const char *mark, int (*fits)(char byte)) {
  size_t length = strlen(mark);
  for (const char *at = strstr(name, mark); at != NULL; at = strstr(at + length, mark))
    if (at > name && fits(at[-1]) && fits(at[length]))
      return 1;
  return 0;
}

/* DOS letters as Latin-1 are control characters: U+0080 to U+009F. */
static int has_control(const char *name) {
  for (const char *at = strchr(name, '\xC2'); at != NULL; at = strchr(at + 1, '\xC2'))
    if ((unsigned char)at[1] >= 0x80 && (unsigned char)at[1] < 0xA0)
      return 1;
  return 0;
}

/* In a word ("Bj?rgvin"), or where one begins ("?rstad"). */
static int has_question_mark(const char *name) {
  for (const char *mark = strchr(name, '?'); mark != NULL; mark = strchr(mark + 1, '?')) {
    int begins = mark == name || mark[-1] == ' ';
    if (begins ? is_small(mark[1]) : is_letter(mark[-1]) && is_letter(mark[1]))
      return 1;
  }
  return 0;
}

int tell__letters_are_broken(const char *name) {
  for (size_t i = 0; i < COUNT(anywhere); i++)
    if (strstr(name, anywhere[i]) != NULL)
      return 1;
  for (size_t i = 0; i < COUNT(between_letters); i++)
    if (stands_between(name, between_letters[i], is_letter))
      return 1;
  for (size_t i = 0; i < COUNT(between_small_letters); i++)
    if (stands_between(name, between_small_letters[i], is_small))
      return 1;
  return has_control(name) || has_question_mark(name);
}
