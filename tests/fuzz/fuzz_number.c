/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Any text as a number, held against regular expressions for the form and strtod() for the value.
 * This program never calls setlocale(), so strtod() reads as in C; glibc rounds correctly. The
 * first byte says which decimal mark the file uses. What was read is written again.
 */
#include <errno.h>
#include <math.h>
#include <regex.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "telling/base.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { TEXT_MAX = 800 };

/* Blanks are written as spaces here, and every minus as "-". */
#define SIGN "^[-+]?"
#define WHOLE "([0-9]+|[0-9]{1,3}( [0-9]{3})+)"

typedef struct form {
  const char *marks; /* of the file: '0' not known */
  const char *expression;
  tell__number_result result;
  char decimal; /* its decimal mark, 0: none */
} form;

/* What number.h says, form by form. */
static const form forms[] = {
    {"0,.", SIGN WHOLE "$", TELL__NUMBER_OK, 0},
    {"0,", SIGN WHOLE "?,[0-9]+$", TELL__NUMBER_OK, ','},
    {"0,", SIGN "[0-9]{1,3}(\\.[0-9]{3})+,[0-9]+$", TELL__NUMBER_OK, ','},
    {"0,", SIGN "[0-9]{1,3}(\\.[0-9]{3}){2,}$", TELL__NUMBER_OK, 0},
    {"0", SIGN WHOLE "?\\.([0-9]{1,2}|[0-9]{4,})$", TELL__NUMBER_OK, '.'},
    {"0,", SIGN WHOLE "?\\.[0-9]{3}$", TELL__NUMBER_AMBIGUOUS, '.'},
    {".", SIGN WHOLE "?\\.[0-9]+$", TELL__NUMBER_OK, '.'},
    {".", SIGN "[0-9]{1,3}(,[0-9]{3})+\\.[0-9]+$", TELL__NUMBER_OK, '.'},
    {".", SIGN "[0-9]{1,3}(,[0-9]{3}){2,}$", TELL__NUMBER_OK, 0},
    {".", SIGN WHOLE "?,[0-9]{3}$", TELL__NUMBER_AMBIGUOUS, ','},
};

enum { FORM_COUNT = sizeof forms / sizeof *forms };

static void must(int holds) {
  if (!holds) {
    abort();
  }
}

/* Makes every blank a space and U+2212 a hyphen, and cuts blanks off; `room` is as long as the
 * text. */
static const char *simplify(const char *text, size_t length, char *room) {
  static const struct {
    const char *from;
    char to;
  } signs[] = {{"\xC2\xA0", ' '}, {"\xE2\x80\xAF", ' '}, {"\xE2\x88\x92", '-'}};
  size_t written = 0;
  for (size_t at = 0; at < length;) {
    size_t i = 0;
    while (i < 3 && (length - at < strlen(signs[i].from) ||
                     memcmp(text + at, signs[i].from, strlen(signs[i].from)) != 0)) {
      i++;
    }
    room[written++] = i < 3 ? signs[i].to : text[at];
    at += i < 3 ? strlen(signs[i].from) : 1;
  }
  room[written] = '\0';
  while (written > 0 && strchr(" \t", room[written - 1]) != NULL) {
    room[--written] = '\0';
  }
  return room + strspn(room, " \t");
}

/* The form of a text, NULL when it has none. */
static const form *form_of(const char *text, char mark) {
  static regex_t expressions[FORM_COUNT]; /* made once for all inputs */
  static int is_made = 0;
  for (; is_made < FORM_COUNT; is_made++) {
    must(regcomp(&expressions[is_made], forms[is_made].expression, REG_EXTENDED | REG_NOSUB) == 0);
  }
  for (int i = 0; i < FORM_COUNT; i++) {
    if (strchr(forms[i].marks, mark) != NULL && regexec(&expressions[i], text, 0, NULL, 0) == 0) {
      return &forms[i];
    }
  }
  return NULL;
}

