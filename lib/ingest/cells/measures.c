/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From cells to an observation: the rules of data-model.md, "States", and what can be true at all.
 */
#include "measures.h"

#include <float.h>

/* More digits than a double holds say nothing about rounding. */
enum { DECIMALS_MOST = 15 };

/* Of the standard deviations in a margin. */
static const double MARGIN_SQUARE = 1.96 * 1.96;

/* An observation that is being judged. */
typedef struct trial {
  tell__reading *reading;
  const tell__indicator *indicator;
  const tell__measures *measures;
  tell__observation *observation;
  int is_bad;
} trial;

tell__measure tell__measure_read(const tell__reading *reading, int32_t column, tell__signs signs) {
  size_t length = 0;
  const char *text = tell__reading_cell(reading, column, &length);
  tell__measure measure;
  tell__cell_take(text, length, signs, reading->mark, &measure.cell);
  measure.column = column;
  return measure;
}

static int is_number(const tell__measure *measure) {
  return measure->cell.kind == TELL__CELL_NUMBER;
}

static int is_zero(const tell__measure *measure) {
  return is_number(measure) && measure->cell.value == 0;
}

/* Kinds that are so many of so many. */
static int is_part(const tell__indicator *indicator) {
  return indicator->kind == TELL__KIND_SHARE || indicator->kind == TELL__KIND_DISTRIBUTION ||
         indicator->kind == TELL__KIND_COUNT;
}

static void condemn(trial *t, const char *code, const tell__measure *measure, const char *message) {
  t->is_bad = 1;
  tell__reading_find(t->reading, TELL_SEVERITY_ERROR, code, measure->column, message);
}

static void warn(trial *t, const char *code, const tell__measure *measure, const char *message) {
  tell__reading_find(t->reading, TELL_SEVERITY_WARNING, code, measure->column, message);
}

static void check_sign(trial *t, const tell__measure *measure) {
  if (measure->cell.kind == TELL__CELL_UNREADABLE) {
    condemn(t, "impossible_number", measure, "not a number as Norwegian files write them");
    tell__reading_misplace(t->reading, measure->column);
  } else if (measure->cell.kind == TELL__CELL_AMBIGUOUS) {
    condemn(t, "ambiguous_number", measure,
            "the mark in the number may part thousands or decimals");
  } else if (measure->cell.starred && measure->cell.kind == TELL__CELL_SUPPRESSED) {
    warn(t, "starred_number", measure,
         "a number with a star is for the school alone; taken as hidden by the publisher");
  }
}

/* Nearly all cells are numbers or blank: five a record, so without a call for these. */
static inline void check_readable(trial *t, const tell__measure *measure) {
  if (measure->cell.kind != TELL__CELL_NUMBER && measure->cell.kind != TELL__CELL_BLANK)
    check_sign(t, measure);
}

static void check_count(trial *t, const tell__measure *measure) {
  check_readable(t, measure);
  double value = measure->cell.value;
  if (is_number(measure) && (value < 0 || value > INT32_MAX || value != (double)(int64_t)value))
    condemn(t, "impossible_count", measure, "a count must be a whole number from 0");
}

static void check_spread(trial *t, const tell__measure *measure) {
  check_readable(t, measure);
  if (is_number(measure) && measure->cell.value < 0)
    condemn(t, "impossible_number", measure, "a measure of spread cannot be below 0");
}

/* The value, from its own cell or from its two counts. */
static int take_value(trial *t) {
  const tell__measures *m = t->measures;
  tell__observation *o = t->observation;
  if (is_number(&m->value)) {
    o->value = m->value.cell.value;
    o->decimals =
        (int8_t)(m->value.cell.decimals < DECIMALS_MOST ? m->value.cell.decimals : DECIMALS_MOST);
    if (m->value.cell.starred)
      o->flags |= TELL__FLAG_PROVISIONAL;
    return 1;
  }
  if (m->value.cell.kind != TELL__CELL_BLANK || !is_part(t->indicator) ||
      !is_number(&m->numerator) || !is_number(&m->n) || is_zero(&m->n))
    return 0;
  o->value = 100 * m->numerator.cell.value / m->n.cell.value;
  /* Nothing was written, so the catalogue says how it is shown; its interval is that of the two
   * counts, in which nothing is rounded. */
  o->decimals = 0;
  return 1;
}

