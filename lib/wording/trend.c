/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about a row of the trends: which one is said, and its own slots. */
#include <math.h>
#include <string.h>

#include "wording/buffer.h"
#include "wording/sentence.h"

/* Below it the years scatter more than their standard errors say, and a slope would mislead. */
static const double UNEVEN_P = 0.05;

static tell_status add_first(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  (void)err;
  tell__text_add_year(out, tell__reading_whole(&sentence->from, "first_period"));
  return TELL_OK;
}

static tell_status add_last(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  (void)err;
  tell__text_add_year(out, tell__reading_whole(&sentence->from, "last_period"));
  return TELL_OK;
}

/* Without standard errors there is no weighted slope, and the rank-free one speaks. */
static const char *slope_column(const tell__reading *from) {
  return tell__reading_has(from, "slope") ? "slope" : "sen_slope";
}

/* About two digits that count, and never finer than one decimal beyond what is published. */
static int32_t slope_decimals(const tell__sentence *sentence, double slope) {
  int32_t finest = tell__sentence_decimals(sentence) + 1;
  int32_t enough = fabs(slope) >= 1 ? 1 : 2;
  return enough < finest ? enough : finest;
}

static tell_status add_slope(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  const char *column = slope_column(&sentence->from);
  if (!tell__reading_has(&sentence->from, column))
    return tell__sentence_real(sentence, column, 0, out, err);
  double slope = tell__reading_real(&sentence->from, column);
  return tell__sentence_size(sentence, slope, slope_decimals(sentence, slope), out, err);
}

/* Over all the years of the row, as the column has it. */
static tell_status add_smallest(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  if (!tell__reading_has(&sentence->from, "smallest_change"))
    return tell__sentence_real(sentence, "smallest_change", 0, out, err);
  double change = tell__reading_real(&sentence->from, "smallest_change");
  return tell__sentence_size(sentence, change, slope_decimals(sentence, change), out, err);
}

static tell_status add_continued(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  (void)err;
  for (const char *at = tell__reading_text(&sentence->from, "continued_from"); *at != '\0'; at++) {
    tell__text_add(out, *at == ' ' ? "," : "");
    tell__text_add_n(out, at, 1);
  }
  return TELL_OK;
}

/* The first year that is not comparable with earlier ones, if the row says it. */
static tell_status add_break(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  if (!tell__reading_has(&sentence->from, "break_period"))
    return add_first(sentence, out, err);
  tell__text_add_year(out, tell__reading_whole(&sentence->from, "break_period"));
  return TELL_OK;
}

static tell_status add_tests(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  double tests = (double)tell__reading_whole(&sentence->from, "test_family_size");
  return tell__sentence_number(sentence, tests, 0, out, err);
}

/* "municipality 4601" and the like: what comes before the code has a name. */
static tell_status add_family(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  const char *family = tell__reading_text(&sentence->from, "test_family");
  return tell__sentence_add(sentence, "trendfamily.", family, strcspn(family, " "), out, err);
}

static const tell__filler SLOTS[] = {
    {"first_year", add_first}, {"last_year", add_last},           {"year", add_break},
    {"slope", add_slope},      {"smallest", add_smallest},        {"tests", add_tests},
    {"family", add_family},    {"continued_from", add_continued}, {NULL, NULL},
};

static int is_uneven(const tell__reading *from) {
  return tell__reading_has(from, "q_p") && tell__reading_real(from, "q_p") < UNEVEN_P;
}

/* Whether the trend would be clear, were it the only one. */
static int is_clear_alone(const tell__reading *from) {
  return tell__reading_has(from, "p") && tell__reading_has(from, "confidence") &&
         tell__reading_has(from, "test_family_size") &&
         tell__reading_real(from, "p") <= 1 - tell__reading_real(from, "confidence");
}

/*
 * Years that scatter more than their standard errors say do not lie on a line:
 * its slope would sound like something that happened every year, and that they
 * may be due to chance would be wrong.
 */
static const char *name_of(const tell__reading *from) {
  const char *verdict = tell__reading_text(from, "verdict");
  if (strcmp(verdict, "no_clear_change") == 0) {
    if (is_clear_alone(from))
      return "clear_alone";
    return is_uneven(from) ? "uneven" : verdict;
  }
  if (strcmp(verdict, "rising") == 0 && is_uneven(from))
    return "rising_uneven";
  return strcmp(verdict, "falling") == 0 && is_uneven(from) ? "falling_uneven" : verdict;
}

/* Whether it is worth saying that a change is clear among others as well. */
static int is_among_others(const tell__reading *from) {
  const char *verdict = tell__reading_text(from, "verdict");
  const char *adjustment = tell__reading_text(from, "adjustment");
  return (strcmp(verdict, "rising") == 0 || strcmp(verdict, "falling") == 0) &&
         tell__reading_has(from, "test_family_size") &&
         tell__reading_whole(from, "test_family_size") > 1 && strcmp(adjustment, "none") != 0;
}

/*
 * That no change is clear does not say that there was none. Told only where the one test found
 * nothing: a change that is clear alone, or that years moving by themselves conceal, may be larger
 * than the smallest that one test on a straight line would see.
 */
static int is_worth_smallest(const tell__reading *from) {
  return strcmp(name_of(from), "no_clear_change") == 0 &&
         tell__reading_has(from, "smallest_change");
}

static tell_status say_more(const tell__sentence *sentence, const char *name, tell_buffer *buffer,
                            tell_error *err) {
  tell__text_add(&buffer->text, " ");
  return tell__sentence_write(sentence, "sentence.trend.", name, SLOTS, buffer, err);
}

/* A figure that others counted under another code is not told without saying so. */
static tell_status say_trend(const tell__sentence *sentence, tell_buffer *buffer, tell_error *err) {
  const tell__reading *from = &sentence->from;
  tell_status status =
      tell__sentence_write(sentence, "sentence.trend.", name_of(from), SLOTS, buffer, err);
  if (status == TELL_OK && is_among_others(from))
    status = say_more(sentence, "family", buffer, err);
  if (status == TELL_OK && is_worth_smallest(from)) {
    tell__sentence smallest = *sentence;
    smallest.size = add_smallest;
    status = say_more(&smallest, "smallest", buffer, err);
  }
  if (status == TELL_OK && tell__reading_has(from, "continued_from"))
    status = say_more(sentence, "continued", buffer, err);
  return status;
}

tell_status tell_wording_trend(const tell_catalogue *catalogue, const tell_release *release,
                               int64_t row, tell_language language, tell_buffer *buffer,
                               tell_error *err) {
  tell__sentence sentence = {0};
  tell_status status = tell__sentence_begin(catalogue, release, TELL_RELEASE_TRENDS, row, language,
                                            buffer, &sentence, err);
  if (status != TELL_OK)
    return status;
  tell_state state = tell__reading_state(&sentence.from, "verdict");
  sentence.hidden = "verdict";
  sentence.size = add_slope;
  if (state == TELL_STATE_HIDDEN)
    return tell__sentence_write(&sentence, "sentence.trend.", "hidden", SLOTS, buffer, err);
  if (state != TELL_STATE_PRESENT)
    return tell__sentence_write(&sentence, "sentence.state.", tell_state_id(state), SLOTS, buffer,
                                err);
  return say_trend(&sentence, buffer, err);
}
