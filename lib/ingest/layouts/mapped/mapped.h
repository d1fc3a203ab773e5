/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A mapping laid over the header of a file and the definitions of a catalogue:
 * which cells make which observations. The plan only is read while records
 * are; what a worker found out about texts is its own (tell__mapped_work).
 */
#ifndef TELL_INGEST_MAPPED_H
#define TELL_INGEST_MAPPED_H

#include "ingest/cells/cell_memo.h"
#include "ingest/cells/measures.h"
#include "ingest/layouts/mapped/mapping.h"
#include "ingest/reading/memo.h"
#include "ingest/reading/reading.h"

/** Codes that are none. */
enum { TELL__MAPPED_UNKNOWN = -1, TELL__MAPPED_UNMAPPED = -2, TELL__MAPPED_SKIP = -3 };

/** Where a text comes from. */
typedef struct tell__mapped_text {
  const tell__mapping_line *line;    /* NULL: nothing says it */
  const char *fixed;                 /* the same text in every record, steps done; else NULL */
  int32_t columns[TELL__JOINED_MAX]; /* of the header */
  int32_t count;
} tell__mapped_text;

/** A key that is read in every record, or the text of a category. */
typedef struct tell__mapped_key {
  tell__target target;
  tell__mapped_text text;
} tell__mapped_key;

/** One observation of every record. */
typedef struct tell__mapped_value {
  int32_t codes[TELL__TARGET_KEYS];       /* what is the same in every record */
  int32_t keys[TELL__TARGET_KEYS];        /* index of the key that gives the code instead, -1 */
  int32_t columns[TELL__MEASURE_TARGETS]; /* of the header, -1 */
  const tell__mapping_line *lines[TELL__MEASURE_TARGETS];
  int is_simple; /* 1: see tell__mapped_add_usual() */
  int32_t cells; /* of a simple one: how many columns it has */
} tell__mapped_value;

typedef struct tell__mapped_plan {
  const tell__mapping *mapping;
  char mark; /* decimal mark, 0 when not known for certain */
  tell__mapped_text units[TELL__UNIT_TARGETS];
  int32_t *unit_columns; /* all columns that say something of the unit, each once */
  int32_t unit_column_count;
  int32_t unit_last;      /* the last of them in the header, -1 without any */
  tell__unit_facts given; /* the caller's unit, where the mapping names none */
  int32_t period;         /* latest school year that is the same in every record, 0 */
  tell__strings *texts;   /* keeps captured parts */
  tell__mapped_key *keys;
  size_t key_count, key_capacity;
  size_t period_first, period_end; /* the keys that are a school year, perhaps others between */
  size_t row_key_count;            /* the first keys: those that stand in the row */
  int32_t row_first, row_last;     /* the most columns side by side with a key in each */
  tell__mapped_value *values;
  size_t value_count, value_capacity;
} tell__mapped_plan;

/**
 * Makes the plan of a file. Start with zeroes, free with tell__mapped_plan_free(), also after a
 * failure.
 * @return #TELL_OK; #TELL_E_LAYOUT for a column that is not there, a constant that the catalogue
 *         does not know, or a file without units when the caller named none; #TELL_E_MEMORY.
 */
tell_status tell__mapped_plan_make(tell__reading *reading, tell__mapped_plan *plan,
                                   tell_error *err);

void tell__mapped_plan_free(tell__mapped_plan *plan);

/** What a text means as a key: a code of the catalogue, a school year; #TELL__MAPPED_UNKNOWN. What
 * is left out means local, all. Not for dimension and category. */
int32_t tell__mapped_code(const tell_catalogue *catalogue, tell__target target, const char *text,
                          size_t length);

/** Longer texts of a unit are worked out again in every record. */
enum { TELL__UNIT_KEY_SIZE = 512 };

/** More different rows than this are a sign that they do not come again. */
enum { TELL__MAPPED_ROWS = 4096 };

/** What a worker knows of the keys whose columns stand side by side. */
typedef struct tell__mapped_row {
  size_t key_count; /* 0: there are none */
  tell__memo memo;  /* their cells as one text → number of the row */
  int32_t *codes;   /* for each row those of its keys */
  size_t capacity;
  int32_t now; /* the row of the record before, below 0: none that is known */
} tell__mapped_row;

