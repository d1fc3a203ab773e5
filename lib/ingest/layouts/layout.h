/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A layout is one way of laying school counts out in a table. A new one is one
 * file with a constant of this type, and one line in layouts.c.
 *
 * prepare() looks at the header once and makes a plan, which then only is
 * read: several workers read records by one plan at the same time, each with a
 * reading of its own. Its reading reads no records and adds nothing: it gives
 * the header and takes findings about columns.
 */
#ifndef TELL_INGEST_LAYOUT_H
#define TELL_INGEST_LAYOUT_H

#include "ingest/reading/header.h"
#include "ingest/reading/reading.h"

typedef struct tell__layout {
  const char *name;
  int is_register; /* 1: tells of units only, and is read before other files of a folder */
  int in_order;    /* 1: record() changes the plan, so that one worker reads all records in order */
  int is_plain;    /* 1: any table will do; its first record is the header, whatever it says */
  /** How well a header fits: 0 not at all; of several layouts the highest reads the file. */
  int32_t (*recognise)(const tell__header *header, const tell_catalogue *catalogue);
  /** Makes the plan of a file; fails where the file cannot be read by this layout. */
  tell_status (*prepare)(tell__reading *reading, void **plan, tell_error *err);
  /** Reads the record under way. Failures are left in the reading. */
  void (*record)(tell__reading *reading, void *plan);
  void (*free_plan)(void *plan); /* NULL is allowed as plan */
  /* For layouts of pupils, which add records up instead of making an observation of each; NULL for
   * others. Every worker has a work of its own, reading->work, which begins with a
   * tell__pupil_work, as the plan does with a tell__pupil_frame. */
  void *(*create_work)(const void *plan);     /* NULL when there is no memory */
  int (*merge_work)(void *work, void *other); /* takes another worker's in; 0: no memory */
  void (*finish_work)(tell__reading *reading, const void *plan,
                      void *work); /* adds the observations, when all records are read */
  void (*free_work)(void *work);   /* NULL is allowed as work */
} tell__layout;

/** Fills a plan whose bytes are zero, and marks the columns that it uses. */
typedef tell_status (*tell__layout_plan_fn)(tell__reading *reading, void *plan, uint8_t *is_used,
                                            tell_error *err);

/** Makes a plan of `size` bytes for prepare(); `*plan` is to be freed whatever the status. */
tell_status tell__layout_plan(tell__reading *reading, size_t size, tell__layout_plan_fn fill,
                              void **plan, tell_error *err);

/** What a header scores that has all a layout needs, and one that only reminds of it (its prepare()
 * says what is missing). */
enum { TELL__SCORE_RESEMBLES = 10, TELL__SCORE_FITS = 100 };

/** The layout of files that a mapping of the caller explains. */
extern const tell__layout tell__layout_mapped;

/** The layout with this number, NULL behind the last one. */
const tell__layout *tell__layout_get(int32_t index);

/** The layout of this name, NULL when there is none. */
const tell__layout *tell__layout_find(const char *name);

/** The layout that fits a header best, NULL when none does. */
const tell__layout *tell__layout_recognise(const tell__header *header,
                                           const tell_catalogue *catalogue);

#endif
