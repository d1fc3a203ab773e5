/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Results of tests, pupil by pupil. */
#include "pupil_tests.h"

#include "base/alloc.h"
#include "base/text.h"
#include "ingest/cells/cells.h"
#include "ingest/layouts/pupil/pupil_words.h"

/* The indicator whose id is that of another one with an ending behind; -1 when there is none (a
 * missing text also when memory ran out, which the next allocation meets again). */
static int32_t related(const tell_catalogue *catalogue, int32_t indicator, const char *ending,
                       int *failed) {
  tell__text id = {NULL, 0, 0, 0};
  if (indicator < 0)
    return -1;
  tell__text_add(&id, tell__catalogue_get(catalogue)->indicators[indicator].id);
  tell__text_add(&id, ending);
  int32_t found = id.failed ? -1 : tell__catalogue_indicator(catalogue, id.bytes, id.length);
  *failed |= id.failed;
  tell__text_free(&id);
  return found;
}

static int is_kind(const tell_catalogue *catalogue, int32_t indicator, tell__kind kind) {
  return indicator >= 0 && tell__catalogue_get(catalogue)->indicators[indicator].kind == kind;
}

/* A measure when there is an indicator for it; -1 when there is none. */
static int32_t add_measure(tell__pupil_frame *frame, tell__pupil_kind kind, int32_t indicator,
                           int32_t column, int *failed) {
  if (indicator < 0)
    return -1;
  int32_t number = tell__pupil_measures_add(&frame->measures, kind, indicator, column,
                                            TELL__PUPIL_DECIMAL_SCALE);
  *failed |= number < 0;
  return number;
}

/* The share with an ending of the test's id, where files say who took part. */
static int32_t add_share(tell__pupil_frame *frame, const tell_catalogue *catalogue,
                         const tell__pupil_test *test, const char *ending, int *failed) {
  if (test->status_column < 0)
    return -1;
  int32_t indicator = related(catalogue, test->indicator, ending, failed);
  return is_kind(catalogue, indicator, TELL__KIND_SHARE)
             ? add_measure(frame, TELL__PUPIL_SHARE, indicator, test->status_column, failed)
             : -1;
}

static void bind(tell__pupil_frame *frame, int32_t measure, int32_t seen, int32_t twin) {
  if (measure < 0)
    return;
  frame->measures.list[measure].seen = seen;
  frame->measures.list[measure].twin = twin;
}

int32_t tell__pupil_tests_add(tell__pupil_frame *frame, const tell_catalogue *catalogue,
                              const tell__pupil_test *test) {
  int failed = 0;
  tell__pupil_test made = *test;
  if (made.levels < 0)
    made.levels = related(catalogue, made.indicator, "_niva", &failed);
  if (!is_kind(catalogue, made.levels, TELL__KIND_DISTRIBUTION))
    made.levels = -1;
  int32_t level_column = made.level_column >= 0 ? made.level_column : made.score_column;
  made.score = -1;
  if (made.score_column >= 0)
    made.score = add_measure(frame, TELL__PUPIL_MEAN, made.indicator, made.score_column, &failed);
  made.level = add_measure(frame, TELL__PUPIL_LEVELS, made.levels, level_column, &failed);
  made.part = add_share(frame, catalogue, &made, "_deltakelse", &failed);
  made.exempt = add_share(frame, catalogue, &made, "_fritak", &failed);
  made.seen = -1;
  if (made.has_records)
    made.seen = add_measure(frame, TELL__PUPIL_SEEN, made.indicator, -1, &failed);
  bind(frame, made.score, made.seen, made.level);
  bind(frame, made.level, made.seen, made.score);
  if (failed || !tell__grow((void **)&frame->tests, &frame->test_capacity, frame->test_count,
                            sizeof *frame->tests))
    return -1;
  frame->tests[frame->test_count] = made;
  return (int32_t)frame->test_count++;
}

static int is_digit(char byte) { return byte >= '0' && byte <= '9'; }

/*
 * Most scores are one to three digits with at most two behind the mark: read here, as a million
 * rows wait. 0 where only the reader for all numbers can tell.
 */
static int read_plain(const char *text, size_t length, char mark, int64_t *score) {
  const char *at = text, *end = text + length;
  int64_t number = 0;
  while (at < end && is_digit(*at) && at - text < 4)
    number = number * 10 + (*at++ - '0');
  if (at == text || end - at > 3)
    return 0;
  int64_t unit = TELL__PUPIL_DECIMAL_SCALE;
  number *= unit;
  if (at < end && (*at == ',' ? mark != '.' : *at == '.' && mark != ',')) {
    if (++at == end)
      return 0;
    while (at < end && is_digit(*at)) {
      unit /= 10;
      number += (*at++ - '0') * unit;
    }
  }
  *score = number;
  return at == end;
}

static int reject(tell__reading *reading, const char *code, int32_t column, const char *message) {
  tell__reading_reject(reading, code, column, message);
  return 0;
}

