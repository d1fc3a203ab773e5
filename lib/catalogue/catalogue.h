/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The catalogue as the stages see it: plain arrays of definitions with small
 * numbers (indexes) for indicators, sources and so on. Built once by load.c,
 * never changed afterwards.
 */
#ifndef TELL_CATALOGUE_CATALOGUE_H
#define TELL_CATALOGUE_CATALOGUE_H

#include "telling/catalogue.h"

/** What an observation is (architecture.md: kind). */
typedef enum tell__kind {
  TELL__KIND_COUNT = 1, /* x of n */
  TELL__KIND_MEAN,
  TELL__KIND_SHARE,        /* per cent, 0 to 100 */
  TELL__KIND_DISTRIBUTION, /* per cent of one category of several that add up to 100 */
  TELL__KIND_TOTAL,        /* a number of pupils, teachers */
  TELL__KIND_RATIO,        /* a quotient of totals: cannot be averaged by pupils */
  TELL__KIND_MEDIAN        /* cannot be averaged at all */
} tell__kind;

/** Whether values of this kind are per cent of pupils, so that counts give an interval. */
int tell__kind_is_share(tell__kind kind);

/** The same of a kind by its id, as the column `kind` of tables has it. */
int tell__kind_id_is_share(const char *id);

/** How the published sd of an indicator is made. */
typedef enum tell__sd_kind {
  TELL__SD_PUPILS = 1,   /* spread of the pupils' values: may be used for an interval */
  TELL__SD_POOLED_ITEMS, /* spread of all answers to all items: may not */
  TELL__SD_NONE
} tell__sd_kind;

/** How many sources a catalogue can have: a figure keeps the number of its source in few bits. */
enum { TELL__SOURCES_MOST = 256 };

/** A national test has five levels at most, and so four limits. */
enum { TELL__LIMITS_MAX = 4 };

/** A text in the three languages; never NULL. */
typedef struct tell__names {
  const char *nb, *nn, *en;
} tell__names;

typedef struct tell__indicator {
  const char *id;
  const char *family;  /* privacy family: test, survey, bullying, register */
  const char *kind_id; /* "mean", ... as written in the file */
  const char *unit; /* id of the unit of measure: scale_points, percent, index_1_5, points, ... */
  const char *direction;    /* higher_better, lower_better, none */
  const char *source;       /* the source preferred for it, "" = any */
  const char *distribution; /* dimension id that ties the members, "" when not a distribution */
  tell__kind kind;
  tell__sd_kind sd_kind;
  int32_t decimals;        /* of published values */
  int32_t minimum_answers; /* 0 = not stated */
  int has_scale, has_plausible;
  double scale_min, scale_max;         /* what is possible */
  double plausible_min, plausible_max; /* what is believable for a unit's value */
  tell__names name, about;
} tell__indicator;

/** Where an indicator exists: one row per grade (0 = all grades together). */
typedef struct tell__grade {
  int32_t indicator;
  int32_t grade;
  int32_t first_period, last_period; /* 0 = open */
} tell__grade;

typedef struct tell__break {
  int32_t indicator;
  int32_t grade;  /* -1 = every grade */
  int32_t period; /* first school year that is not comparable with earlier ones */
  const char *kind;
  tell__names text;
} tell__break;

typedef struct tell__source {
  const char *id, *publisher, *licence;
  int32_t official;    /* 1: published by an authority, stays as published */
  int32_t priority;    /* lower comes first when several sources give one series */
  double margin_level; /* a published margin is half the width of an interval of this level */
  tell__names name;
} tell__source;

/** What a column of measures can be in a layout. */
typedef enum tell__role {
  TELL__ROLE_VALUE = 1,
  TELL__ROLE_MARGIN,
  TELL__ROLE_N,
  TELL__ROLE_N_OR_VALUE, /* a count beside a value measure is its n; alone it is a value itself */
  TELL__ROLE_NUMERATOR,
  TELL__ROLE_SD,
  TELL__ROLE_IGNORED /* known, and of no use to the indicator set: a named skip */
} tell__role;

/** What a label in a file's header means. */
typedef struct tell__label {
  /* "udir-portal", or "udir-portal-vgs" for the tables of upper secondary schools: "Antall lærere"
     is called so in both. */
  const char *layout;
  const char *subject; /* "Engelsk", "" when the path has no subject */
  const char *measure; /* last part of the path: "Skalapoeng" */
  int32_t indicator;   /* -1 for a role that belongs to whatever value stands beside it */
  tell__role role;
  int32_t grade;        /* the grade it is always about, -1 = from the path */
  const char *source;   /* source id of the observation */
  const char *category; /* of the indicator's distribution ("1"), "" for what is none */
} tell__label;

