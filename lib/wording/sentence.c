/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The common part of all sentences (sentence.h) and the slots that every sentence knows. */
#include "wording/sentence.h"

#include <math.h>
#include <string.h>

#include "base/error.h"
#include "catalogue/catalogue.h"
#include "wording/buffer.h"
#include "wording/template.h"

enum { DECIMALS_MAX = 15, GROUP_DIGITS = 3 };

/* What grade stands in a file as "0" is all grades together. */
static const char *const ALL = "all";

tell_status tell__sentence_add(const tell__sentence *sentence, const char *prefix, const char *name,
                               size_t length, tell__text *out, tell_error *err) {
  tell__text key = {0};
  tell_status status = TELL_OK;
  tell__text_add(&key, prefix);
  tell__text_add_n(&key, name, length);
  if (key.failed) {
    status = tell__fail_memory(err);
    goto out;
  }
  const char *text =
      tell_catalogue_text(sentence->catalogue, tell__text_get(&key), sentence->language);
  if (text == NULL) {
    const tell__position position = {.field = tell__text_get(&key)};
    status = tell__fail_at(err, TELL_E_CATALOGUE, &position, "the catalogue lacks a text");
    goto out;
  }
  tell__text_add(out, text);
out:
  tell__text_free(&key);
  return status;
}

/* English prose: a true minus, and narrow blanks that do not break between thousands. */
static void add_english(const char *number, tell__text *out) {
  if (*number == '-') {
    tell__text_add(out, "\u2212");
    number++;
  }
  size_t whole = strcspn(number, ".");
  for (size_t i = 0; i < whole; i++) {
    if (i > 0 && (whole - i) % GROUP_DIGITS == 0)
      tell__text_add(out, "\u202F");
    tell__text_add_n(out, &number[i], 1);
  }
  tell__text_add(out, number + whole);
}

tell_status tell__sentence_number(const tell__sentence *sentence, double value, int32_t decimals,
                                  tell__text *out, tell_error *err) {
  char number[TELL_NUMBER_SIZE];
  int english = sentence->language == TELL_LANGUAGE_EN;
  tell_number_style style = english ? TELL_NUMBER_POINT : TELL_NUMBER_NORWEGIAN;
  tell_status status = tell_number_write(value, decimals, 0, style, number, sizeof number, err);
  if (status != TELL_OK)
    return status;
  if (english)
    add_english(number, out);
  else
    tell__text_add(out, number);
  return TELL_OK;
}

tell_status tell__sentence_size(const tell__sentence *sentence, double value, int32_t decimals,
                                tell__text *out, tell_error *err) {
  double size = fabs(value);
  /* "0.0 higher" would contradict itself. */
  while (size > 0 && decimals < DECIMALS_MAX && size * pow(10, decimals) < 0.5)
    decimals++;
  return tell__sentence_number(sentence, size, decimals, out, err);
}

tell_status tell__sentence_real(const tell__sentence *sentence, const char *column,
                                int32_t decimals, tell__text *out, tell_error *err) {
  if (tell__reading_has(&sentence->from, column))
    return tell__sentence_number(sentence, tell__reading_real(&sentence->from, column), decimals,
                                 out, err);
  const char *state = tell_state_id(tell__reading_state(&sentence->from, column));
  return tell__sentence_add(sentence, "state.", state, strlen(state), out, err);
}

int32_t tell__sentence_decimals(const tell__sentence *sentence) {
  const char *id = tell__reading_text(&sentence->from, "indicator");
  int32_t index = tell__catalogue_indicator(sentence->catalogue, id, strlen(id));
  /* The row's own, should the caller ask with another catalogue than it was made with. */
  return index >= 0 ? tell__catalogue_get(sentence->catalogue)->indicators[index].decimals
                    : (int32_t)tell__reading_whole(&sentence->from, "decimals");
}

static tell_status add_unit(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  (void)err;
  tell__text_add(out, tell__reading_text(&sentence->from, "unit_name"));
  return TELL_OK;
}

static const char *name_column(tell_language language) {
  if (language == TELL_LANGUAGE_NN)
    return "indicator_nn";
  return language == TELL_LANGUAGE_EN ? "indicator_en" : "indicator_nb";
}

/* Adds what sets a subgroup apart, in parentheses after the indicator's name. */
static tell_status add_subgroup(const tell__sentence *sentence, const char *prefix,
                                const char *column, int *count, tell__text *out, tell_error *err) {
  const char *id = tell__reading_text(&sentence->from, column);
  if (*id == '\0' || strcmp(id, ALL) == 0)
    return TELL_OK;
  tell__text_add(out, (*count)++ == 0 ? " (" : ", ");
  if (prefix != NULL)
    return tell__sentence_add(sentence, prefix, id, strlen(id), out, err);
  tell__text_add(out, id);
  return TELL_OK;
}

static tell_status add_indicator(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  int count = 0;
  tell__text_add(out, tell__reading_text(&sentence->from, name_column(sentence->language)));
  tell_status status = add_subgroup(sentence, NULL, "category", &count, out, err);
  if (status == TELL_OK)
    status = add_subgroup(sentence, "gender.", "gender", &count, out, err);
  if (status == TELL_OK)
    status = add_subgroup(sentence, "owner.", "owner", &count, out, err);
  if (count > 0)
    tell__text_add(out, ")");
  return status;
}

static tell_status fill_grade(const void *context, const char *name, size_t length, tell__text *out,
                              tell_error *err) {
  const tell__sentence *sentence = context;
  (void)err;
  if (length != strlen("grade") || memcmp(name, "grade", length) != 0)
    return TELL_E_NOT_FOUND;
  tell__text_add_i64(out, tell__reading_whole(&sentence->from, "grade"));
  return TELL_OK;
}