static tell_state state_of_value(tell__cell_kind kind) {
  switch (kind) {
  case TELL__CELL_SUPPRESSED:
    return TELL_STATE_SUPPRESSED;
  case TELL__CELL_NOT_APPLICABLE:
    return TELL_STATE_NOT_APPLICABLE;
  default:
    return TELL_STATE_MISSING;
  }
}

static tell_state state_of_cells(const tell__measures *m, int has_value) {
  if (has_value)
    return TELL_STATE_PRESENT;
  if (m->value.cell.kind != TELL__CELL_BLANK)
    return state_of_value(m->value.cell.kind);
  if (m->n.cell.kind == TELL__CELL_SUPPRESSED || m->numerator.cell.kind == TELL__CELL_SUPPRESSED)
    return TELL_STATE_SUPPRESSED;
  if (is_zero(&m->n))
    return TELL_STATE_NOT_TAKEN_PART;
  return is_number(&m->n) || is_number(&m->numerator) ? TELL_STATE_MISSING : m->blank;
}

/* The file's own word against its numbers. */
static void check_stated(trial *t) {
  const tell__measures *m = t->measures;
  const tell__measure place = {.column = m->stated_column};
  tell_state found = t->observation->state;
  if (m->stated < 0 || (tell_state)m->stated == found)
    return;
  if (m->stated == TELL_STATE_PRESENT)
    condemn(t, "state_without_value", &place, "the state says present and there is no value");
  else if (found == TELL_STATE_PRESENT && m->stated != TELL_STATE_NOT_COMPARABLE &&
           m->stated != TELL_STATE_INVALID)
    condemn(t, "value_with_state", &place, "there is a value beside a state that rules it out");
  else if (m->stated == TELL_STATE_NOT_TAKEN_PART && is_number(&m->n) && !is_zero(&m->n))
    condemn(t, "participants_with_state", &place,
            "the state says that nobody took part and the count says otherwise");
  t->observation->state = (tell_state)m->stated;
}

static void check_counts(trial *t) {
  const tell__measures *m = t->measures;
  if (is_number(&m->value) && is_zero(&m->n))
    condemn(t, "value_without_participants", &m->value,
            "there is a value although nobody took part");
  if (is_number(&m->numerator) && is_number(&m->n) && m->numerator.cell.value > m->n.cell.value)
    condemn(t, "numerator_over_n", &m->numerator, "the part is larger than the whole");
  if (is_number(&m->numerator) && !is_part(t->indicator))
    warn(t, "unused_numerator", &m->numerator,
         "the indicator is no share or count, so its numerator is not used");
  else if (is_number(&m->numerator) && !is_number(&m->n) && !m->n_elsewhere)
    warn(t, "numerator_without_n", &m->numerator, "a numerator says little without its count");
}

/* Published shares agree with their counts within one in the last digit (data-formats.md, 4.3: 6 of
 * 161 is given as 3,8). */
static void check_share_against_counts(trial *t) {
  const tell__measures *m = t->measures;
  if (!is_part(t->indicator) || !is_number(&m->value) || !is_number(&m->numerator) ||
      !is_number(&m->n) || is_zero(&m->n))
    return;
  double step = 1;
  for (int32_t i = 0; i < m->value.cell.decimals && i < DECIMALS_MOST; i++)
    step /= 10;
  double difference = m->value.cell.value - 100 * m->numerator.cell.value / m->n.cell.value;
  if (difference > 1.5 * step || difference < -1.5 * step)
    warn(t, "share_against_counts", &m->value, "the share does not agree with its two counts");
}

/* From a lower to an upper limit, both within. */
typedef struct range {
  double min, max;
} range;

static range cut(range one, range other) {
  return (range){one.min > other.min ? one.min : other.min,
                 one.max < other.max ? one.max : other.max};
}

