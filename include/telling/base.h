/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/base.h
 * What every other header builds on: status codes, the error object, the
 * state of a cell, writing numbers as text, and the version at run time.
 *
 * Conventions of the whole library
 *  - A function that can fail returns a ::tell_status and takes a
 *    `tell_error *` last. The error object may be NULL; it is cleared by
 *    every call that takes it.
 *  - Outputs are written only on success; on failure `*out` is NULL.
 *  - What a function hands out through `**out` is owned by the caller and is
 *    freed with the matching `_free`, which accepts NULL. A returned `const`
 *    pointer is borrowed from the object it was asked of.
 *  - Text is UTF-8. Inputs are copied or only used during the call.
 *  - There is no global state; the library never touches the locale, the
 *    environment, standard streams or signal handlers, and never exits.
 */
#ifndef TELLING_BASE_H
#define TELLING_BASE_H

#include <stddef.h>
#include <stdint.h>

#include "export.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * The result of a call: 0 is success, positive a signal that is no failure,
 * negative an error. Numbers are never changed and never used again.
 */
typedef int32_t tell_status;

enum {
  TELL_OK = 0,  /**< done */
  TELL_END = 1, /**< nothing more to read; not a failure */

  TELL_E_ARGUMENT = -1,     /**< an argument is NULL, out of range or unknown */
  TELL_E_MEMORY = -2,       /**< memory could not be had */
  TELL_E_INTERNAL = -3,     /**< a promise of the library to itself was broken */
  TELL_E_IO = -4,           /**< reading or writing failed */
  TELL_E_LIMIT = -5,        /**< a stated limit was passed (file size, rows, ...) */
  TELL_E_CANCELLED = -6,    /**< a callback of the caller asked to stop */
  TELL_E_STATE = -7,        /**< the object does not allow this call now */
  TELL_E_NOT_FOUND = -8,    /**< no file, column or name like that */
  TELL_E_NOT_RELEASED = -9, /**< the table has not passed a policy */

  TELL_E_ENCODING = -100,  /**< the bytes are in no encoding that we know */
  TELL_E_DIALECT = -101,   /**< not a delimited text that we can take apart */
  TELL_E_LAYOUT = -102,    /**< no known layout has such a header */
  TELL_E_STRICT = -103,    /**< strict reading met a defect */
  TELL_E_CATALOGUE = -150, /**< a catalogue file is not valid */
  TELL_E_POLICY = -300     /**< no policy of that name, or it is not valid */
};

/**
 * Gives the name of a status code, such as "TELL_E_IO".
 * @param status any value.
 * @return a constant text, never NULL; "TELL_E_UNKNOWN" for a value that is
 *         no status.
 * @since 0.1
 */
TELL_API const char *tell_status_name(tell_status status);

/**
 * Why there is or is not a number in a cell. A value and its state are
 * separate: zero is a value, and no state is ever written as a number.
 */
typedef uint8_t tell_state;

enum {
  TELL_STATE_PRESENT = 0,        /**< the number stands */
  TELL_STATE_SUPPRESSED = 1,     /**< hidden by the publisher ("*" at Udir) */
  TELL_STATE_MISSING = 2,        /**< should be there and is not */
  TELL_STATE_NOT_TAKEN_PART = 3, /**< nobody took part (count 0, no value) */
  TELL_STATE_NOT_APPLICABLE = 4, /**< cannot exist for this unit or group */
  TELL_STATE_NOT_COMPARABLE = 5, /**< exists, but across a break in the series */
  TELL_STATE_INVALID = 6,        /**< was there and cannot be true */
  TELL_STATE_HIDDEN = 7,         /**< hidden by the policy of a release */
  TELL_STATE_TOO_FEW = 8         /**< too few pupils or years to compute it */
};

/**
 * Gives the identifier of a state as it is written in output, such as
 * "suppressed".
 * @param state any value.
 * @return a constant text, never NULL; "unknown" for a value that is no state.
 * @since 0.1
 */
TELL_API const char *tell_state_id(tell_state state);

/**
 * The error object: what went wrong in the last call that took it, and where
 * in which input. Created by the caller once and used again and again; it
 * belongs to one thread at a time.
 */
typedef struct tell_error tell_error;

/**
 * Makes an error object.
 * @param out receives the object; free it with tell_error_free().
 * @return #TELL_OK, #TELL_E_ARGUMENT (`out` is NULL) or #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_error_create(tell_error **out);

/** Frees an error object; NULL is allowed. @since 0.1 */
TELL_API void tell_error_free(tell_error *err);

/** Gives the status of the last failed call, #TELL_OK after a good one or for NULL. @since 0.1 */
TELL_API tell_status tell_error_status(const tell_error *err);

/**
 * Gives the message: one line of English, without any value from the data.
 * @return borrowed until the next call that takes `err`; "" when there is none.
 * @since 0.1
 */
TELL_API const char *tell_error_message(const tell_error *err);

