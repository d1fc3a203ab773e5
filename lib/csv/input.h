/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The simple way: a delimited text from a path or from memory, record after record. */
#ifndef TELL_CSV_INPUT_H
#define TELL_CSV_INPUT_H

#include "reader.h"

typedef struct tell__input tell__input;

/**
 * Opens a text and finds its encoding and dialect; free with tell__input_free().
 * @param source is the input's from now on, also on failure.
 * @return statuses of tell__blocks_open() and tell__blocks_next().
 */
tell_status tell__input_open(tell__source *source, const tell__blocks_options *options,
                             const tell__reader_limits *limits, tell__input **out, tell_error *err);

/** As tell__input_open(), with the statuses of tell__source_open_path() besides. */
tell_status tell__input_open_path(const char *path, tell__input **out, tell_error *err);

/** `bytes` must live as long as the input. `name` stands for it in messages. */
tell_status tell__input_open_memory(const char *name, const char *bytes, size_t length,
                                    tell__input **out, tell_error *err);

/** Gives the next record, broken or not, valid until the next call: #TELL_OK, #TELL_END, statuses
 * of tell__blocks_next(). */
tell_status tell__input_next(tell__input *input, tell__record *record, tell_error *err);

/** Where field `index` of the last record begins; zeroes when there is none. */
tell__place tell__input_place(const tell__input *input, size_t index);

/** The path or name it was opened with. */
const char *tell__input_name(const tell__input *input);

tell__encoding tell__input_encoding(const tell__input *input);
char tell__input_delimiter(const tell__input *input);
int64_t tell__input_blank_lines(const tell__input *input);

void tell__input_free(tell__input *input);

#endif
