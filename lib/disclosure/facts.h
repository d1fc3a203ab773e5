/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the rules know of each row of an indicator set: how many pupils stand
 * behind it, which rows it adds up with, and what has been hidden so far.
 * Holds no rule.
 */
#ifndef TELL_DISCLOSURE_FACTS_H
#define TELL_DISCLOSURE_FACTS_H

#include "base/keymap.h"
#include "catalogue/catalogue.h"
#include "disclosure/columns.h"

/** Why a cell is hidden (telling/release.h). */
typedef enum tell__reason {
  TELL__REASON_NONE,
  TELL__REASON_COUNT,
  TELL__REASON_COMPLEMENT,
  TELL__REASON_INHERITED,
  TELL__REASON_DERIVED
} tell__reason;

const char *tell__reason_id(tell__reason reason);

/** Who made the figure. An unknown origin counts as local, so that the limits bind it. */
typedef enum tell__fact_origin {
  TELL__FACT_PUBLISHED,
  TELL__FACT_LOCAL,
  TELL__FACT_COMPUTED,
  TELL__ORIGIN_COUNT
} tell__fact_origin;

/** The ways in which a group is cut into parts that add up to it (partitions.h). */
typedef enum tell__axis {
  TELL__AXIS_GENDER,
  TELL__AXIS_OWNER,
  TELL__AXIS_GRADE,
  TELL__AXIS_CATEGORY,
  TELL__AXIS_COUNT
} tell__axis;

enum { TELL__UNKNOWN = -1 };

/** How a share that is a sum of categories stands to the rows of those categories (sums.h). */
typedef enum tell__made_of {
  TELL__MADE_OF_NOTHING, /* no such share, or no category has a row: a row like any other */
  TELL__MADE_OF_PARTS,   /* their sum to the last digit: says nothing that they do not say */
  TELL__MADE_OF_MORE     /* beside them, and not their sum: says something of its own about them */
} tell__made_of;

typedef struct tell__fact {
  int64_t n;          /* pupils or answers, TELL__UNKNOWN */
  int64_t x;          /* of them with the attribute (or the total itself), TELL__UNKNOWN */
  int64_t minimum;    /* the policy's limit of n and n − x; 0 = none, no rule looks at the row */
  int64_t minimum_x;  /* its limit of x */
  int64_t suppressed; /* units below that the publisher hides */
  int32_t unit;       /* number of (level, code) */
  int32_t parent, area;                /* units that it is a part of, TELL__UNKNOWN */
  int32_t group;                       /* number of all of the key but unit and origin */
  int32_t partition[TELL__AXIS_COUNT]; /* see partitions.h; TELL__UNKNOWN */
  int32_t next_child, next_in_area;    /* next row of the same parent or area and group */
  uint8_t origin, comparator;          /* tell__fact_origin */
  uint8_t own;                         /* 1: the caller's own counts, or computed from them */
  uint8_t state;                       /* of the value */
  uint8_t of_nobody;                   /* 1: own pupils of whom nobody took the test */
  uint8_t difference;                  /* 1: there is a difference */
  uint8_t is_area;
  uint8_t is_distribution;           /* its categories add up to all pupils */
  uint8_t made_of;                   /* tell__made_of */
  int32_t sum;                       /* which of facts->sums it is, when it is one */
  uint8_t reasons[TELL__PART_COUNT]; /* tell__reason of each part */
} tell__fact;

/** A share that is a sum of categories, as codes of the table's texts. */
typedef struct tell__sum {
  int64_t indicator, grade, from, dimension;
  int64_t categories[TELL__CATEGORIES_MAX];
  int32_t count;
} tell__sum;

/** A test and the shares of pupils who took it and were exempt, as codes; TELL__UNKNOWN or less for
 * what is not in the set. */
typedef struct tell__tested {
  int64_t test, part, exempt;
} tell__tested;

typedef struct tell__facts {
  tell__fact *rows;
  int64_t count;
  const tell_table *table;
  int32_t columns[TELL__SET_COUNT];
  tell__keymap *units;       /* level, code → number */
  tell__keymap *groups;      /* see tell__facts_group() */
  tell__keymap *places;      /* unit, group, origin → row */
  tell__keymap *first_child; /* unit, group → first row of a unit below */
  int64_t unit_count, group_count;
  tell__tested *tests; /* see participation.h */
  int32_t test_count;
  tell__sum *sums;
  int32_t sum_count;
} tell__facts;

/** The key of a group, as codes of the table's texts. */
typedef struct tell__group_key {
  int64_t indicator, source, period, grade, gender, owner, dimension, category;
} tell__group_key;

/**
 * Reads an indicator set. #TELL_E_ARGUMENT: it is none; #TELL_E_POLICY: the
 * policy has no limit for a family.
 * @param facts filled; freed with tell__facts_free() whatever the status.
 */
tell_status tell__facts_read(const tell_catalogue *catalogue, const char *policy,
                             const tell_table *table, tell__facts *facts, tell_error *err);
void tell__facts_free(tell__facts *facts);

/** The key of a row's group. */
tell__group_key tell__facts_key(const tell__facts *facts, int64_t row);

/** The row of a unit, group and origin; TELL__UNKNOWN when there is none. */
int64_t tell__facts_find(const tell__facts *facts, int64_t unit, int64_t group, int64_t origin);

/** The row that stands for a unit where others are made from it: its own figure before a computed
 * one. */
int64_t tell__facts_used(const tell__facts *facts, int64_t unit, int64_t group);

/** The number of a unit by the codes of its level and its code; of a group by its key.
 * TELL__UNKNOWN when there is none. */
int64_t tell__facts_unit(const tell__facts *facts, int32_t level, int32_t code);
int64_t tell__facts_group(const tell__facts *facts, const tell__group_key *key);

tell__fact_origin tell__facts_origin(const char *id);

/** Whether the policy binds the figure itself: it was not published by an authority. */
int tell__fact_is_bound(const tell__fact *fact);

/** Whether the row has a figure that could be told or hidden. */
int tell__fact_has_figure(const tell__fact *fact);

/** Whether the figure is hidden. */
int tell__fact_is_hidden(const tell__fact *fact);

/**
 * Hides a row for a reason: all of it, or, for a published figure, what was
 * made from it here. Returns 1 when that is new.
 */
int tell__fact_hide(tell__fact *fact, tell__reason reason);

/** Hides a part unless it is hidden already; returns 1 when that is new. */
int tell__fact_hide_part(tell__fact *fact, tell__row_part part, tell__reason reason);

#endif