static int is_within(range limits, double number) {
  return number >= limits.min && number <= limits.max;
}

/* The values that an indicator can have. */
static range possible_values(const tell__indicator *indicator) {
  range limits = {-DBL_MAX, DBL_MAX};
  if (indicator->has_scale)
    limits = (range){indicator->scale_min, indicator->scale_max};
  return is_part(indicator) ? cut(limits, (range){0, 100}) : limits;
}

/* Those that are believed. */
static range believable_values(const tell__indicator *indicator) {
  range limits = {-DBL_MAX, DBL_MAX};
  if (indicator->has_plausible)
    limits = (range){indicator->plausible_min, indicator->plausible_max};
  return limits;
}

static void check_range(trial *t) {
  const tell__indicator *indicator = t->indicator;
  const tell__measure *value = &t->measures->value;
  double number = value->cell.value;
  if (!is_number(value))
    return;
  if (is_part(indicator) && number > 100)
    condemn(t, "share_over_100", value, "a share cannot be over 100 per cent");
  else if (!is_within(possible_values(indicator), number))
    condemn(t, "out_of_range", value, "the value is outside the indicator's scale");
  else if (!is_within(believable_values(indicator), number))
    warn(t, "implausible", value,
         "the value is possible but hard to believe; a lost decimal mark looks like this");
}

/*
 * Values between two limits have no larger variance than half of them at each
 * limit: a quarter of the square of the scale, times n / (n - 1) where it is
 * estimated from n pupils; of 2 where n is not known.
 */
static double largest_variance(const tell__indicator *indicator, double count) {
  double width = indicator->scale_max - indicator->scale_min;
  double n = count >= 2 ? count : 2;
  return width * width / 4 * n / (n - 1);
}

static double largest_margin(const tell__indicator *indicator) {
  return (indicator->scale_max - indicator->scale_min) / 2;
}

/* The largest variance of what is measured with a margin. */
static double variance_of_margin(const tell__indicator *indicator, double n) {
  double width = indicator->scale_max - indicator->scale_min;
  return indicator->sd_kind == TELL__SD_PUPILS ? width * width / 12
                                               : largest_variance(indicator, n);
}

/*
 * The margin is 1.96 standard deviations over the root of n, which gives the
 * variance. Results of pupils lie closer together than if they were spread
 * evenly over the scale, which has a twelfth of its square: 29 points for
 * national tests, whose schools had 4 to 17 in 2023 (data-formats.md, 4.1), and
 * 42 or more where the decimal comma is lost.
 */
static int is_wide_margin(const trial *t) {
  const tell__indicator *indicator = t->indicator;
  double margin = t->measures->margin.cell.value;
  if (margin > largest_margin(indicator))
    return 1;
  if (!is_number(&t->measures->n))
    return 0;
  double n = t->measures->n.cell.value;
  return margin * margin * n / MARGIN_SQUARE > variance_of_margin(indicator, n);
}

static int has_plausible_spread(const tell__indicator *indicator) {
  return indicator->has_scale && indicator->kind == TELL__KIND_MEAN;
}

static void check_plausible_spread(trial *t) {
  const tell__measures *m = t->measures;
  static const char message[] =
      "the spread is hard to believe on this scale; a lost decimal mark looks like this";
  if (!has_plausible_spread(t->indicator))
    return;
  if (is_number(&m->margin) && is_wide_margin(t))
    warn(t, "implausible_margin", &m->margin, message);
  if (is_number(&m->sd) &&
      m->sd.cell.value * m->sd.cell.value >
          largest_variance(t->indicator, is_number(&m->n) ? m->n.cell.value : 0))
    warn(t, "implausible_margin", &m->sd, message);
}

static unsigned flag_of_sd(const tell__indicator *indicator) {
  return indicator->sd_kind == TELL__SD_POOLED_ITEMS ? TELL__FLAG_SD_POOLED : 0U;
}

static int has_sd(const tell__indicator *indicator) {
  return indicator->sd_kind != TELL__SD_NONE && !is_part(indicator);
}

