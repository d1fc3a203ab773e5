/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Units and categories with the numbers they got in the order they came. The
 * builder has one for everything, and each part has one of its own, so that
 * workers never meet; tell__registry_absorb() makes one of two. What comes out
 * does not depend on which came first.
 */
#ifndef TELL_DATASET_REGISTRY_H
#define TELL_DATASET_REGISTRY_H

#include "base/keymap.h"
#include "base/text.h"
#include "dataset/builder.h"

/** How much a statement about a unit weighs; a register wins over data files. */
enum { RANK_NONE = 0, RANK_DERIVED, RANK_DATA, RANK_REGISTER };

/** One statement about a unit: a text of the registry, a number, or a level and a code. */
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
  int32_t code;       /* number of a text */
  int32_t first_file; /* where a file first speaks of it, INT32_MAX: none does */
  int64_t first_line;
  tell__claim name;
  tell__claim parent; /* number: the parent's level, 0 = not said */
  tell__claim area, successor;
  tell__claim valid_from, valid_to;
  tell__claim continues; /* its series goes on as the successor's */
} tell__built_unit;

/** A name that a register gives a unit, in the form for comparing. */
typedef struct tell__register_name {
  int32_t unit, key; /* key: number of a name key */
} tell__register_name;

typedef struct tell__pair {
  int32_t dimension, category; /* numbers of texts */
} tell__pair;

typedef struct tell__registry {
  tell__strings *texts;
  tell__strings *name_keys;
  tell__keymap *unit_map; /* level, code -> unit */
  tell__keymap *name_map; /* level, name key -> unit + 1; 0 = several units */
  tell__keymap *pair_map;
  tell__built_unit *units;
  size_t unit_count, unit_capacity;
  tell__register_name *names; /* all that registers gave, for who absorbs them */
  size_t name_count, name_capacity;
  tell__pair *pairs; /* the first one is ("", "") */
  size_t pair_count, pair_capacity;
} tell__registry;

/** Makes an empty one; 0 when there is no memory (clear it all the same). */
int tell__registry_init(tell__registry *registry);
void tell__registry_clear(tell__registry *registry);

/** Adds or completes a unit; its number, -1 when there is no memory. */
int32_t tell__registry_unit(tell__registry *registry, const tell__unit_facts *facts);

/** The unit of a level and a code (number of a text), made when it is not there; -1 when there is
 * no memory. */
int32_t tell__registry_get(tell__registry *registry, tell__level level, int32_t code);

/** The unit of a level and a code, -1 when it is not there. */
int32_t tell__registry_find(const tell__registry *registry, int32_t level, int32_t code);

/** Adds a name that a register gives; 0 when there is no memory. */
int tell__registry_add_name(tell__registry *registry, int32_t unit, const char *key, size_t length);

/** The number of a pair; -1 when there is no memory. */
int32_t tell__registry_category(tell__registry *registry, const char *dimension,
                                size_t dimension_length, const char *category,
                                size_t category_length);

/** Takes in everything of another; `units` and `pairs` (as long as the other's lists) receive the
 * numbers here. 0 when there is no memory; what was taken in by then stays. */
int tell__registry_absorb(tell__registry *registry, const tell__registry *other, int32_t *units,
                          int32_t *pairs);

/** Puts the units into the order in which files first speak of them, then of level and code, so
 * that the order of parts leaves no trace. `numbers[old]` receives the new number. 0 when there is
 * no memory. */
int tell__registry_sort(tell__registry *registry, int32_t *numbers);

/** Whether the statement `a` takes the place of `b`. Does not depend on which came first. */
int tell__claim_wins(const tell__strings *texts, const tell__claim *a, const tell__claim *b);

#endif
