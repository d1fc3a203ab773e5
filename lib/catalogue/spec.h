/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What each catalogue file looks like: its columns, what may stand in them and
 * where the values go in the records of catalogue.h. A new column is a new
 * line in spec.c; reading, checking, merging and the public tables follow it.
 */
#ifndef TELL_CATALOGUE_SPEC_H
#define TELL_CATALOGUE_SPEC_H

#include "catalogue/catalogue.h"

/** The files, in the order in which they are read: what is referred to comes first. */
typedef enum tell__file {
  TELL__FILE_POLICIES,
  TELL__FILE_TEXTS,
  TELL__FILE_SOURCES,
  TELL__FILE_PLAN,
  TELL__FILE_INDICATORS,
  TELL__FILE_GRADES,
  TELL__FILE_BREAKS,
  TELL__FILE_LINKS,
  TELL__FILE_LABELS,
  TELL__FILE_GROUPS,
  TELL__FILE_CUTPOINTS,
  TELL__FILE_RESCALINGS,
  TELL__FILE_ITEMS,
  TELL__FILE_CODES,
  TELL__FILE_DERIVED,
  TELL__FILE_COUNT
} tell__file;

/** What stands in a column. Texts are stored as const char *. */
typedef enum tell__rule_type {
  TELL__RULE_TEXT,
  TELL__RULE_WORD,      /* one of `words`; its code is stored as int at code_offset */
  TELL__RULE_WHOLE,     /* int32_t within min and max */
  TELL__RULE_WHOLE64,   /* int64_t within min and max */
  TELL__RULE_REAL,      /* double; NaN when blank, which the file's settle() takes away */
  TELL__RULE_FAMILY,    /* text: a family that policies.csv names */
  TELL__RULE_UNIT,      /* text: has the texts unit.<id> and unitdiff.<id> */
  TELL__RULE_INDICATOR, /* int32_t, index of the indicator; -1 when blank */
  TELL__RULE_SOURCE,    /* text: id of a source */
  TELL__RULE_PLAN       /* text: id of a part of the plan */
} tell__rule_type;

enum {
  TELL__RULE_REQUIRED = 1, /* may not be blank */
  TELL__RULE_KEY = 2,      /* part of the key of a row */
  TELL__RULE_NAME = 4,     /* as part of the key compared as names are (utf8.h) */
  TELL__RULE_LOOSE = 8,    /* what it refers to may be gone: then it is blank, and the row stays */
  TELL__RULE_OPTIONAL = 16 /* a file need not have the column: then it is blank */
};

/** A word of a closed list and its number in the program. */
typedef struct tell__word {
  const char *text;
  int code;
} tell__word;

#define TELL__NO_OFFSET ((size_t)-1)

typedef struct tell__rule {
  const char *name;
  tell__rule_type type;
  unsigned flags;
  size_t offset; /* in the record, TELL__NO_OFFSET: not kept */
  int64_t min, max, blank;
  const tell__word *words; /* ends with NULL */
  size_t code_offset;
} tell__rule;

/** Why a record is not valid. */
typedef struct tell__defect {
  const char *field; /* name of the column */
  const char *message;
} tell__defect;

enum { TELL__RULE_MAX = 24 };

typedef struct tell__file_spec {
  const char *name;
  const tell__rule *rules;
  int32_t rule_count; /* at most TELL__RULE_MAX */
  size_t record_size;
  int32_t table; /* a TELL_CATALOGUE_ number, 0 when the file has no public table */
  /* Completes a record and says what is wrong between its fields: 1 good, 0 not. May be NULL. */
  int (*settle)(void *record, tell__defect *defect);
} tell__file_spec;

const tell__file_spec *tell__file_spec_get(tell__file file);

/** A row of texts.csv as it is kept; its key is found through the sheet's keys. */
typedef struct tell__message {
  const char *key;
  tell__names text;
} tell__message;

/** A row of plan.csv as far as loading needs it. */
typedef struct tell__plan_part {
  const char *id;
  const char *parent;
} tell__plan_part;

int tell__settle_source(void *record, tell__defect *defect);
int tell__settle_indicator(void *record, tell__defect *defect);
int tell__settle_grade(void *record, tell__defect *defect);
int tell__settle_label(void *record, tell__defect *defect);
int tell__settle_group(void *record, tell__defect *defect);
int tell__settle_message(void *record, tell__defect *defect);
int tell__settle_cutpoint(void *record, tell__defect *defect);
int tell__settle_rescaling(void *record, tell__defect *defect);
int tell__settle_item(void *record, tell__defect *defect);
int tell__settle_code(void *record, tell__defect *defect);
int tell__settle_derived(void *record, tell__defect *defect);

/** Says what is wrong with a field; gives 0, as settling does. */
int tell__settle_wrong(tell__defect *defect, const char *field, const char *message);

#endif