/* "grade.11" where the catalogue has a name for that grade, else the template "grade". */
static tell_status add_grade(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  tell__text key = {0};
  tell_status status = TELL_OK;
  tell__text_add(&key, "grade.");
  tell__text_add_i64(&key, tell__reading_whole(&sentence->from, "grade"));
  if (key.failed) {
    tell__text_free(&key);
    return tell__fail_memory(err);
  }
  const char *named =
      tell_catalogue_text(sentence->catalogue, tell__text_get(&key), sentence->language);
  const char *pattern = tell_catalogue_text(sentence->catalogue, "grade", sentence->language);
  if (named != NULL)
    tell__text_add(out, named);
  else if (pattern != NULL)
    status = tell__template_fill("grade", pattern, fill_grade, sentence, out, err);
  else
    status = tell__fail(err, TELL_E_CATALOGUE, "the catalogue lacks the text of a grade");
  tell__text_free(&key);
  return status;
}

static tell_status add_unit_of_measure(const tell__sentence *sentence, tell__text *out,
                                       tell_error *err) {
  const char *id = tell__reading_text(&sentence->from, "measure_unit");
  return tell__sentence_add(sentence, "unit.", id, strlen(id), out, err);
}

/* "1 scale point", but "1.0 scale points": the number as it stands in the sentence decides. */
static tell_status find_whether_one(const tell__sentence *sentence, int *one, tell_error *err) {
  tell__text number = {0};
  tell_status status = sentence->size(sentence, &number, err);
  if (number.failed)
    status = tell__fail_memory(err);
  *one = status == TELL_OK && strcmp(tell__text_get(&number), "1") == 0;
  tell__text_free(&number);
  return status;
}

static tell_status add_unit_of_difference(const tell__sentence *sentence, tell__text *out,
                                          tell_error *err) {
  const char *id = tell__reading_text(&sentence->from, "measure_unit");
  int one = 0;
  tell_status status = find_whether_one(sentence, &one, err);
  if (status != TELL_OK)
    return status;
  if (one) {
    status = tell__sentence_add(sentence, "unitdiff1.", id, strlen(id), out, err);
    if (status != TELL_E_CATALOGUE)
      return status;
    /* A unit of the caller's own may have no text for one of it. */
    tell__error_clear(err);
  }
  return tell__sentence_add(sentence, "unitdiff.", id, strlen(id), out, err);
}

static tell_status add_reason(const tell__sentence *sentence, tell__text *out, tell_error *err) {
  size_t length = 0;
  const char *id = tell__reading_reason(&sentence->from, sentence->hidden, &length);
  return length == 0 ? TELL_OK : tell__sentence_add(sentence, "reason.", id, length, out, err);
}

static const tell__filler COMMON[] = {
    {"unit", add_unit},
    {"indicator", add_indicator},
    {"grade", add_grade},
    {"unitname", add_unit_of_measure},
    {"unitdiff", add_unit_of_difference},
    {"reason", add_reason},
    {NULL, NULL},
};

typedef struct filling {
  const tell__sentence *sentence;
  const tell__filler *special;
} filling;

static const tell__filler *find(const tell__filler *list, const char *name, size_t length) {
  for (; list->name != NULL; list++)
    if (strlen(list->name) == length && memcmp(list->name, name, length) == 0)
      return list;
  return NULL;
}

static tell_status fill(const void *context, const char *name, size_t length, tell__text *out,
                        tell_error *err) {
  const filling *job = context;
  const tell__filler *found = find(job->special, name, length);
  if (found == NULL)
    found = find(COMMON, name, length);
  return found != NULL ? found->add(job->sentence, out, err) : TELL_E_NOT_FOUND;
}

tell_status tell__sentence_write(const tell__sentence *sentence, const char *prefix,
                                 const char *name, const tell__filler *special, tell_buffer *buffer,
                                 tell_error *err) {
  const filling job = {sentence, special};
  tell__text key = {0};
  tell__text pattern = {0};
  tell_status status = TELL_OK;
  tell__text_add(&key, prefix);
  tell__text_add(&key, name);
  if (!key.failed)
    status = tell__sentence_add(sentence, tell__text_get(&key), "", 0, &pattern, err);
  if (key.failed || pattern.failed)
    status = tell__fail_memory(err);
  if (status == TELL_OK)
    status = tell__template_fill(tell__text_get(&key), tell__text_get(&pattern), fill, &job,
                                 &buffer->text, err);
  if (status != TELL_OK)
    tell__text_clear(&buffer->text);
  tell__text_free(&pattern);
  tell__text_free(&key);
  return status;
}

tell_status tell__sentence_begin(const tell_catalogue *catalogue, const tell_release *release,
                                 int32_t which, int64_t row, tell_language language,
                                 tell_buffer *buffer, tell__sentence *sentence, tell_error *err) {
  tell__error_clear(err);
  if (buffer == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no buffer for the sentence");
  tell__text_clear(&buffer->text);
  const tell_table *table = tell_release_table(release, which);
  if (catalogue == NULL || table == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "a catalogue and a release with that table are needed");
  if (row < 0 || row >= tell_table_row_count(table))
    return tell__fail(err, TELL_E_ARGUMENT, "the table has no such row");
  if (language < TELL_LANGUAGE_NB || language > TELL_LANGUAGE_EN)
    return tell__fail(err, TELL_E_ARGUMENT, "no such language");
  *sentence = (tell__sentence){
      .catalogue = catalogue, .release = release, .language = language, .from = {table, row}};
  return TELL_OK;
}
