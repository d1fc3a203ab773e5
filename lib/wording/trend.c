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

static tell_status add_continued(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  (void)err;
  for (const char *at = tell__reading_text(&sentence->from, "continued_from"); *at != '\0'; at++) {
    tell__text_add(out, *at == ' ' ? "," : "");
    tell__text_add_n(out, at, 1);
  }
  return TELL_OK;
}

static const tell__filler SLOTS[] = {
    {"first_year", add_first},
    {"last_year", add_last},
    {"year", add_first}, /* of a break: the first year of the new stretch */
    {"slope", add_slope},
    {"continued_from", add_continued},
    {NULL, NULL},
};

/*
 * Years that scatter more than their standard errors say do not lie on a line:
 * its slope would sound like something that happened every year.
 */
static const char *name_of(const tell__reading *from) {
  const char *verdict = tell__reading_text(from, "verdict");
  if (!tell__reading_has(from, "q_p") || tell__reading_real(from, "q_p") >= UNEVEN_P)
    return verdict;
  if (strcmp(verdict, "rising") == 0)
    return "rising_uneven";
  return strcmp(verdict, "falling") == 0 ? "falling_uneven" : verdict;
}

/* A figure that others counted under another code is not told without saying so. */
static tell_status say_trend(const tell__sentence *sentence, tell_buffer *buffer, tell_error *err) {
  static const char prefix[] = "sentence.trend.";
  tell_status status =
      tell__sentence_write(sentence, prefix, name_of(&sentence->from), SLOTS, buffer, err);
  if (status != TELL_OK || !tell__reading_has(&sentence->from, "continued_from"))
    return status;
  tell__text_add(&buffer->text, " ");
  return tell__sentence_write(sentence, prefix, "continued", SLOTS, buffer, err);
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
