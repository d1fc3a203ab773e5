/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Units as our own layouts name them: by code, by level, or by a name of the register. */
#ifndef TELL_INGEST_UNITS_H
#define TELL_INGEST_UNITS_H

#include "ingest/reading/reading.h"

/** The level that a code has by its form: "I", 2, 4 or 9 digits; 0 for any other. */
tell__level tell__level_of_code(const char *code, size_t length);

/** What a file says of a unit by a code and a name; texts are borrowed, parent and the like left
 * open. */
tell__unit_facts tell__unit_facts_of(tell__level level, const char *code, size_t code_length,
                                     const char *name, size_t name_length, int32_t period);

/**
 * Warns of a code that does not have the form of the unit's official codes
 * (areas have any), once for each unit: call before the unit is added.
 */
void tell__reading_check_code(tell__reading *reading, const tell__unit_facts *facts,
                              int32_t column);

/** Whether a code is written as a power of ten: "9,74739E+08" is what a spreadsheet makes of a long
 * number, whose last digits are lost. */
int tell__code_is_power_of_ten(const char *code, size_t length);

/** Rejects the record because of such a code. */
void tell__reading_reject_power_of_ten(tell__reading *reading, int32_t column);

/** The unit of a code whose level nobody says, from the registers read before; -1 after the record
 * was rejected. */
int32_t tell__reading_find_code(tell__reading *reading, const char *code, size_t length,
                                int32_t column);

/**
 * The same as tell__reading_check_code(), and rejects the record where the code cannot be that of a
 * unit: a power of ten as spreadsheets write it, or a code that does not fit beside a name or a
 * parent that does not fit either (cells have moved). Call before any unit of the record is added.
 * @return 1, or 0 after the record was rejected.
 */
int tell__reading_accept_unit(tell__reading *reading, const tell__unit_facts *facts,
                              int32_t column);

/**
 * The level of the record under way: what its column says, else what the code
 * says. 0 after the record was rejected or when neither says any.
 */
tell__level tell__reading_level(tell__reading *reading, int32_t level_column, const char *code,
                                size_t length);

/**
 * The facts of the unit that the caller named for files without units.
 * @return #TELL_OK, or #TELL_E_LAYOUT when the caller named none: for prepare().
 */
tell_status tell__reading_given_unit(const tell__reading *reading, tell__unit_facts *facts,
                                     tell_error *err);

#endif
