/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A mapping: a user's own layout as data (telling/ingest.h says how its file
 * is written). Read once, checked, and never changed: it knows no catalogue
 * and no header; mapped.h lays it over those of a file.
 */
#ifndef TELL_INGEST_MAPPING_H
#define TELL_INGEST_MAPPING_H

#include "base/keymap.h"
#include "base/text.h"
#include "ingest/layouts/mapped/mapping_pattern.h"
#include "ingest/reading/header.h"
#include "telling/base.h"

/** What a line of a mapping says where to find. */
typedef enum tell__target {
  /* What a value is about. */
  TELL__TARGET_SOURCE,
  TELL__TARGET_PERIOD,
  TELL__TARGET_GRADE,
  TELL__TARGET_GENDER,
  TELL__TARGET_OWNER,
  TELL__TARGET_INDICATOR,
  TELL__TARGET_DIMENSION,
  TELL__TARGET_CATEGORY,
  TELL__TARGET_KEYS, /* how many they are */
  /* The unit of a record. */
  TELL__TARGET_LEVEL = TELL__TARGET_KEYS,
  TELL__TARGET_UNIT_CODE,
  TELL__TARGET_UNIT_NAME,
  TELL__TARGET_PARENT_LEVEL,
  TELL__TARGET_PARENT,
  TELL__TARGET_PARENT_NAME,
  TELL__TARGET_AREA,
  TELL__TARGET_AREA_NAME,
  TELL__TARGET_SUCCESSOR,
  TELL__TARGET_VALID_FROM,
  TELL__TARGET_VALID_TO,
  /* The numbers of a value, and a word for its state. */
  TELL__TARGET_VALUE,
  TELL__TARGET_NUMERATOR,
  TELL__TARGET_N,
  TELL__TARGET_SD,
  TELL__TARGET_MARGIN,
  TELL__TARGET_STATE,
  TELL__TARGET_IGNORE,
  TELL__TARGET_COUNT
} tell__target;

enum {
  TELL__UNIT_TARGETS = TELL__TARGET_VALUE - TELL__TARGET_LEVEL,
  TELL__MEASURE_TARGETS = TELL__TARGET_IGNORE - TELL__TARGET_VALUE,
  TELL__JOINED_MAX = 4,     /* columns that one line may join */
  TELL__BLOCKS_MAX = 256,   /* blocks of a mapping */
  TELL__LINES_MAX = 100000, /* lines of a mapping, lookups included */
  TELL__TARGETS_MAX = 4096, /* lines of a mapping, lookups and signs left out */
  TELL__SETTINGS = 5        /* what can be said of a file as a whole */
};

typedef enum tell__step_kind {
  TELL__STEP_MAP,
  TELL__STEP_SCHOOL_YEAR,
  TELL__STEP_START_YEAR,
  TELL__STEP_END_YEAR,
  TELL__STEP_UPPER,
  TELL__STEP_STRIP_PREFIX,
  TELL__STEP_STRIP_SUFFIX,
  TELL__STEP_PAD
} tell__step_kind;

/** One change of a text on its way from the cell to what it means. */
typedef struct tell__step {
  tell__step_kind kind;
  int32_t number; /* of the lookup (a text of the mapping), the width to pad to */
  const char *text;
  size_t length;
} tell__step;

/** A column by its name, as written and in the form for comparing names. */
typedef struct tell__named_column {
  const char *name, *key;
} tell__named_column;

typedef struct tell__mapping_line {
  tell__target target;
  int32_t block;          /* 0: for every block */
  int64_t line, column;   /* where it stands in the mapping, for errors */
  const char *constant;   /* NULL: a column */
  const char *capture;    /* the part of a header that it is; NULL: none */
  tell__pattern *pattern; /* of the headers of a measure or of ignored columns; NULL for others */
  tell__named_column columns[TELL__JOINED_MAX]; /* their texts are joined by a blank */
  int32_t column_count;
  size_t first_step, step_count;
  int32_t shift; /* the power of ten that a number is multiplied by */
} tell__mapping_line;

/** What a sign in the place of a number says. */
typedef struct tell__mapping_sign {
  const char *text; /* "" for a blank cell */
  size_t length;
  int is_zero;
  tell_state state; /* unless is_zero */
} tell__mapping_sign;