/** A label of a breakdown: dimension gender|owner|grade|parents_education, the id ("girls"), and
 * how a file writes it ("Jente"). */
typedef struct tell__group {
  const char *dimension, *id, *label;
  int32_t code; /* gender: 0 all 1 girls 2 boys; owner: 0 all 1 public 2 private; grade: the grade,
                   0 = all; parents_education: 1 to 9, the order from the shortest */
} tell__group;

typedef struct tell__policy {
  const char *policy; /* "public" */
  const char *family; /* "survey", "*" for every other */
  int64_t minimum;
} tell__policy;

/** The limits between the mastery levels of a test in the school years that used them. */
typedef struct tell__cutpoint {
  int32_t indicator; /* the distribution: np_lesing_niva */
  int32_t grade;
  int32_t first_period, last_period; /* last 0 = still in use */
  const char *source;
  int32_t limit_count; /* levels - 1 */
  double
      limits[TELL__LIMITS_MAX]; /* rising; a score at or above limits[i] is level i + 2 or more */
} tell__cutpoint;

/** How a publisher corrected the scale of a test in one school year: old mean and sd to new. */
typedef struct tell__rescaling {
  int32_t indicator, grade, period;
  double old_mean, old_sd, new_mean, new_sd;
  const char *source; /* of what is corrected so: never the source of the old figures */
} tell__rescaling;

/** An item (question) of an indicator that is computed from pupils' answers. */
typedef struct tell__item {
  int32_t indicator;
  int32_t position;        /* from 1 */
  const char *id;          /* "trives", the name of its column in a pupil file */
  int32_t lowest, highest; /* valid answers: 1 to 5 */
  int32_t counts_from;     /* 0, or: the indicator is the share of pupils who answered this much or
                              more to at least one of its items */
  tell__names label;       /* the question */
} tell__item;

enum { TELL__CATEGORIES_MAX = 16 };

/** A category of a distribution; `text` has no NUL at its end. */
typedef struct tell__category {
  const char *text;
  size_t length;
} tell__category;

/** A share that is the sum of some categories of a distribution at one grade. */
typedef struct tell__derived {
  int32_t from; /* the distribution */
  int32_t indicator;
  int32_t grade;
  const char *text;       /* the categories as written, parted by blanks */
  int32_t category_count; /* 0: the row does not fit the caller's indicators and makes nothing */
  tell__category categories[TELL__CATEGORIES_MAX];
} tell__derived;

/** What became of a county or municipality whose code is no longer in use. */
typedef enum tell__code_kind {
  TELL__CODE_RENUMBERED = 1, /* the same area under a new code */
  TELL__CODE_MERGED,         /* the whole area is now a part of the successor */
  TELL__CODE_SPLIT           /* a part of the area is now the successor or a part of it */
} tell__code_kind;

typedef struct tell__code {
  const char *level; /* county, municipality */
  const char *code, *successor;
  int32_t period; /* the first school year that began with the successor's code */
  tell__code_kind kind;
} tell__code;

#define TELL__ARRAY(type, name)                                                                    \
  const tell__##type *name;                                                                        \
  int32_t name##_count

/** Everything of a catalogue, borrowed. */
typedef struct tell__catalogue_view {
  TELL__ARRAY(indicator, indicators);
  TELL__ARRAY(grade, grades);
  TELL__ARRAY(break, breaks);
  TELL__ARRAY(source, sources);
  TELL__ARRAY(label, labels);
  TELL__ARRAY(group, groups);
  TELL__ARRAY(policy, policies);
  TELL__ARRAY(cutpoint, cutpoints);
  TELL__ARRAY(rescaling, rescalings);
  TELL__ARRAY(item, items);
  TELL__ARRAY(code, codes);
  TELL__ARRAY(derived, derived);
} tell__catalogue_view;

const tell__catalogue_view *tell__catalogue_get(const tell_catalogue *catalogue);

/** The index of an indicator by id, -1 when there is none. */
int32_t tell__catalogue_indicator(const tell_catalogue *catalogue, const char *id, size_t length);

/** The index of a source by id, -1 when there is none. */
int32_t tell__catalogue_source(const tell_catalogue *catalogue, const char *id, size_t length);

/**
 * The code of a label of a breakdown; names are compared NFC, without case and
 * surplus blanks; ids ("girls") are accepted as labels too. -1 when unknown.
 */
int32_t tell__catalogue_group(const tell_catalogue *catalogue, const char *dimension,
                              const char *label, size_t length);