static void take_spread(trial *t) {
  const tell__measures *m = t->measures;
  tell__observation *o = t->observation;
  if (is_number(&m->margin)) {
    o->margin = m->margin.cell.value;
    o->has |= TELL__HAS_MARGIN;
  }
  if (is_number(&m->sd) && !has_sd(t->indicator)) {
    warn(t, "unused_sd", &m->sd, "the indicator has no standard deviation; not used");
  } else if (is_number(&m->sd)) {
    o->sd = m->sd.cell.value;
    o->has |= TELL__HAS_SD;
    o->flags |= flag_of_sd(t->indicator);
  }
  if (is_number(&m->numerator) && is_part(t->indicator)) {
    o->numerator = (int32_t)m->numerator.cell.value;
    o->has |= TELL__HAS_NUMERATOR;
    o->flags |= m->n_elsewhere ? TELL__FLAG_N_ELSEWHERE : 0;
  }
}

/* A spread without its value says nothing; a hidden value hides it too. */
static void check_lone_spread(trial *t, const tell__measure *measure) {
  if (is_number(measure) && !t->is_bad)
    warn(t, "spread_without_value", measure, "there is no value beside this; not used");
}

static void clear_numbers(tell__observation *observation) {
  observation->value = observation->sd = observation->margin = 0;
  observation->n = observation->numerator = 0;
  observation->has = observation->flags = 0;
  observation->decimals = 0;
}

void tell__measures_judge(tell__reading *reading, const tell__indicator *indicator,
                          const tell__measures *measures, tell__observation *observation) {
  trial t = {reading, indicator, measures, observation, 0};
  clear_numbers(observation);
  check_readable(&t, &measures->value);
  check_count(&t, &measures->numerator);
  check_count(&t, &measures->n);
  check_spread(&t, &measures->sd);
  check_spread(&t, &measures->margin);
  if (!t.is_bad) {
    observation->state = state_of_cells(measures, take_value(&t));
    check_stated(&t);
    check_counts(&t);
    check_range(&t);
    check_share_against_counts(&t);
  }
  if (t.is_bad)
    observation->state = TELL_STATE_INVALID;
  if (observation->state == TELL_STATE_PRESENT) {
    check_plausible_spread(&t);
    take_spread(&t);
  } else {
    check_lone_spread(&t, &measures->margin);
    check_lone_spread(&t, &measures->sd);
    clear_numbers(observation);
  }
  /* How many took part may be known where the value is not. */
  if (is_number(&measures->n) && observation->state != TELL_STATE_INVALID) {
    observation->n = (int32_t)measures->n.cell.value;
    observation->has |= TELL__HAS_N;
  }
}

/* Far within a limit, where no rounding matters. */
static double usual_part(double limit) { return limit / 2; }

/* Limits of spreads are the lower the more pupils there are. */
static void limit_spread(const tell__indicator *indicator, tell__usual *usual) {
  double margin = largest_margin(indicator), of_n = variance_of_margin(indicator, INT32_MAX);
  usual->variance = usual_part(largest_variance(indicator, INT32_MAX));
  usual->margin_variance =
      usual_part(margin * margin < MARGIN_SQUARE * of_n ? margin * margin : MARGIN_SQUARE * of_n);
}

tell__usual tell__measures_usual(const tell__indicator *indicator) {
  range values = cut(possible_values(indicator), believable_values(indicator));
  tell__usual usual = {.min = values.min,
                       .max = values.max,
                       .variance = DBL_MAX,
                       .margin_variance = DBL_MAX,
                       .unused = has_sd(indicator) ? 0 : TELL__HAS_SD,
                       .sd_flag = flag_of_sd(indicator)};
  if (has_plausible_spread(indicator))
    limit_spread(indicator, &usual);
  return usual;
}

int32_t tell__measures_cells(const tell__measures *measures) {
  return (measures->value.column >= 0) + (measures->numerator.column >= 0) +
         (measures->n.column >= 0) + (measures->sd.column >= 0) + (measures->margin.column >= 0);
}
