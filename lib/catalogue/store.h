/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a catalogue holds, for the files of this folder. */
#ifndef TELL_CATALOGUE_STORE_H
#define TELL_CATALOGUE_STORE_H

#include "base/keymap.h"
#include "base/text.h"
#include "catalogue/catalogue.h"
#include "catalogue/spec.h"

/** The rows of each indicator in file order; -1 ends. */
typedef struct tell__chain {
  int32_t *first; /* by indicator */
  int32_t *next;  /* by row */
} tell__chain;

/** How names, groups, breaks and so on are found without searching; index.c. */
typedef struct tell__index {
  tell__strings *names; /* every spelling, and the form in which names are compared */
  int32_t *name_of;     /* number of a spelling → number of that form */
  size_t name_capacity;
  tell__keymap *groups;    /* dimension, label → row */
  tell__keymap *group_ids; /* dimension, code → row */
  tell__keymap *labels;    /* layout, subject, measure → row */
  tell__keymap *policies;  /* policy, family (numbers of texts) → row */
  tell__keymap *items;     /* id or question → first row */
  tell__keymap *codes;     /* level, code (numbers of texts) → first row */
  int32_t *next_code;      /* the next row about the same code; -1 ends */
  tell__chain grades, breaks, cutpoints, rescalings;
  tell__chain derived; /* by the distribution */
  int32_t *item_rows;  /* rows of view.items, one indicator after the other */
  int32_t *item_start; /* by indicator: its first place in item_rows; one more at the end */
} tell__index;

struct tell_catalogue {
  tell__strings *texts;                  /* every text of every row */
  tell__strings *keys[TELL__FILE_COUNT]; /* of files whose key is one column: number = row + 1 */
  void *records[TELL__FILE_COUNT];
  int32_t record_count[TELL__FILE_COUNT];
  tell_table *tables[TELL__FILE_COUNT];
  tell__catalogue_view view;
  tell__index index;
  char *version;
};

/** Fills the index of a catalogue whose records are there. Returns #TELL_OK or #TELL_E_MEMORY. */
tell_status tell__index_build(tell_catalogue *catalogue, tell_error *err);
void tell__index_free(tell__index *index);

/** The number of a name, -1 when it is none. A spelling of the catalogue costs no allocation. */
int64_t tell__index_name(const tell__index *index, const char *bytes, size_t length);

#endif
