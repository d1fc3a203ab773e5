/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/screening.h
 * The screener: everything that was found about the input, as one table of
 * PASS, WARN and FAIL. The findings of the reading (telling/issues.h) come
 * first, then those of the checks that need the whole dataset:
 *
 *  - `shares_do_not_add_up`: the categories of a distribution, all of them
 *    visible, do not make 100 per cent, beyond what their rounding allows.
 *  - `parts_over_total` (fail), `parts_against_total` (warning): girls and boys
 *    together, or public and private schools, are more than the number given
 *    for all, or fewer. Only counts are compared: rounded figures need not add up.
 *  - `children_over_parent` (fail), `children_against_parent` (warning): the
 *    visible units below together have more pupils than the unit itself, or, none
 *    of them hidden, fewer.
 *  - `bad_organisation_number`: the code of a school fails the check digit of
 *    Norwegian organisation numbers (modulus 11).
 *  - `missing_school`: a school with figures one year has none the next, though
 *    other schools of its municipality have, and no register says that it
 *    was closed or goes on as another.
 *  - `low_participation`: a municipality, county or the nation has fewer than
 *    0.80 of the median number of participants of its other years.
 *  - `low_coverage`: the visible units below carry less than 0.80 of the pupils
 *    of a municipality, though none of them is hidden by the source. This and
 *    `children_against_parent` are told once for a unit, an indicator and a
 *    school year.
 *  - `broken_letters`: a name holds what Norwegian letters become in a wrong
 *    encoding.
 *
 * Nothing here changes the dataset or says a value: figures found to be wrong
 * are marked when they are read, and the analyst decides about the others.
 */
#ifndef TELLING_SCREENING_H
#define TELLING_SCREENING_H

#include "catalogue.h"
#include "dataset.h"

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Runs every check.
 *
 * One row a finding, in the order of the checks, then of the files; then one
 * row for every check that found nothing.
 *
 * Text columns: result ("fail": cannot be used or cannot be true; "warn": used,
 * but look at it; "pass": nothing found), check (the code of telling/issues.h
 * or one of those above), file, field, level, unit, unit_name, indicator,
 * school_year (the last five where it is about a figure or a unit), message
 * (English), text_nb, text_nn, text_en (what the finding means and what to do;
 * missing in a row of "pass"). Whole numbers: file_number (of the row of
 * tell_dataset_files(), from 1, with the findings of the checks above; two
 * files may have one name), line, column (missing where there is no place),
 * period. Findings about a unit, not a figure, have the line where the unit was
 * first read, and neither file nor line where only other units' rows name it.
 * Notes are not listed, and nothing passes for want of a note. Where the list of
 * issues had no room for all, the check `more_findings` warns of it.
 * @param catalogue the one that the dataset was read with; used during the call.
 * @param dataset used during the call.
 * @param out receives the table, owned by the caller; never sealed: it holds no figures.
 * @return #TELL_OK, #TELL_E_ARGUMENT, #TELL_E_MEMORY.
 * @since 0.1
 */
TELL_API tell_status tell_screening_run(const tell_catalogue *catalogue,
                                        const tell_dataset *dataset, tell_table **out,
                                        tell_error *err);

#ifdef __cplusplus
}
#endif

#endif