/* A number of at most six decimals as the whole number that it is after multiplying. A double holds
 * it well enough to be rounded back, as scores have few digits. */
static int take_number(tell__reading *reading, int32_t column, const tell__cell *cell,
                       int64_t *score) {
  if (cell->decimals > TELL__PUPIL_DECIMALS_MAX)
    return reject(reading, "too_many_decimals", column, "a score has at most six decimals");
  double scaled = cell->value * TELL__PUPIL_DECIMAL_SCALE;
  if (!(scaled > -(double)tell__pupil_value_limit && scaled < (double)tell__pupil_value_limit))
    return reject(reading, "out_of_range", column, "the value is outside the indicator's scale");
  *score = (int64_t)(scaled + (scaled < 0 ? -0.5 : 0.5));
  return 1;
}

static int read_number(tell__reading *reading, int32_t column, tell__pupil_result *result) {
  size_t length = 0;
  const char *text = tell__reading_cell(reading, column, &length);
  tell__cell cell = tell__cell_read(text, length, TELL__SIGNS_TIDY, reading->mark);
  switch (cell.kind) {
  case TELL__CELL_NUMBER:
    result->has_score = 1;
    return take_number(reading, column, &cell, &result->score);
  case TELL__CELL_BLANK:
  case TELL__CELL_MISSING:
  case TELL__CELL_NOT_APPLICABLE:
    return 1;
  case TELL__CELL_AMBIGUOUS:
    return reject(reading, "ambiguous_number", column,
                  "the mark in the number may part thousands or decimals");
  default:
    return reject(reading, "impossible_number", column,
                  "not a number as Norwegian files write them");
  }
}

static int read_score(tell__reading *reading, int32_t column, int32_t indicator,
                      tell__pupil_result *result) {
  if (column < 0)
    return 1;
  size_t length = 0;
  const char *text = tell__reading_cell(reading, column, &length);
  if (length == 0)
    return 1;
  if (read_plain(text, length, reading->mark, &result->score))
    result->has_score = 1;
  else if (!read_number(reading, column, result))
    return 0;
  const tell__indicator *known = &reading->definitions->indicators[indicator];
  double value = (double)result->score / TELL__PUPIL_DECIMAL_SCALE;
  if (result->has_score &&
      (value * TELL__PUPIL_DECIMAL_SCALE >= (double)tell__pupil_value_limit ||
       (known->has_scale && (value < known->scale_min || value > known->scale_max))))
    return reject(reading, "out_of_range", column, "the value is outside the indicator's scale");
  return 1;
}

static int read_level(tell__reading *reading, int32_t column, int32_t *level) {
  size_t length = 0;
  const char *text = tell__reading_cell(reading, column, &length);
  if (length == 0 || (length == 1 && text[0] == '.'))
    return 1;
  if (length > 1 || text[0] < '1' || text[0] > '0' + TELL__PUPIL_LEVELS_MAX)
    return reject(reading, "impossible_level", column, "not a level of 1 to 9");
  *level = text[0] - '0';
  return 1;
}

/* NUDB writes D, F, and A or I for pupils who were there or should have been. */
static int32_t decode_status(const void *context, const char *text, size_t length) {
  static const tell__pupil_word words[] = {{"deltatt", TELL__PUPIL_TOOK_PART},
                                           {"delteke", TELL__PUPIL_TOOK_PART},
                                           {"d", TELL__PUPIL_TOOK_PART},
                                           {"participated", TELL__PUPIL_TOOK_PART},
                                           {"fritatt", TELL__PUPIL_EXEMPT},
                                           {"friteken", TELL__PUPIL_EXEMPT},
                                           {"f", TELL__PUPIL_EXEMPT},
                                           {"exempt", TELL__PUPIL_EXEMPT},
                                           {"ikke deltatt", TELL__PUPIL_ABSENT},
                                           {"ikkje delteke", TELL__PUPIL_ABSENT},
                                           {"ikkje deltatt", TELL__PUPIL_ABSENT},
                                           {"i", TELL__PUPIL_ABSENT},
                                           {"a", TELL__PUPIL_ABSENT},
                                           {"absent", TELL__PUPIL_ABSENT},
                                           {NULL, 0}};
  (void)context;
  return length == 0 ? TELL__PUPIL_PART_UNKNOWN : tell__pupil_word_find(words, text, length);
}

static int read_status(tell__reading *reading, int32_t column, tell__pupil_part_in *part) {
  int32_t found = column < 0 ? TELL__PUPIL_PART_UNKNOWN
                             : tell__reading_code(reading, column, decode_status, NULL);
  if (found < 0)
    return reject(reading, "unknown_status", column, "not one of deltatt, fritatt, ikke deltatt");
  *part = (tell__pupil_part_in)found;
  return 1;
}