typedef struct tell__mapping {
  char *file;          /* its path or name, for errors */
  const char *name;    /* what accounts call the layout */
  char delimiter;      /* 0: found from the bytes */
  char mark;           /* the decimal mark, 0: as the delimiter tells */
  int64_t skip_lines;  /* physical lines above the header */
  const char **header; /* the names of the columns of a file without a header line */
  size_t header_count, header_capacity;
  tell__strings *texts;  /* keeps every text */
  tell__strings *blocks; /* their names; number 0 is "" */
  /* (lookup, key of a text) → number of the text it becomes; (lookup, -1) for each that is there */
  tell__keymap *lookups;
  tell__mapping_line *lines;
  size_t line_count, line_capacity;
  tell__step *steps;
  size_t step_count, step_capacity;
  tell__mapping_sign *signs;
  size_t sign_count, sign_capacity;
  tell_state blank;             /* what a blank cell without a count means */
  uint8_t sign_starts[256];     /* first bytes of signs */
  int has_measures;             /* 0: it is about units only */
  int64_t told[TELL__SETTINGS]; /* the lines of what is said once of the file as a whole */
  struct tell__mapping *before; /* the mapping that the ingest had before this one */
} tell__mapping;

/**
 * Reads a mapping from a file, or from memory when `bytes` is not NULL.
 * @return #TELL_OK, #TELL_E_LAYOUT with the place in the mapping, #TELL_E_MEMORY, or what the
 *         opening of the file gave.
 */
tell_status tell__mapping_create(const char *name, const char *bytes, size_t size,
                                 tell__mapping **out, tell_error *err);

/** Frees a mapping and those before it; NULL is allowed. */
void tell__mapping_free(tell__mapping *mapping);

/** The id of a target as mappings write it. */
const char *tell__target_id(tell__target target);

/** Fails with #TELL_E_LAYOUT at a place of the mapping. */
tell_status tell__mapping_fail(const tell__mapping *mapping, int64_t line, int64_t column,
                               const char *field, const char *message, tell_error *err);

/** What accounts call files that are read by it. Lives as long as the mapping. */
const char *tell__mapping_name(const tell__mapping *mapping);

/** The delimiter it demands, 0 for none. */
char tell__mapping_delimiter(const tell__mapping *mapping);

/** Whether it says where the header is, or what: then it need not be looked for. */
int tell__mapping_says_header(const tell__mapping *mapping);

/** Makes a header of the names that the mapping gives. */
tell_status tell__mapping_header(const tell__mapping *mapping, tell__header *header,
                                 tell_error *err);

/** Whether a header has all columns that the mapping names, and one at least for each of its
 * patterns. */
int tell__mapping_knows(const tell__mapping *mapping, const tell__header *header);

/** What the steps of a line made of a text. */
typedef enum tell__changed {
  TELL__CHANGED_OK = 1,
  TELL__CHANGED_NOT_KNOWN, /* a lookup has no such text, or it is no year of that form */
  TELL__CHANGED_SKIP,      /* a lookup says that records with it are passed over */
  TELL__CHANGED_NO_MEMORY
} tell__changed;

/** Runs the steps of a line over `text`, in place. Worker-safe: the mapping only is read. */
tell__changed tell__mapping_change(const tell__mapping *mapping, const tell__mapping_line *line,
                                   tell__text *text);

/** The sign that stands in a cell without blanks around it, NULL when it is none of the mapping's.
 */
const tell__mapping_sign *tell__mapping_sign_find(const tell__mapping *mapping, const char *bytes,
                                                  size_t length);

/** A row of a mapping's file. */
typedef struct tell__mapping_row {
  const char *target, *column, *constant, *transform, *block; /* NUL-ended, without blanks around */
  int64_t line;
  int64_t places[5]; /* the character in the line where each begins */
} tell__mapping_row;

/** Takes a row in; mapping_lines.c. */
tell_status tell__mapping_take(tell__mapping *mapping, const tell__mapping_row *row,
                               tell_error *err);

/** Reads the transforms of a row into the line; mapping_steps.c. */
tell_status tell__mapping_take_steps(tell__mapping *mapping, const tell__mapping_row *row,
                                     tell__mapping_line *line, tell_error *err);

/** Checks the lines against each other; mapping_checks.c. */
tell_status tell__mapping_check(const tell__mapping *mapping, tell_error *err);

/** The line of a target in a block, else the one for every block; NULL when there is none. */
const tell__mapping_line *tell__mapping_find(const tell__mapping *mapping, tell__target target,
                                             int32_t block);

/** The line whose columns are the observations of a block: its value, else its numerator, else its
 * state; NULL for a block without. */
const tell__mapping_line *tell__mapping_main(const tell__mapping *mapping, int32_t block);

#endif