/* The text as C writes numbers: without groups, with a point. */
static void rewrite(const char *text, char decimal, char *out) {
  for (; *text != '\0'; text++) {
    if (*text == '-' || (*text >= '0' && *text <= '9')) {
      *out++ = *text;
    } else if (decimal != 0 && *text == decimal) {
      *out++ = '.';
    }
  }
  *out = '\0';
}

static void check_value(const char *text, const form *found, tell__number_result result,
                        double value, int32_t decimals) {
  char written[TEXT_MAX + 1];
  rewrite(text, found->decimal, written);
  double expected = strtod(written, NULL);
  if (isinf(expected)) {
    must(result == TELL__NUMBER_TOO_LARGE);
    return;
  }
  must(result == TELL__NUMBER_OK);
  must(expected == 0 ? value == 0 && !signbit(value)
                     : memcmp(&value, &expected, sizeof value) == 0);
  const char *point = strchr(written, '.');
  must(decimals == (point != NULL ? (int32_t)strlen(point + 1) : 0));
}

static void check_whole(const char *text, const form *found, tell__number_result result,
                        int64_t number) {
  char written[TEXT_MAX + 1];
  if (found->result != TELL__NUMBER_OK || found->decimal != 0) {
    must(result == (found->result != TELL__NUMBER_OK ? found->result : TELL__NUMBER_INVALID));
    return;
  }
  rewrite(text, 0, written);
  errno = 0;
  long long expected = strtoll(written, NULL, 10);
  if (errno == ERANGE) {
    must(result == TELL__NUMBER_TOO_LARGE);
  } else {
    must(result == TELL__NUMBER_OK && number == expected);
  }
}

/* The text is the same in much room and in just enough, and all digits read as the number. */
static void check_written(double value) {
  char text[TELL_NUMBER_SIZE], tight[TELL_NUMBER_SIZE];
  for (int32_t digits = 1; digits <= 17; digits++) {
    size_t length = 0, other = 0;
    must(tell_number_write_digits(value, digits, TELL_NUMBER_POINT, text, sizeof text, &length,
                                  NULL) == TELL_OK);
    must(tell_number_write_digits(value, digits, TELL_NUMBER_POINT, tight, length + 1, &other,
                                  NULL) == TELL_OK);
    must(strlen(text) == length && other == length && strcmp(text, tight) == 0);
  }
  must(fabs(value) < 0.001 || strtod(text, NULL) == value);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static const char marks[] = {'0', ',', '.'};
  char room[TEXT_MAX + 1];
  if (size == 0 || size > TEXT_MAX) {
    return 0;
  }
  const char *given = (const char *)bytes + 1;
  char mark = marks[bytes[0] % 3];
  double value = -7;
  int32_t decimals = -7;
  int64_t number = -7;
  tell__number_result result =
      tell__number_read(given, size - 1, mark == '0' ? 0 : mark, &value, &decimals);
  tell__number_result whole = tell__whole_read(given, size - 1, &number);
  must(result == TELL__NUMBER_OK || (value == -7 && decimals == -7));
  must(whole == TELL__NUMBER_OK || number == -7);
  if (memchr(given, '\0', size - 1) != NULL) {
    must(result == TELL__NUMBER_INVALID && whole == TELL__NUMBER_INVALID);
    return 0;
  }
  const char *text = simplify(given, size - 1, room);
  const form *found = form_of(text, mark);
  if (found == NULL) {
    must(result == (text[0] == '\0' ? TELL__NUMBER_BLANK : TELL__NUMBER_INVALID));
  } else if (found->result == TELL__NUMBER_OK) {
    check_value(text, found, result, value, decimals);
    if (result == TELL__NUMBER_OK) {
      check_written(value);
    }
  } else {
    must(result == found->result);
  }
  found = form_of(text, '0');
  if (found != NULL) {
    check_whole(text, found, whole, number);
  } else {
    must(whole == (text[0] == '\0' ? TELL__NUMBER_BLANK : TELL__NUMBER_INVALID));
  }
  return 0;
}
