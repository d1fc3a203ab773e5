/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables read by a mapping, both written out in a test. For tests only. */
#ifndef TELL_TESTS_MAPPED_H
#define TELL_TESTS_MAPPED_H

#include "ingested.h"

/** The first line of every mapping. */
#define MAPPING_HEAD "target;column;constant;transform;block\n"

/** Reads the text as the file a.csv by a mapping without its first line. */
tell_dataset *mapped_text(const tell_catalogue *catalogue, const char *mapping, const char *text);

/** As mapped_text(), after the registers that `before` holds (read without a mapping). */
tell_dataset *mapped_text_after(const tell_catalogue *catalogue, const char *before,
                                const char *mapping, const char *text);

/** Asserts that a mapping is refused at a place, with these words in the message. */
void mapped_assert_refused(const tell_catalogue *catalogue, const char *mapping, int64_t line,
                           const char *field, const char *words);

/** Asserts that a text is refused although the mapping is good. */
void mapped_assert_unread(const tell_catalogue *catalogue, const char *mapping, const char *text,
                          const char *field, const char *words);

/** Reads a published file by a mapping; skips the test where the shared folder is not there. */
tell_dataset *mapped_real(const tell_catalogue *catalogue, const char *mapping, const char *name);

/** The only observation of a unit, indicator, school year and grade. */
const tell__observation *mapped_cell(const tell_dataset *dataset, const char *code,
                                     const char *indicator, int period, int grade);

#endif
