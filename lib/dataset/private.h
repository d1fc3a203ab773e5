/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this folder share and nobody else sees: the inside of the builder and of the
 * dataset. */
#ifndef TELL_DATASET_PRIVATE_H
#define TELL_DATASET_PRIVATE_H

#include "base/keymap.h"
#include "base/text.h"
#include "dataset/chunk.h"
#include "dataset/gather.h"
#include "dataset/part.h"
#include "dataset/registry.h"

typedef struct tell__built_file {
  int32_t path; /* number of a text */
  tell__account account;
  int32_t *columns; /* numbers of texts */
  int32_t column_count;
} tell__built_file;

/** What was absorbed of a part: its observations still have the part's numbers. */
typedef struct tell__held_part {
  tell__chunk *last;
  int32_t *units, *pairs; /* the part's number -> the builder's */
  size_t unit_count, pair_count;
} tell__held_part;

struct tell__builder {
  const tell_catalogue *catalogue;
  tell_issues *issues;
  tell__registry registry;
  tell__held_part *parts;
  size_t part_count, part_capacity;
  tell__built_file *files;
  size_t file_count, file_capacity;
  uint8_t flags; /* of any observation: what none has need not be looked for in all of them */
  int finished;
};

struct tell_dataset {
  tell__dataset_view view;
  tell__strings *texts;
  tell__unit *units;
  tell__observation *observations;
  tell__pair *pairs;
  size_t pair_count;
  int32_t *file_names; /* numbers of texts */
  size_t file_count;
  tell_table *unit_table;
  tell_table *file_table;
  tell_issues *issues;
};

/** The unit that the parent's code of a unit means; of units that no file describes (from number
 * `described` on) only one of the level above. -1 when there is none. */
int32_t tell__hierarchy_parent(const tell__builder *builder, size_t described,
                               const tell__built_unit *unit);

/** Where a statement stands. */
tell__position tell__claim_position(const tell__builder *builder, const tell__claim *claim);

/** Makes the units that are only named as parents or areas, and writes to `parents` and `areas` (as
 * long as the units are then; owned by the caller) what every unit hangs under. */
tell_status tell__hierarchy_link(tell__builder *builder, int32_t **parents, int32_t **areas,
                                 tell_error *err);

/** Finds what single rows could not show: statements about units that do not hold together. The
 * first `described` units stand in files. */
tell_status tell__units_check(tell__builder *builder, size_t described, tell_error *err);

/** The unit that another goes on as, and the first school year that is no longer its own. */
typedef struct tell__next {
  int32_t unit; /* of the registry, -1: none */
  int32_t until;
} tell__next;

/** The code that the catalogue's history says took the place of a unit's, "" where it is in use, or
 * was split. Figures do not move by it. Borrowed from the catalogue. */
const char *tell__successor_in_history(const tell__builder *builder, const tell__built_unit *unit);

/** Which unit of the registry goes on as which; freed by the caller. */
tell_status tell__successors_find(tell__builder *builder, tell__next **out, tell_error *err);

/** The unit that a unit's figures of a school year belong to now; the unit itself where none. */
int32_t tell__successors_last(const tell__next *next, int32_t unit, int32_t period);

/** Adds a finding about an observation, at the place of its value. */
tell_status tell__builder_tell(tell__builder *builder, const tell__observation *observation,
                               tell_severity severity, const char *code, const char *message);

/** Tells of the repeats, settles the accounts of their records, and takes them out. */
tell_status tell__repeats_settle(tell__builder *builder, tell__gathered *gathered,
                                 tell__repeats *repeats, tell_error *err);

/** Gives published shares the number of answers that another file holds. The observations stand in
 * their order. */
tell_status tell__join_answers(const tell__builder *builder, tell_dataset *dataset,
                               tell_error *err);

/** Finds figures of years in which their unit did not exist; `units` are the dataset's,
 * `numbers[unit of the registry]` says which. */
tell_status tell__years_check(tell__builder *builder, const tell__gathered *gathered,
                              const tell__unit *units, const int32_t *numbers, tell_error *err);

/** Moves the figures of units that go on as others to those, and says so in `units`. */
tell_status tell__continue_series(tell__builder *builder, tell__gathered *gathered,
                                  const tell__next *next, const int32_t *numbers, tell__unit *units,
                                  tell_error *err);

/** The tables of the units and of the files. */
tell_status tell__dataset_unit_table(const tell_dataset *dataset, tell_table **out,
                                     tell_error *err);
tell_status tell__dataset_file_table(const tell__builder *builder, const tell_dataset *dataset,
                                     tell_table **out, tell_error *err);

#endif