/** Gives the name of the input (path or name of a memory block) that failed, "" when none.
 * Borrowed. @since 0.1 */
TELL_API const char *tell_error_source(const tell_error *err);

/** Gives the physical line (from 1) where it failed, 0 when it has none. @since 0.1 */
TELL_API int64_t tell_error_line(const tell_error *err);

/** Gives the character position in the line (from 1), 0 when it has none. @since 0.1 */
TELL_API int64_t tell_error_column(const tell_error *err);

/** Gives the name of the field (column header) concerned, "" when none. Borrowed. @since 0.1 */
TELL_API const char *tell_error_field(const tell_error *err);

/**
 * Takes a piece of output. Called once or more in order.
 * @param bytes the piece; only valid during the call.
 * @param size its length in bytes.
 * @param payload what the caller gave along.
 * @return 0 to go on; anything else stops the work, which then returns
 *         #TELL_E_CANCELLED.
 */
typedef int (*tell_write_fn)(const char *bytes, size_t size, void *payload);

/** How a number is written as text. */
typedef int32_t tell_number_style;

enum {
  TELL_NUMBER_POINT = 0,    /**< 1234.5 — decimal point, no grouping */
  TELL_NUMBER_COMMA = 1,    /**< 1234,5 — decimal comma, no grouping */
  TELL_NUMBER_NORWEGIAN = 2 /**< 1 234,5 — comma, U+00A0 between thousands, U+2212 as minus */
};

/** A buffer of this size holds every number that tell_number_write() can write. */
#define TELL_NUMBER_SIZE 600

/**
 * Writes a number as text, whatever the locale. Rounds once, half away from
 * zero; a number within four units in the last place of a half counts as a
 * half, so that 0.285 with two decimals is 0.29 as its decimals say (wherever
 * the last decimal is worth at least sixteen such units). A result of zero has
 * no sign.
 * @param value a finite number.
 * @param decimals 0 to 15 digits after the mark.
 * @param trim 1: zeros at the end of the decimals are left out; 0: kept.
 * @param style one of #TELL_NUMBER_POINT, #TELL_NUMBER_COMMA, #TELL_NUMBER_NORWEGIAN.
 * @param buffer receives the text and a NUL; owned by the caller.
 * @param size its size in bytes; #TELL_NUMBER_SIZE always suffices.
 * @param err may be NULL.
 * @return #TELL_OK; #TELL_E_ARGUMENT for a number that is not finite, an
 *         unknown style, or a buffer that is too small.
 * @since 0.1
 */
TELL_API tell_status tell_number_write(double value, int32_t decimals, int32_t trim,
                                       tell_number_style style, char *buffer, size_t size,
                                       tell_error *err);

/**
 * Writes a number with so many significant digits, whatever the locale, and
 * never with an exponent: the decimals that are needed for them, of which zeros
 * at the end are left out, and digits before the mark all of them. With 15
 * digits 0.1 is "0.1", 1234.5 "1234.5" and 1/3 "0.333333333333333". Rounds as
 * tell_number_write() does. There are never more than 19 decimals: numbers
 * below 0.001 lose digits above 17, and what is below 5e-20 is "0".
 * @param value a finite number.
 * @param digits 1 to 17; 17 tell every number from 0.001 on from every other one.
 * @param style one of #TELL_NUMBER_POINT, #TELL_NUMBER_COMMA, #TELL_NUMBER_NORWEGIAN.
 * @param buffer receives the text and a NUL; owned by the caller.
 * @param size its size in bytes; #TELL_NUMBER_SIZE always suffices, 48 do below 1e15 in size.
 * @param length receives the length of the text without NUL, 0 on failure; may be NULL.
 * @param err may be NULL.
 * @return as tell_number_write().
 * @since 0.1
 */
TELL_API tell_status tell_number_write_digits(double value, int32_t digits, tell_number_style style,
                                              char *buffer, size_t size, size_t *length,
                                              tell_error *err);

/**
 * Reads a number as Norwegian files write it, whatever the locale: decimal
 * comma or point, thousands in groups of three by space, U+00A0 or U+202F,
 * `-` or U+2212 in front, and a per cent sign behind that belongs to the unit
 * ("50 %" is 50).
 * @param text need not end with NUL.
 * @param length of the text in bytes.
 * @param value receives the number; unchanged on failure.
 * @return #TELL_OK; #TELL_E_ARGUMENT for what is no number, for one that could be two ("1.234"),
 *         for blanks, and for NULL.
 * @since 0.1
 */
TELL_API tell_status tell_number_read(const char *text, size_t length, double *value);

/** Gives the version of the library that runs, as major * 10000 + minor * 100 + patch. @since 0.1
 */
TELL_API int32_t tell_version_number(void);

/** Gives the version of the library that runs as text, such as "0.1.0". @since 0.1 */
TELL_API const char *tell_version_string(void);

#ifdef __cplusplus
}
#endif

#endif