/* The cut points of a test for whom the record is about, NULL when there are none. */
static const tell__cutpoint *cutpoints_of(tell__reading *reading, const tell__pupil_frame *frame,
                                          int32_t test, const tell__pupil_who *who) {
  tell__pupil_work *work = reading->work;
  tell__pupil_cut *cut = &work->cuts[test * TELL__PUPIL_GRADES + who->grade];
  if (cut->period != who->period) {
    cut->period = who->period;
    cut->cutpoints = tell__catalogue_cutpoints(reading->catalogue, frame->tests[test].levels,
                                               who->grade, who->period);
  }
  return cut->cutpoints;
}

/* Two levels for one pupil: that of the file is used, as the publisher knows the score before it
 * was rounded; that they differ is told at the end. */
static int settle_level(tell__reading *reading, const tell__pupil_frame *frame, int32_t test,
                        const tell__pupil_who *who, tell__pupil_result *result) {
  const tell__pupil_test *known = &frame->tests[test];
  const tell__cutpoint *cutpoints =
      known->level >= 0 ? cutpoints_of(reading, frame, test, who) : NULL;
  if (cutpoints == NULL)
    return 1;
  if (result->level > cutpoints->limit_count + 1)
    return reject(reading, "impossible_level", known->level_column,
                  "the test has fewer levels for this grade");
  if (!result->has_score)
    return 1;
  int32_t level =
      tell__cutpoint_level(cutpoints, (double)result->score / TELL__PUPIL_DECIMAL_SCALE);
  result->is_doubtful = result->level != 0 && result->level != level;
  result->level = result->level != 0 ? result->level : level;
  return 1;
}

/* Told once for a file: whoever took part has a result, unless it was cut away. */
static void tell_missing(tell__reading *reading, int32_t column) {
  if (tell__reading_is_news(reading, "missing_score", 0, 0, 0))
    tell__reading_find(reading, TELL_SEVERITY_WARNING, "missing_score", column,
                       "a pupil took part and has neither score nor level; such pupils are in no "
                       "mean and in no level");
}

static int stayed_away(tell__pupil_part_in part) {
  return part == TELL__PUPIL_EXEMPT || part == TELL__PUPIL_ABSENT;
}

int tell__pupil_result_read(tell__reading *reading, const tell__pupil_frame *frame, int32_t test,
                            const tell__pupil_who *who, tell__pupil_result *result) {
  const tell__pupil_test *known = &frame->tests[test];
  *result = (tell__pupil_result){0};
  if (!read_score(reading, known->score_column, known->indicator, result) ||
      !read_level(reading, known->level_column, &result->level) ||
      !read_status(reading, known->status_column, &result->part))
    return 0;
  if (stayed_away(result->part) && (result->has_score || result->level > 0))
    return reject(reading, "score_with_status", known->status_column,
                  "there is a result of a pupil who did not take part");
  if (result->has_score || result->level > 0)
    result->part = TELL__PUPIL_TOOK_PART;
  else if (result->part == TELL__PUPIL_TOOK_PART)
    tell_missing(reading, known->score_column >= 0 ? known->score_column : known->level_column);
  return settle_level(reading, frame, test, who, result);
}

static void add_doubt(tell__reading *reading, int32_t test, const tell__pupil_who *who) {
  tell__pupil_doubt doubt = {test, who->grade, who->period, reading->record.line, 1};
  if (!tell__pupil_work_doubt(reading->work, &doubt))
    reading->status = TELL_E_MEMORY;
}

static void add_part(const tell__pupil_target *target, const tell__pupil_measure *measures,
                     int32_t measure, int is_counted) {
  if (measure < 0)
    return;
  tell__pupil_share *share = tell__pupil_sums_of(target, &measures[measure]);
  share->count++;
  share->numerator += (uint32_t)is_counted;
}

void tell__pupil_result_add(tell__reading *reading, const tell__pupil_frame *frame, int32_t test,
                            const tell__pupil_who *who, const tell__pupil_result *result,
                            const tell__pupil_target *target) {
  const tell__pupil_test *known = &frame->tests[test];
  const tell__pupil_measure *measures = frame->measures.list;
  if (result->has_score && known->score >= 0)
    tell__pupil_sum_add(tell__pupil_sums_of(target, &measures[known->score]), result->score);
  if (result->level > 0 && known->level >= 0) {
    tell__pupil_levels *levels = tell__pupil_sums_of(target, &measures[known->level]);
    levels->counts[result->level - 1]++;
  }
  if (result->part != TELL__PUPIL_PART_UNKNOWN) {
    add_part(target, measures, known->part, result->part == TELL__PUPIL_TOOK_PART);
    add_part(target, measures, known->exempt, result->part == TELL__PUPIL_EXEMPT);
  }
  if (known->seen >= 0 && !result->has_score && result->level == 0) {
    tell__pupil_seen *seen = tell__pupil_sums_of(target, &measures[known->seen]);
    seen->lost += result->part == TELL__PUPIL_TOOK_PART;
    seen->away += result->part != TELL__PUPIL_TOOK_PART;
  }
  if (result->is_doubtful)
    add_doubt(reading, test, who);
}
