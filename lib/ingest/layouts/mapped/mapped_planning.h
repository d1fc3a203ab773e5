/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The making of a plan: which lines of a mapping have which columns of a header. */
#ifndef TELL_INGEST_MAPPED_PLANNING_H
#define TELL_INGEST_MAPPED_PLANNING_H

#include "ingest/layouts/mapped/mapped.h"

/* The captures of a value, for the columns that belong to it. */
typedef struct tell__captured {
  int32_t block;
  const tell__pattern *pattern;
  tell__piece pieces[TELL__CAPTURES_MAX];
} tell__captured;

typedef struct tell__planning {
  tell__reading *reading;
  const tell__mapping *mapping;
  tell__mapped_plan *plan;
  tell_error *err;
  size_t *weights;       /* for each column: how much of its name the lines that take it fix */
  uint8_t *is_used;      /* for each column */
  tell__captured *parts; /* for each value */
  size_t part_capacity;
  tell__text text;
  int no_memory;
} tell__planning;

/**
 * The code of a captured part, as `line` changes it (NULL: not at all); 0 for dimensions and
 * categories, which may be any text (it is left in work->text).
 */
int32_t tell__planning_decode(tell__planning *work, tell__target target, const tell__piece *piece,
                              const tell__mapping_line *line);

/** The capture of a pattern that is a target of its block, -1; `*line` receives what is said of the
 * target. */
int32_t tell__planning_capture(const tell__planning *work, const tell__pattern *pattern,
                               int32_t block, tell__target target, const tell__mapping_line **line);

/** Finds for every column the pattern that fixes most of its name. */
void tell__planning_weigh(tell__planning *work);

/** Whether a line with a pattern has a column; the captured parts. Several lines may have one. */
int tell__planning_takes(tell__planning *work, const tell__mapping_line *line, int32_t column,
                         tell__piece *pieces);

/** Marks the columns that the mapping leaves out on purpose; they need not be there. */
void tell__planning_ignore(tell__planning *work);

/** Fails where a column that is used has the name of another one: none can be preferred. */
tell_status tell__planning_check_repeated(const tell__planning *work);

#endif
