/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences about a row of the indicator set: which one is said, and its own slots. */
#include <string.h>

#include "wording/sentence.h"

static int32_t value_decimals(const tell__sentence *sentence) {
  return (int32_t)tell__reading_whole(&sentence->from, "decimals");
}

/* The ends of an interval are as fine as its figure, but "50 (49–51)" would look like counts. */
static int32_t interval_decimals(const tell__sentence *sentence) {
  int32_t decimals = value_decimals(sentence);
  return decimals > 1 ? decimals : 1;
}

static tell_status add_value(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  return tell__sentence_real(sentence, "value", value_decimals(sentence), out, err);
}

static tell_status add_lo(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  return tell__sentence_real(sentence, "lo", interval_decimals(sentence), out, err);
}

static tell_status add_hi(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  return tell__sentence_real(sentence, "hi", interval_decimals(sentence), out, err);
}

static tell_status add_n(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  if (!tell__reading_has(&sentence->from, "n")) {
    const char *state = tell_state_id(tell__reading_state(&sentence->from, "n"));
    return tell__sentence_add(sentence, "state.", state, strlen(state), out, err);
  }
  return tell__sentence_number(sentence, (double)tell__reading_whole(&sentence->from, "n"), 0, out,
                               err);
}

static tell_status add_year(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  (void)err;
  tell__text_add(out, tell__reading_text(&sentence->from, "school_year"));
  return TELL_OK;
}

static tell_status add_state(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  const char *state = tell_state_id(tell__reading_state(&sentence->from, "value"));
  return tell__sentence_add(sentence, "state.", state, strlen(state), out, err);
}

/* Oslo is a municipality in a county of that name: then the level says which of them is meant. */
static tell_status add_parent_name(const tell__sentence *sentence, const char *name,
                                   const char *level, tell__text *out, tell_error *err) {
  tell__text_add(out, name);
  if (strcmp(name, tell__reading_text(&sentence->from, "unit_name")) != 0)
    return TELL_OK;
  tell__text_add(out, " (");
  tell_status status = tell__sentence_add(sentence, "level.", level, strlen(level), out, err);
  tell__text_add(out, ")");
  return status;
}

/* The parent's name from the units; its code when they do not know it. */
static tell_status add_parent(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  const char *level = tell__reading_text(&sentence->from, "parent_level");
  const char *code = tell__reading_text(&sentence->from, "parent");
  tell__reading unit = {tell_release_table(sentence->release, TELL_RELEASE_UNITS), 0};
  for (; unit.row < tell_table_row_count(unit.table); unit.row++)
    if (strcmp(tell__reading_text(&unit, "unit"), code) == 0 &&
        strcmp(tell__reading_text(&unit, "level"), level) == 0)
      return add_parent_name(sentence, tell__reading_text(&unit, "name"), level, out, err);
  tell__text_add(out, code);
  return TELL_OK;
}

static int is_text(const tell__sentence *sentence, const char *column, const char *text) {
  return strcmp(tell__reading_text(&sentence->from, column), text) == 0;
}

/* A computed figure is known further than one published as a whole number, unless it is a count. */
static int32_t parent_decimals(const tell__sentence *sentence) {
  int32_t decimals = tell__sentence_decimals(sentence);
  int further = decimals == 0 && is_text(sentence, "comparator_origin", "computed") &&
                !is_text(sentence, "kind", "total");
  return decimals + further;
}

/* The difference was taken from the parent's figure, which can be read whenever the difference can.
 */
static tell_status add_parent_value(const tell__sentence *sentence, tell__text *out,
                                    tell_error *err) {
  const tell__reading *from = &sentence->from;
  int32_t decimals = parent_decimals(sentence);
  if (!tell__reading_has(from, "value") || !tell__reading_has(from, "difference"))
    return tell__sentence_real(sentence, "difference", decimals, out, err);
  double parent = tell__reading_real(from, "value") - tell__reading_real(from, "difference");
  return tell__sentence_number(sentence, parent, decimals, out, err);
}

/* As fine as the finer of the two figures that stand beside it: 52 and 53 differ by 1, not by 1.0.
 */
static tell_status add_difference(const tell__sentence *sentence, tell__text *out,
                                  tell_error *err) {
  int32_t own = value_decimals(sentence);
  int32_t parent = parent_decimals(sentence);
  int32_t decimals = own > parent ? own : parent;
  if (!tell__reading_has(&sentence->from, "difference"))
    return tell__sentence_real(sentence, "difference", decimals, out, err);
  return tell__sentence_size(sentence, tell__reading_real(&sentence->from, "difference"), decimals,
                             out, err);
}

static const tell__filler SLOTS[] = {
    {"value", add_value},
    {"lo", add_lo},
    {"hi", add_hi},
    {"n", add_n},
    {"year", add_year},
    {"state", add_state},
    {"parent", add_parent},
    {"parent_value", add_parent_value},
    {"difference", add_difference},
    {NULL, NULL},
};

/* Whether a verdict can be said: most of them tell the parent's figure as well. */
static int can_compare(const tell__reading *from, const char *verdict) {
  if (*verdict == '\0')
    return 0;
  return tell__reading_has(from, "difference") || strcmp(verdict, "too_few") == 0 ||
         strcmp(verdict, "not_comparable") == 0;
}

tell_status tell_wording_indicator(const tell_catalogue *catalogue, const tell_release *release,
                                   int64_t row, tell_language language, tell_buffer *buffer,
                                   tell_error *err) {
  tell__sentence sentence = {0};
  tell_status status = tell__sentence_begin(catalogue, release, TELL_RELEASE_INDICATORS, row,
                                            language, buffer, &sentence, err);
  if (status != TELL_OK)
    return status;
  const tell__reading *from = &sentence.from;
  const char *verdict = tell__reading_text(from, "verdict");
  const char *prefix = "sentence.";
  const char *name =
      tell__reading_has(from, "lo") && tell__reading_has(from, "hi") ? "value" : "value_only";
  sentence.hidden = "value";
  sentence.size = add_difference;
  if (!tell__reading_has(from, "value")) {
    prefix = "sentence.state.";
    name = tell_state_id(tell__reading_state(from, "value"));
  } else if (tell__reading_state(from, "difference") == TELL_STATE_HIDDEN) {
    prefix = "sentence.compare.";
    name = "hidden";
    sentence.hidden = "difference";
  } else if (can_compare(from, verdict)) {
    prefix = "sentence.compare.";
    name = verdict;
  }
  return tell__sentence_write(&sentence, prefix, name, SLOTS, buffer, err);
}
