/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What one worker read of one file: units, categories and observations with
 * numbers of the part's own. While parts are filled the builder only is read,
 * so that several workers fill theirs at the same time; each part belongs to
 * one thread. tell__builder_absorb() makes them one, in any order: nothing that
 * depends on it is in the dataset.
 */
#ifndef TELL_DATASET_PART_H
#define TELL_DATASET_PART_H

#include "dataset/builder.h"

typedef struct tell__part tell__part;

/** A part of a file of the builder (borrowed). NULL when there is no memory. */
tell__part *tell__part_create(const tell__builder *builder, int32_t file);

/** Frees a part; NULL is allowed. What it holds is not used then. */
void tell__part_free(tell__part *part);

/** Adds or completes a unit; `facts->file` is the part's file, whatever it says. `*unit` receives
 * its number in the part. #TELL_OK, #TELL_E_MEMORY. */
tell_status tell__part_unit(tell__part *part, const tell__unit_facts *facts, int32_t *unit,
                            tell_error *err);

/**
 * Whether a unit was known before this file; level 0 = any level. What the
 * file itself says does not count, as workers read it in any order.
 */
int tell__part_knows_unit(const tell__part *part, int32_t level, const char *code, size_t length);

/** The number in the part of a unit that was known before this file, by level and code; level 0 =
 * any level with that code. -1 when unknown, also when several; -2 when there is no memory. */
int32_t tell__part_find_unit(tell__part *part, int32_t level, const char *code, size_t length);

/** As above, by exact name in the registers read before this file (as names are compared). */
int32_t tell__part_find_name(tell__part *part, int32_t level, const char *name, size_t length);

/** A number that says which unit is meant in every part, while its number in the part does not. For
 * what is told once a file. */
int64_t tell__part_unit_key(const tell__part *part, int32_t unit);

/** The code of a unit of the part and its level, borrowed until the part is absorbed or freed;
 * `level` and `length` may be NULL. */
const char *tell__part_unit_code(const tell__part *part, int32_t unit, tell__level *level,
                                 size_t *length);

/** The number in the part of a (dimension, category) pair; 0 for two empty texts; -1 when there is
 * no memory. */
int32_t tell__part_category(tell__part *part, const char *dimension, size_t dimension_length,
                            const char *category, size_t category_length);

/** Where the next observation will stand, so that it can be put together there: one that is copied
 * in pieces of another size makes the processor wait for its own writes. NULL when there is no
 * memory. It is of the part only after tell__part_add(). */
tell__observation *tell__part_room(tell__part *part);

/** Adds an observation (`unit` and `category` are numbers of the part; `file` is filled in; `cells`
 * counts the cells of the file that it takes up), perhaps the one in tell__part_room(). 0 when
 * there is no memory, else 1. */
int tell__part_add(tell__part *part, const tell__observation *observation);

/** Marks the last `count` observations as those of a record that was rejected for something else
 * than a contradiction: its account is settled already. */
void tell__part_set_aside(tell__part *part, int64_t count);

/**
 * Takes everything of a part over, which then is empty and can only be freed.
 * #TELL_OK, #TELL_E_MEMORY: then none of its observations is taken, but units
 * may be.
 */
tell_status tell__builder_absorb(tell__builder *builder, tell__part *part, tell_error *err);

#endif
