/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of this folder share and nobody else sees: the inside of the builder and of the
 * dataset. */
#ifndef TELL_DATASET_PRIVATE_H
#define TELL_DATASET_PRIVATE_H

#include "base/keymap.h"
#include "base/text.h"
#include "dataset/builder.h"

/** How much a statement about a unit weighs; a register wins over data files. */
enum { RANK_NONE = 0, RANK_DERIVED, RANK_DATA, RANK_REGISTER };

/** One statement about a unit: a text of the builder's set, a number, or a level and a code. */
typedef struct tell__claim {
  int32_t text;
  int32_t number;
  int32_t period;
  int32_t rank;
  int32_t file; /* where it stands; field: number of a text */
  int32_t field;
  int64_t line, column;
} tell__claim;

typedef struct tell__built_unit {
  tell__level level;
  int32_t code; /* number of a text */
  tell__claim name;
  tell__claim parent; /* number: the parent's level, 0 = not said */
  tell__claim area, successor;
  tell__claim valid_from, valid_to;
} tell__built_unit;

typedef struct tell__built_file {
  int32_t path; /* number of a text */
  tell__account account;
} tell__built_file;

typedef struct tell__pair {
  int32_t dimension, category; /* numbers of texts */
} tell__pair;

struct tell__builder {
  const tell_catalogue *catalogue;
  tell_issues *issues;
  tell__strings *texts;
  tell__strings *name_keys; /* names of the register in the form for comparing */
  tell__keymap *unit_map;   /* level, code -> unit */
  tell__keymap *name_map;   /* level, name key -> unit + 1; 0 = several units */
  tell__keymap *pair_map;
  tell__keymap *observation_map;
  tell__built_unit *units;
  size_t unit_count, unit_capacity;
  tell__observation *observations;
  size_t observation_count, observation_capacity;
  tell__built_file *files;
  size_t file_count, file_capacity;
  tell__pair *pairs; /* the first one is ("", "") */
  size_t pair_count, pair_capacity;
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

/** Whether the statement `a` takes the place of `b`. Does not depend on which came first. */
int tell__claim_wins(const tell__strings *texts, const tell__claim *a, const tell__claim *b);

/** The unit of a level and a code, made when it is not there; -1 when there is no memory. */
int32_t tell__units_get(tell__builder *builder, tell__level level, int32_t code);

/** The unit of a level and a code, -1 when it is not there. */
int32_t tell__units_find(const tell__builder *builder, int32_t level, int32_t code);

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

/** Finds what single rows could not show: statements about units that do not hold together, with
 * each other or with the figures. The first `described` units stand in files. */
tell_status tell__units_check(tell__builder *builder, size_t described, tell_error *err);

/** The tables of the units and of the files. */
tell_status tell__dataset_unit_table(const tell_dataset *dataset, tell_table **out,
                                     tell_error *err);
tell_status tell__dataset_file_table(const tell__builder *builder, const tell_dataset *dataset,
                                     tell_table **out, tell_error *err);

#endif
