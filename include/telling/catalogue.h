/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/catalogue.h
 * The catalogue: indicators, sources, breaks, the plan's goals, policies and
 * texts — all as data. A built-in set is part of the library; a folder of CSV
 * files with the same names extends or replaces it, without recompiling.
 *
 * Files (UTF-8; `;` or `,`; first line the header; described in full in the
 * README): indicators.csv, grades.csv, breaks.csv, sources.csv, plan.csv,
 * links.csv, labels.csv, groups.csv, policies.csv, texts.csv, cutpoints.csv,
 * rescalings.csv, items.csv, codes.csv, derived.csv.
 *
 * A catalogue never changes after it was made and may be read from several
 * threads.
 */
#ifndef TELLING_CATALOGUE_H
#define TELLING_CATALOGUE_H

#include "table.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The definitions in force. Free with tell_catalogue_free(). */
typedef struct tell_catalogue tell_catalogue;

/** What a folder of the caller does to the built-in catalogue. */
typedef int32_t tell_catalogue_mode;

enum {
  TELL_CATALOGUE_EXTEND =
      1, /**< rows with a known key take the place of the built-in row, others are added */
  TELL_CATALOGUE_REPLACE =
      2 /**< each file that is there takes the place of the whole built-in file */
};

/** A language of names and texts. */
typedef int32_t tell_language;

enum {
  TELL_LANGUAGE_NB = 1, /**< bokmål */
  TELL_LANGUAGE_NN = 2, /**< nynorsk */
  TELL_LANGUAGE_EN = 3  /**< English */
};

/** The tables of a catalogue, for tell_catalogue_table(). */
enum {
  /** id, family, kind, unit, direction, source, distribution, sd_kind, name_nb, name_nn, name_en,
      about_nb, about_nn, about_en (text); decimals, minimum_answers (i64); scale_min, scale_max,
      plausible_min, plausible_max (f64). One row per indicator, in the catalogue's order. */
  TELL_CATALOGUE_INDICATORS = 1,
  /** indicator, kind, text_nb, text_nn, text_en (text); grade (i64, missing = all grades),
      period (i64: first school year that is not comparable with earlier ones). */
  TELL_CATALOGUE_BREAKS = 2,
  /** id, type, parent, name_nb, name_nn, name_en (text): vision, goals (mål), priorities
     (satsinger). */
  TELL_CATALOGUE_PLAN = 3,
  /** indicator, plan (text): which indicator belongs to which goals and priorities; many to many.
   */
  TELL_CATALOGUE_LINKS = 4,
  /** id, publisher, name_nb, name_nn, name_en, licence (text); official (i64 0/1), priority (i64);
      margin_level (f64): what a margin (Usikkerhet) of this source is, half the width of a normal
      interval of this level; missing = 0.95. */
  TELL_CATALOGUE_SOURCES = 5,
  /** policy, family (text); minimum (i64): fewer pupils or answers than this are hidden. Family
      `numerator` limits the pupils with the attribute in own counts; `*` stands for every other. */
  TELL_CATALOGUE_POLICIES = 6,
  /** indicator (text); grade (i64, 0 = all grades together), first_period, last_period (i64: first
      and last school year, missing = open). Where an indicator exists: one row per grade. */
  TELL_CATALOGUE_GRADES = 7,
  /** indicator, source (text); grade, first_period, last_period (i64, last missing = still in use);
      limit_2 to limit_5 (f64). One row per distribution, grade and set of cut points: a score at or
      above limit_3 is at level 3 or higher; below limit_2 is level 1. */
  TELL_CATALOGUE_CUTPOINTS = 8,
  /** indicator, source (text); grade, period (i64); old_mean, old_sd, new_mean, new_sd (f64): a
      publisher's correction of a scale, new = new_sd / old_sd × (old − old_mean) + new_mean. */
  TELL_CATALOGUE_RESCALINGS = 9,
  /** indicator, item, label_nb, label_nn, label_en (text); lowest, highest, counts_from (i64): the
      questions from which an indicator of pupils' answers is computed. */
  TELL_CATALOGUE_ITEMS = 10,
  /** level, code, successor, kind (text); period (i64: the first school year that began with the
      new code): codes of counties and municipalities that are no longer in use. */
  TELL_CATALOGUE_CODES = 11,
  /** indicator, from, categories (text); grade (i64): a share that is made of a distribution, as
     the sum of its shares in these categories (parted by blanks, in the order of the distribution).
   */
  TELL_CATALOGUE_DERIVED = 12
};

/**
 * Makes the built-in catalogue.
 * @param out receives the catalogue, owned by the caller.
 * @param err may be NULL.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_catalogue_create(tell_catalogue **out, tell_error *err);

/**
 * Makes a catalogue from the built-in set and a folder of the caller.
 * @param folder path of a folder that holds one or more of the files named above.
 * @param mode #TELL_CATALOGUE_EXTEND or #TELL_CATALOGUE_REPLACE.
 * @param out receives the catalogue, owned by the caller.
 * @param err receives file, line, column and field of the first defect; may be NULL.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY, #TELL_E_IO (no such
 *         folder, or none of the files in it), #TELL_E_CATALOGUE (a row is not valid, or more
 *         than 32 768 indicators or 256 sources).
 * @since 0.1
 */
TELL_API tell_status tell_catalogue_create_from(const char *folder, tell_catalogue_mode mode,
                                                tell_catalogue **out, tell_error *err);

/** Frees a catalogue; NULL is allowed. @since 0.1 */
TELL_API void tell_catalogue_free(tell_catalogue *catalogue);

/**
 * Gives the catalogue's version: the library's for the built-in set, with
 * "+" and eight hexadecimal digits of a checksum of the files where a folder
 * changed it. Borrowed. Printed in every result.
 * @since 0.1
 */
TELL_API const char *tell_catalogue_version(const tell_catalogue *catalogue);

/**
 * Gives one of the catalogue's tables (never sealed).
 * @param which a TELL_CATALOGUE_… table number.
 * @return borrowed until the catalogue is freed; NULL for an unknown number.
 * @since 0.1
 */
TELL_API const tell_table *tell_catalogue_table(const tell_catalogue *catalogue, int32_t which);

/**
 * Gives a text of the catalogue by its key, such as "state.suppressed".
 * @return borrowed; NULL when there is no such key or language.
 * @since 0.1
 */
TELL_API const char *tell_catalogue_text(const tell_catalogue *catalogue, const char *key,
                                         tell_language language);

/**
 * Gives the sentence of a finding: what its code means, and what to do. The
 * key in texts.csv is "issue." and the code, such as "issue.unknown_column".
 * @param catalogue NULL gives "".
 * @param code as tell_issues_code() gives it; NULL gives "".
 * @return borrowed until the catalogue is freed; "" when the catalogue has no
 *         sentence for the code, or the language is unknown.
 * @since 0.1
 */
TELL_API const char *tell_catalogue_issue_text(const tell_catalogue *catalogue, const char *code,
                                               tell_language language);

#ifdef __cplusplus
}
#endif

#endif
