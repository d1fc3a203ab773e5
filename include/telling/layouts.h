/* SPDX-License-Identifier: GPL-3.0-or-later */
/**
 * @file telling/layouts.h
 * The layouts of files: what each one looks like, how its cells are read, and
 * the names by which tell_ingest_set_layout() demands one. All but `none` and
 * `mapped` are recognised by their headers. In all of them a value of a grade
 * that grades.csv says does not have the indicator in that school year, such as
 * English in grade 9, is told (`not_in_catalogue`) and not used: its state is
 * not_applicable. So it is not with figures of all grades together. But for
 * `skoleporten` and `ssb`, which look for other units by name, a record whose unit
 * or parent has a code that a spreadsheet wrote as a power of ten ("9,74558E+08")
 * is rejected (`unusual_code`): its last digits are lost.
 *
 *  - `udir-portal`: the CSV download of Udir's statistikkbank (wide; one
 *    column for each year, subject, grade, owner, gender and measure). Needed:
 *    EnhetNivaa, Fylkekode or Organisasjonsnummer, and a measure that
 *    labels.csv names. A file without the columns Kommunekode and Kommune is
 *    the download of upper secondary schools: its paths say nothing of it
 *    ("2022-23.Alle kjønn.Antall lærere"), so its measures have labels of their
 *    own (`udir-portal-vgs` in labels.csv). A count of pupils ("Antall elever")
 *    is the n of the values with the same path; without such a value it is a
 *    number of pupils where the path names a grade ("Alle trinn" is one), and
 *    else the issue `lone_measure`. `*` is suppressed, also behind a number,
 *    which is then not kept; a blank value is not applicable, with a count
 *    missing, with the count 0 nobody took part.
 *  - `udir-eksport`: Elevundersøkelsen from Udir's Eksport API v2 (tables 148
 *    to 155), as CSV or as a JSON array of objects. Which table it is the names
 *    of its fields say: Score with Spoersmaalgruppe (indices) or Temanavn
 *    (themes, which have a source of their own), AndelMobbet with
 *    Spoersmaalgruppe (bullying), AndelDeltatt (participation); Skoleaarnavn is
 *    needed too, all other fields may be missing. The unit is that of
 *    Organisasjonsnummer, Kommunekode and so on; without codes it is the one of
 *    tell_ingest_set_unit() or one that a register has under exactly this name.
 *    Rows of single questions and answers (`question_rows`), of one group or
 *    programme (`subgroup_rows`) and of other measures (`other_measure`) are
 *    skipped. In the table of bullying AntallBesvart is the number of pupils
 *    bullied; tell_ingest_finish() takes the number of answers from the table
 *    of participation, for figures of all pupils and where share and numbers
 *    agree (`share_against_counts`, `numerator_over_n`, `no_participation`).
 *  - `udir-rapport`, `udir-rapport-indikator`: the JSON answers of Udir's
 *    reports, with a unit in each row and the measures of the portal in the
 *    columns, or with an indicator in each row and units by name in the
 *    columns (the report of bullying). An answer without rows is no failure
 *    (a note `no_records`).
 *  - `skoleporten`: the CSV of the report builder of the former Skoleporten
 *    (long; one value a record, in bokmål or nynorsk), in its full form and in
 *    the short one without EnhetsId, Fylke and Kommune. Needed: Enhetsnavn,
 *    Statistikk, Indikator/delskår, Periode, Verdi. Measures are those that
 *    labels.csv names (`skoleporten`, for upper secondary schools
 *    `skoleporten-vgs`); others are skipped and counted (`other_measure`), and
 *    so are results by the school that pupils came from (`former_school`).
 *    EnhetsId is a school's organisation number, a county's number of that
 *    year (without leading zero) or 00 for the nation. Every other unit is
 *    looked for by its exact name in the registers read before, else taken as
 *    the caller's unit where that has this name or none (`unit_given`), else
 *    rejected. A school's municipality, too, is found by name in a register or
 *    left open (`parent_by_name`). A school's row counts for all its pupils
 *    whatever owner it names. `.` and a blank value are missing: the file does
 *    not tell hidden from absent.
 *  - `ssb`: tables of Statistics Norway, as JSON-stat 2 and as CSV: long or with
 *    years or contents side by side, with codes ("46"), texts or both ("46
 *    Vestland"), with any delimiter. Contents are those that labels.csv names:
 *    `ssb` for a year in which the school year begins (national tests),
 *    `ssb-completed` for the year of completion (grunnskolepoeng: 2020 is the
 *    school year 2019-20). Any table is recognised; other contents
 *    (`other_measure`; `no_known_measure` when there are none at all), single
 *    groups of a breakdown that no indicator has (`other_breakdown`), groups of
 *    regions such as EAKUO and K-0301 (`region_group`) and numbers of pupils in
 *    records of their own (`count_in_own_row`) are skipped and counted. The
 *    grade stands in a column, in a heading, in the name of the test or in the
 *    title. `.` is not applicable, `..` and a blank value missing, `:`
 *    suppressed, `-` zero (of a mean: not applicable), and `*` marks a number as
 *    provisional, other than at Udir. A zero with zero pupils beside it, which
 *    stands for regions that did not exist, is not applicable. A region without
 *    code is looked for by its exact name in the registers read before; a table
 *    without regions is about the unit that the caller names.
 *  - `tidy`: our own long CSV, one observation a record. Columns, in any
 *    order, most of them optional: source, level, unit_code, unit_name,
 *    period, grade, gender, owner, indicator, dimension, category, value,
 *    numerator, n, sd, margin, state. Needed: period, indicator, unit_code or
 *    unit_name, and value, numerator or state. `;` with decimal comma or `,`
 *    with decimal point. What is left out: source `local` (own counts, bound
 *    by the privacy policy), level from the code, grade, gender and owner
 *    "all", state from the cells (`*` and `:` suppressed, blank and `..`
 *    missing, blank with n = 0 nobody took part, `.` not applicable). A unit
 *    without code is looked for by its exact name in the registers read before.
 *    The dimension `parents_education` has the categories of groups.csv, in whose
 *    order the analysis "equity" takes them.
 *  - `pupil-tests`: results of tests, one record for each pupil and test.
 *    Needed: skoleår, prøve, and skalapoeng or mestringsnivå; orgnr, trinn,
 *    kjønn, deltakelse, kommunenr, skolenavn and elev when there are any. Known
 *    by these names, English ones (school, period, grade, gender, test, status,
 *    scale_score, mastery_level) and those of NUDB and SSB (ORGNRBED, AARGANG,
 *    PROVE, DELTATTSTATUS, SKALAPOENG, MESTRINGSNIVAA; utd_skoleaar_start,
 *    provekode). A test is the id of its indicator or a name of labels.csv
 *    (layout `pupil-tests`: NPLES05). A level that is not written is that of the
 *    score by the cut points of the grade and school year; where both are
 *    written and differ, the file's is used (`level_against_score`). With a
 *    column of participation the shares that took part and that were exempt are
 *    made of all pupils whose participation is known, where the catalogue has an
 *    indicator for them: the test's id with "_deltakelse" or "_fritak" behind. A
 *    group of which the file has pupils, and none with a result, has the state
 *    not_taken_part (n 0); missing, where the file says that some took part.
 *  - `pupil-survey`: answers to a survey, one record a pupil: orgnr, skoleår,
 *    trinn, kjønn, and a column for each item, named by its id in items.csv or
 *    by its question. Answers are numbers; blank, 9, "vet ikke" and "." are
 *    none. A pupil's index is the mean of the valid answers when there are as
 *    many as the catalogue's minimum_answers; an item with counts_from makes a
 *    share, in which a pupil counts once. Columns named by the id of an
 *    indicator, or by labels.csv (layout `pupil-survey`), are the pupil's own
 *    value: scale scores, and mastery levels (id with "_niva" behind).
 *  - `pupil-marks`: final marks, one record for each pupil, subject and
 *    assessment. Needed: elev, skoleår, fagkode, karakter; orgnr, trinn (10
 *    when left out), kjønn, fagtype (fag, valgfag, orden, oppførsel) and
 *    vurdering (standpunkt, eksamen) when there are any. Marks are 1 to 6;
 *    F, IV, IM, "deltatt", "fritatt" and blank are no number. Made of them is
 *    grunnskolepoeng by § 6-21 of the regulation: all marks times 10 over their
 *    number, to two decimals, several valgfag as one mark; pupils without a
 *    number in more than half of their records, or with fewer marks than the
 *    catalogue's minimum_answers of grunnskolepoeng, get none.
 *
 *    Of a pupil file no pupil is kept: each school, school year, grade and
 *    gender (and all pupils together) becomes one observation a measure, with n
 *    and the pupils' standard deviation, of source `local`, from exact sums that
 *    do not depend on the order of the rows. Memory grows with the groups;
 *    `pupil-marks` alone keeps the marks of its pupils until its end. Pupils
 *    without a gender count among all. A pupil who stands twice in a file
 *    without pupils' ids counts twice. A file without a column of schools takes
 *    the unit of tell_ingest_set_unit(). An indicator that grades.csv has for all
 *    grades together only (grade 0) is summed up over the grades. For millions of
 *    pupils there are the sums without a dataset: telling/groups.h.
 *  - `none`: any table, only when it is demanded: every record as wide as the
 *    header is accepted, and nothing is made of it (see tell_ingest_set_cells()).
 *  - `register`: the units: code, name, level, parent, area, valid_from,
 *    valid_to (school years, the last one included), successor (a code of the
 *    same level), continues ("yes" or "ja" in the row of the old unit: its
 *    series goes on as the successor's; else blank, "no" or "nei"). Needed: the
 *    columns code and level; a blank level is taken from the form of the code.
 *    Areas are rows with level `area`; a school names its area's code.
 *  - `mapped`: any table that a mapping of the caller explains
 *    (tell_ingest_set_mapping(); README.md, "Your own layout"); never recognised.
 */
#ifndef TELLING_LAYOUTS_H
#define TELLING_LAYOUTS_H

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Gives the number of layouts that are known. @since 0.1 */
TELL_API int32_t tell_ingest_layout_count(void);

/** Gives the name of a layout (from 0), NULL when there is none. @since 0.1 */
TELL_API const char *tell_ingest_layout_name(int32_t index);

#ifdef __cplusplus
}
#endif

#endif