/** The id ("girls") of a code of a breakdown, "" when unknown. */
const char *tell__catalogue_group_id(const tell_catalogue *catalogue, const char *dimension,
                                     int32_t code);

/**
 * The label of a layout's measure column, NULL when unknown. Compared as names
 * (see above); `subject` may be empty.
 */
const tell__label *tell__catalogue_label(const tell_catalogue *catalogue, const char *layout,
                                         const char *subject, size_t subject_length,
                                         const char *measure, size_t measure_length);

/**
 * The first school year of the unbroken stretch that `period` belongs to: the
 * latest break at or before it for this indicator and grade, or INT32_MIN.
 * Two periods are comparable exactly when this is equal for both.
 */
int32_t tell__catalogue_segment(const tell_catalogue *catalogue, int32_t indicator, int32_t grade,
                                int32_t period);

/** Whether the indicator exists at a grade in a period: 1 yes, 0 no, -1 the catalogue has no rows
 * about it. */
int32_t tell__catalogue_exists(const tell_catalogue *catalogue, int32_t indicator, int32_t grade,
                               int32_t period);

/** The minimum of a policy for a family ("*" row when the family has none); -1 when there is no
 * such policy. */
int64_t tell__catalogue_minimum(const tell_catalogue *catalogue, const char *policy,
                                const char *family);

/**
 * Finds a policy that hides nothing at all: the only kind under which figures
 * may be given out outside of a release. `*found` receives its name, borrowed.
 * @return #TELL_OK; #TELL_E_POLICY when there is no such policy, or it hides something.
 */
tell_status tell__catalogue_open_policy(const tell_catalogue *catalogue, const char *policy,
                                        const char **found, tell_error *err);

/**
 * The mastery level of a scale score.
 * @param indicator the distribution (np_lesing_niva).
 * @return 1 or more; 0 when the catalogue has no cut points for it, or the score is no number.
 */
int32_t tell__catalogue_level(const tell_catalogue *catalogue, int32_t indicator, int32_t grade,
                              int32_t period, double score);

/** The cut points themselves, NULL when there are none: one look-up for a whole group of pupils. */
const tell__cutpoint *tell__catalogue_cutpoints(const tell_catalogue *catalogue, int32_t indicator,
                                                int32_t grade, int32_t period);

/** The level of a score by cut points; 0 for NaN. */
int32_t tell__cutpoint_level(const tell__cutpoint *cutpoint, double score);

/** The correction of a test, grade and school year; NULL when the catalogue has none. */
const tell__rescaling *tell__catalogue_rescaling(const tell_catalogue *catalogue, int32_t indicator,
                                                 int32_t grade, int32_t period);

/**
 * A mean of scale scores as the publisher corrected the official figures: for means of groups as in
 * official statistics; biased for single pupils and small groups.
 */
double tell__rescaling_value(const tell__rescaling *by, double value);

/**
 * The items of an indicator in the order of the file: rows of view->items.
 * @param rows receives a borrowed array as long as the result; may be NULL.
 * @return the number of items; 0 when it has none.
 */
int32_t tell__catalogue_items(const tell_catalogue *catalogue, int32_t indicator,
                              const int32_t **rows);

/**
 * The first row of view->items with this id, or this question in one of the languages, compared as
 * names; -1 when there is none. An item of several indicators has a row for each, with the same id.
 */
int32_t tell__catalogue_item(const tell_catalogue *catalogue, const char *name, size_t length);

/**
 * What became of a code: the first row of view->codes about it, -1 when it is in use or unknown. A
 * split has several rows one after the other in the file's order.
 * @param level "county" or "municipality".
 * @param code all its digits, without blanks; leading zeroes count.
 */
int32_t tell__catalogue_code(const tell_catalogue *catalogue, const char *level, const char *code,
                             size_t length);

/** The next row about the same code, -1 at the end. */
int32_t tell__catalogue_code_next(const tell_catalogue *catalogue, int32_t row);

/** The first row of view->derived of a distribution, -1 when nothing is derived from it. */
int32_t tell__catalogue_derived(const tell_catalogue *catalogue, int32_t from);

/** The next row of the same distribution, -1 at the end. */
int32_t tell__catalogue_derived_next(const tell_catalogue *catalogue, int32_t row);

/** Which of the categories this is, from 0; -1 when it is none of them. */
int32_t tell__derived_position(const tell__derived *derived, const char *text, size_t length);

/** The key of text `index` (from 0), NULL behind the last one. */
const char *tell__catalogue_text_key(const tell_catalogue *catalogue, int32_t index);

#endif
