/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a catalogue holds, for the files of this folder. */
#ifndef TELL_CATALOGUE_STORE_H
#define TELL_CATALOGUE_STORE_H

#include "base/keymap.h"
#include "base/text.h"
#include "catalogue/catalogue.h"
#include "catalogue/spec.h"

/** How names, groups, breaks and so on are found without searching; index.c. */
typedef struct tell__index {
  tell__strings *names; /* every spelling, and the form in which names are compared */
  int32_t *name_of;     /* number of a spelling → number of that form */
  size_t name_capacity;
  tell__keymap *groups;              /* dimension, label → row */
  tell__keymap *group_ids;           /* dimension, code → row */
  tell__keymap *labels;              /* layout, subject, measure → row */
  tell__keymap *policies;            /* policy, family (numbers of texts) → row */
  int32_t *first_grade, *next_grade; /* rows of an indicator in file order; -1 ends */
  int32_t *first_break, *next_break;
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

#endif
