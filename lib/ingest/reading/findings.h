/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The findings of one block, kept until the blocks before it are done: so that
 * the order, and what is told once for a whole file, is the same for every
 * number of workers. A file may be nothing but findings, and there may be many
 * workers: those that nobody will see are only counted, and when there are too
 * many of the others they are handed on before the block is read to its end.
 */
#ifndef TELL_INGEST_FINDINGS_H
#define TELL_INGEST_FINDINGS_H

#include "base/issues.h"
#include "base/keymap.h"
#include "base/text.h"
#include "ingest/reading/header.h"

/** What a finding is about that is told once in a file: the hash of its code and of three numbers,
 * as a file may have something new in every record. */
enum { TELL__NEWS_WIDTH = 1 };
typedef struct tell__news {
  int64_t key[TELL__NEWS_WIDTH];
} tell__news;

typedef struct tell__finding {
  tell_severity severity;
  const char *code; /* a constant of the program */
  int32_t message;  /* number of a text */
  int32_t field;    /* index of the header's column, -1 */
  tell__place place;
  int is_news; /* 1: `news` says about what; told only where it was not told before */
  tell__news news;
} tell__finding;

/** How many of a block's findings are kept before they must be handed on. */
enum { TELL__FINDINGS_MOST = 1024 };

enum { TELL__SEVERITIES = TELL_SEVERITY_ERROR + 1 };

/** Start with zeroes, free with tell__findings_free(). */
typedef struct tell__findings {
  tell__finding *items;
  size_t count, capacity;
  tell__strings *messages; /* they come again and again; made when there is one */
  int64_t errors;          /* how many of them are errors, kept or not */
  int is_bounded;          /* 1: of each severity `room` are kept, not counting news */
  int64_t room[TELL__SEVERITIES];
  int64_t counted[TELL__SEVERITIES]; /* those that were not kept */
} tell__findings;

/** Sets the room to what the list that they go to has now. Findings of earlier blocks may still
 * come before them, which only makes it smaller. */
void tell__findings_bound(tell__findings *findings, const tell_issues *issues);

/** Adds a finding; its message is copied, `finding->message` is filled in. 0 when there is no
 * memory. */
int tell__findings_add(tell__findings *findings, const tell__finding *finding, const char *message);

/** Forgets them; memory that only grew with a flood is given back. */
void tell__findings_clear(tell__findings *findings);
void tell__findings_free(tell__findings *findings);

/** The message of one of them. */
const char *tell__findings_message(const tell__findings *findings, const tell__finding *finding);

/** The place of a finding as errors and issues have it. */
tell__position tell__finding_position(const tell__finding *finding, const char *name,
                                      const tell__header *header);

/** Where the findings of a file come together, block after block. */
typedef struct tell__joining {
  tell_issues *issues;
  const char *name; /* of the file */
  const tell__header *header;
  tell__keymap *told; /* what was told before */
  int is_strict;      /* 1: ends with the first error */
} tell__joining;

/**
 * Hands the findings of the next block on, in order.
 * @return #TELL_OK, #TELL_E_MEMORY, #TELL_E_CANCELLED (the listener stopped it), #TELL_E_STRICT
 *         (with the place and the words of the defect).
 */
tell_status tell__findings_join(const tell__findings *findings, const tell__joining *joining,
                                tell_error *err);

#endif
