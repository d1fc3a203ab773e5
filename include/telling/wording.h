/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/wording.h
 * A row of a release → one plain sentence in bokmål, nynorsk or English, chosen
 * by the row's verdict and state from the catalogue's texts. Says what the
 * numbers can say and what they cannot; never ranks, never says "stable",
 * never claims an effect.
 *
 * Decimals are those of the row and of the catalogue's indicator. A parent of the unit's own name
 * gets its level: "Oslo (county)". A difference shown as 1 takes the text `unitdiff1.<unit>` where
 * there is one, else `unitdiff.<unit>`.
 */
#ifndef TELLING_WORDING_H
#define TELLING_WORDING_H

#include "release.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A text that the caller owns and that calls write into. Belongs to one thread at a time. */
typedef struct tell_buffer tell_buffer;

/** Makes an empty buffer. @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY. @since 0.1 */
TELL_API tell_status tell_buffer_create(tell_buffer **out, tell_error *err);

/** Frees a buffer; NULL is allowed. @since 0.1 */
TELL_API void tell_buffer_free(tell_buffer *buffer);

/** Gives what the last call wrote, ending with NUL; "" when nothing. Borrowed until the next call
 * that writes. @since 0.1 */
TELL_API const char *tell_buffer_text(const tell_buffer *buffer);

/** Gives its length in bytes. @since 0.1 */
TELL_API size_t tell_buffer_length(const tell_buffer *buffer);

/**
 * Says how a row of the indicator set stands to its parent, or why it cannot be said.
 * @param catalogue gives the texts.
 * @param row from 0, in #TELL_RELEASE_INDICATORS.
 * @param language one of TELL_LANGUAGE_….
 * @param buffer receives the sentence in place of what it held.
 * @return #TELL_OK, #TELL_E_ARGUMENT (no such row or language), #TELL_E_CATALOGUE
 *         (a text is missing), #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_wording_indicator(const tell_catalogue *catalogue,
                                            const tell_release *release, int64_t row,
                                            tell_language language, tell_buffer *buffer,
                                            tell_error *err);

/**
 * Says what a row of #TELL_RELEASE_TRENDS shows; as tell_wording_indicator(). Where the years
 * scatter more than their standard errors say (q_p under 0.05), a rise or fall is said to be
 * uneven and no slope is told (`sentence.trend.rising_uneven`, `sentence.trend.falling_uneven`),
 * and without one the figure is said to have moved by more than chance (`sentence.trend.uneven`). A
 * trend that would be clear alone but is not among all of its family says that
 * (`sentence.trend.clear_alone`); one that is clear says among how many (`sentence.trend.family`).
 * Where one test finds nothing and the years lie on a line, a second sentence tells
 * smallest_change: what could have happened without being seen (`sentence.trend.smallest`).
 * Where years were read of a unit that goes on as this one, a last sentence says of which
 * (`sentence.trend.continued`), as long as the trend is not hidden.
 * @since 0.1
 */
TELL_API tell_status tell_wording_trend(const tell_catalogue *catalogue,
                                        const tell_release *release, int64_t row,
                                        tell_language language, tell_buffer *buffer,
                                        tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
