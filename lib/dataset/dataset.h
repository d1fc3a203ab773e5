/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The finished dataset as the stages see it: arrays of units and observations
 * in canonical order, whatever the order of files and rows was.
 */
#ifndef TELL_DATASET_DATASET_H
#define TELL_DATASET_DATASET_H

#include "catalogue/catalogue.h"
#include "telling/dataset.h"

/** Levels from the top; a smaller number is higher up. */
typedef enum tell__level {
  TELL__LEVEL_NATION = 1,
  TELL__LEVEL_COUNTY,
  TELL__LEVEL_MUNICIPALITY,
  TELL__LEVEL_AREA,
  TELL__LEVEL_SCHOOL
} tell__level;

/** "nation", ... ; "" for what is no level. */
const char *tell__level_id(tell__level level);

/** The level of an id, 0 when it is none. */
int32_t tell__level_find(const char *id, size_t length);

/** A unit; texts are borrowed from the dataset. */
typedef struct tell__unit {
  tell__level level;
  const char *code;
  const char *name;           /* the code where no file gives a name */
  const char *successor;      /* code, "" */
  const char *continued_from; /* codes of the units whose figures are now its own, "" */
  int32_t parent; /* index of the unit it is compared with, -1: school and area → municipality →
                     county → nation */
  int32_t area;   /* index of its area, -1 */
  int32_t valid_from, valid_to; /* school years, 0 = not stated */
} tell__unit;

/** Which optional numbers an observation has. */
enum { TELL__HAS_N = 1, TELL__HAS_SD = 2, TELL__HAS_MARGIN = 4, TELL__HAS_NUMERATOR = 8 };

/** What fits into the narrow members of an observation. */
enum { TELL__CATEGORY_MOST = (1 << 24) - 1, TELL__CELLS_MOST = 15 };

/** Flags of an observation. */
enum {
  TELL__FLAG_SD_POOLED =
      1, /* sd is over all item answers, not over pupils: never used for an interval */
  TELL__FLAG_PROVISIONAL = 2,
  TELL__FLAG_PUPILS = 4,       /* made of records of pupils; line is that of the first one */
  TELL__FLAG_CONTINUED = 8,    /* of a unit that goes on as this one */
  TELL__FLAG_N_ELSEWHERE = 16, /* its n stands in the table of participation; none when finished */
  TELL__FLAG_SET_ASIDE = 64 /* its record was rejected for another of its cells; none when finished
                             */
};

/**
 * One published or counted value: 56 bytes, so that a country fits in memory.
 * Figures that are so many of so many have a numerator and never a standard
 * deviation, so that these share a place.
 */
typedef struct tell__observation {
  double value; /* meaningful only when state is present */
  union {
    double sd;         /* when TELL__HAS_SD; see TELL__FLAG_SD_POOLED */
    int32_t numerator; /* when TELL__HAS_NUMERATOR, and then TELL__HAS_SD is not there */
  };
  double margin; /* 95 % half-width, when TELL__HAS_MARGIN */
  int32_t n;
  int32_t unit;           /* index of the unit */
  int32_t line;           /* physical line in the file */
  uint32_t category : 24; /* number of the (dimension, category) pair; 0 = none */
  int32_t owner : 8;
  int16_t indicator; /* index in the catalogue */
  int16_t period;    /* school year, first year */
  int16_t file;      /* index of the file */
  int16_t column;    /* character in the line where the value stands (capped at 32767) */
  int16_t field;     /* index of its column in the file's header, -1: none */
  int8_t grade, gender;
  int32_t source : 9; /* index in the catalogue, at most TELL__SOURCES_MOST - 1 */
  uint32_t state : 4; /* tell_state */
  uint32_t has : 4;
  uint32_t flags : 7;
  uint32_t decimals : 4; /* digits behind the mark as written: published rounding; 0 where nothing
                            was written and the value is made of its counts */
  uint32_t cells : 4;    /* how many cells of the file it takes up (capped at 15) */
} tell__observation;

/** Everything of a dataset, borrowed. Observations are sorted by unit, indicator, source, grade,
 * gender, owner, category, period. */
typedef struct tell__dataset_view {
  const tell__unit *units;
  int32_t unit_count;
  const tell__observation *observations;
  int64_t observation_count;
  const tell_catalogue *catalogue; /* borrowed: the caller keeps it alive as long as the dataset */
} tell__dataset_view;

const tell__dataset_view *tell__dataset_get(const tell_dataset *dataset);

/** How many pair numbers there are, with 0. */
int32_t tell__dataset_pair_count(const tell_dataset *dataset);

/** The dimension and category texts of a pair number; "" for 0. */
const char *tell__dataset_dimension(const tell_dataset *dataset, int32_t category);
const char *tell__dataset_category(const tell_dataset *dataset, int32_t category);

/** The name of a file by its number, "". */
const char *tell__dataset_file(const tell_dataset *dataset, int32_t file);

#endif
