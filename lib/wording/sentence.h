/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sentences about indicators and trends have in common: texts, numbers and names in a
 * language. */
#ifndef TELL_WORDING_SENTENCE_H
#define TELL_WORDING_SENTENCE_H

#include "base/text.h"
#include "telling/wording.h"
#include "wording/reading.h"

typedef struct tell__sentence tell__sentence;

/** Adds the text of a slot, as tell__slot_fn, for its row. */
typedef tell_status (*tell__part_fn)(const tell__sentence *sentence, tell__text *out,
                                     tell_error *err);

struct tell__sentence {
  const tell_catalogue *catalogue;
  const tell_release *release;
  tell_language language;
  tell__reading from;
  const char *hidden; /* the column whose reason {reason} tells */
  tell__part_fn size; /* adds the number that {unitdiff} is the unit of */
};

/** What fills a slot. */
typedef struct tell__filler {
  const char *name;
  tell__part_fn add;
} tell__filler;

/** Adds the text `prefix` + `name` of the catalogue; #TELL_E_CATALOGUE when there is none. */
tell_status tell__sentence_add(const tell__sentence *sentence, const char *prefix, const char *name,
                               size_t length, tell__text *out, tell_error *err);

/** Adds a number in the manner of the language. */
tell_status tell__sentence_number(const tell__sentence *sentence, double value, int32_t decimals,
                                  tell__text *out, tell_error *err);

/** As above without its sign, and with as many more decimals as it takes to show a digit that is
 * not 0. */
tell_status tell__sentence_size(const tell__sentence *sentence, double value, int32_t decimals,
                                tell__text *out, tell_error *err);

/** Adds a real cell; where it has no number, the name of its state. */
tell_status tell__sentence_real(const tell__sentence *sentence, const char *column,
                                int32_t decimals, tell__text *out, tell_error *err);

/** The decimals with which the catalogue says that the row's indicator is published. */
int32_t tell__sentence_decimals(const tell__sentence *sentence);

/**
 * Writes the sentence `prefix` + `name` into the buffer.
 * @param special slots of this kind of sentence, ending with a NULL name; looked up before
 * the common ones.
 */
tell_status tell__sentence_write(const tell__sentence *sentence, const char *prefix,
                                 const char *name, const tell__filler *special, tell_buffer *buffer,
                                 tell_error *err);

/** Checks the arguments of a public call and fills `sentence`; empties the buffer. */
tell_status tell__sentence_begin(const tell_catalogue *catalogue, const tell_release *release,
                                 int32_t which, int64_t row, tell_language language,
                                 tell_buffer *buffer, tell__sentence *sentence, tell_error *err);

#endif