/** What all observations of a value have in common whose records have the same row of keys. */
typedef struct tell__mapped_ready {
  tell__observation model; /* all but unit, school year and numbers */
  tell__usual usual;
  int32_t is_made; /* 1: all of this is known */
} tell__mapped_ready;

/** What one worker found out about the texts of a file. */
typedef struct tell__mapped_work {
  tell__memo *keys; /* for each key of the plan: text → code */
  int32_t *codes;   /* the codes of the record under way */
  tell__mapped_row row;
  tell__mapped_ready *ready;          /* for each row those of all values */
  size_t ready_count;                 /* for how many there is room, at most TELL__MAPPED_ROWS */
  int has_none;                       /* 1: one of them is none */
  tell__memo units;                   /* texts of a unit and its school year → unit */
  char unit_key[TELL__UNIT_KEY_SIZE]; /* those of the last record */
  size_t unit_key_length;             /* 0: it had none */
  int32_t unit;                       /* of the last record */
  tell__cell_memo *cells;
  tell__strings *texts; /* of dimensions and categories */
  tell__keymap *pairs;  /* (dimension, category, indicator or -1) → number of the pair */
  size_t key_count;     /* of the plan */
  tell__text text, key; /* of the cell or the unit under way */
  tell__text facts[TELL__UNIT_TARGETS];
} tell__mapped_work;

/** The text of a key or fact in the record under way, steps done; `work->text` may hold it. */
tell__changed tell__mapped_read(const tell__mapping *mapping, const tell__mapped_text *text,
                                const tell__reading *reading, tell__text *out);

/** Reads the codes of all keys of the record under way into `work->codes`, and rejects or skips the
 * record where one is none. */
void tell__mapped_read_keys(tell__reading *reading, const tell__mapped_plan *plan,
                            tell__mapped_work *work);

/** Finds what is asked of the plan in every record: which keys stand side by side, and puts them
 * first; the keys that are a school year, the last column of the unit. `has_key` is room for a mark
 * for each of the header's columns. */
void tell__mapped_survey(tell__mapped_plan *plan, uint8_t *has_key, int32_t columns);

/** Whether a key is one of those that stand side by side. */
int tell__mapped_is_in_row(const tell__mapped_plan *plan, const tell__mapped_text *text);

/** Finds out whether a value is simple. */
void tell__mapped_survey_value(const tell__mapped_plan *plan, tell__mapped_value *value);

/** The unit of the record under way, as of a school year; -1 after the record was rejected or
 * skipped. */
int32_t tell__mapped_find_unit(tell__reading *reading, const tell__mapped_plan *plan,
                               tell__mapped_work *work, int32_t period);

/** The numbers of a value in the record under way; 0 after the record was rejected. */
int tell__mapped_measures(tell__reading *reading, const tell__mapped_plan *plan,
                          tell__mapped_work *work, const tell__mapped_value *value,
                          tell__measures *out);

/** Where is remembered what the row of the record under way makes of a value; NULL: nowhere. */
static inline tell__mapped_ready *
tell__mapped_ready_of(const tell__mapped_plan *plan, const tell__mapped_work *work, size_t value) {
  size_t at = (size_t)work->row.now * plan->value_count + value;
  return work->row.now >= 0 && at < work->ready_count ? &work->ready[at] : NULL;
}

/** Makes room for what some more rows make of their values; for want of memory nothing happens.
 * Most files are small and have few rows. */
void tell__mapped_grow_ready(tell__mapped_work *work, size_t wanted);

/** Remembers an observation of a simple value, whose keys are all filled in. */
void tell__mapped_make_ready(const tell__reading *reading, const tell__observation *observation,
                             tell__mapped_ready *ready);

/**
 * Adds the observation of a simple value, whose cells all are numbers that came
 * before, where nothing can be wrong with them: nearly all are so, and become
 * exactly what they become the long way.
 * @return 0 where nothing was done.
 */
int tell__mapped_add_usual(tell__reading *reading, tell__mapped_work *work,
                           const tell__mapped_value *value, const tell__mapped_ready *ready,
                           int32_t unit, int32_t period);

/** The column that stands for a value in findings. */
int32_t tell__mapped_column(const tell__mapped_value *value);

#endif
