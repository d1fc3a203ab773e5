/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the columns of one of SSB's tables say. A dimension is known by its
 * name, as a code (ContentsCode) or in words (statistikkvariabel). Of what is
 * left, columns of values are those whose heading names a year, a measure or
 * the table, or that have signs beside them; without any, it is the last one.
 */
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "ingest/cells/period.h"
#include "ingest/json/json_stat.h"
#include "ingest/layouts/layout.h"
#include "ingest/layouts/ssb/ssb.h"

enum { TABLE_DIGITS = 5, GENDER_LEAST = 4, UNKNOWN = -1, VALUE = -2, SIGN = -3 };

static int begins(const char *text, const char *word) {
  return strncmp(text, word, strlen(word)) == 0;
}

static const struct {
  const char *key;
  tell__ssb_role role;
} known_dimensions[] = {{"fylke", TELL__SSB_REGION},
                        {"kommune", TELL__SSB_REGION},
                        {"tid", TELL__SSB_TIME},
                        {"år", TELL__SSB_TIME},
                        {"aar", TELL__SSB_TIME},
                        {"avslutningsår", TELL__SSB_TIME},
                        {"avslutningsaar", TELL__SSB_TIME},
                        {"contentscode", TELL__SSB_CONTENTS},
                        {"statistikkvariabel", TELL__SSB_CONTENTS},
                        {"fag", TELL__SSB_SUBJECT},
                        {"prøve", TELL__SSB_SUBJECT},
                        {"prove", TELL__SSB_SUBJECT},
                        {"ferdighet", TELL__SSB_SUBJECT},
                        {"ferdighetsområde", TELL__SSB_SUBJECT},
                        {"ferdighetsomrade", TELL__SSB_SUBJECT},
                        {"ferdigheitsområde", TELL__SSB_SUBJECT},
                        {"trinn", TELL__SSB_GRADE},
                        {"klassetrinn", TELL__SSB_GRADE},
                        {"årstrinn", TELL__SSB_GRADE},
                        {"arstrinn", TELL__SSB_GRADE},
                        {"årssteg", TELL__SSB_GRADE},
                        {"kjønn", TELL__SSB_GENDER},
                        {"kjonn", TELL__SSB_GENDER},
                        {"eierform", TELL__SSB_OWNER},
                        {"eigarform", TELL__SSB_OWNER},
                        {"tabell", TELL__SSB_TITLE}};

/* "tabell: 07495: grunnskolepoeng": a title in the heading of its column. */
static int has_title(const char *key) {
  static const char start[] = "tabell" TELL_STAT_TITLE_MARK;
  return begins(key, start);
}

/* The role of a name without the mark of a column of texts; UNKNOWN for any other. */
static int role_of(const char *key, size_t length) {
  if (has_title(key))
    return TELL__SSB_TITLE;
  for (size_t i = 0; i < sizeof known_dimensions / sizeof *known_dimensions; i++)
    if (strlen(known_dimensions[i].key) == length &&
        memcmp(known_dimensions[i].key, key, length) == 0)
      return (int)known_dimensions[i].role;
  /* "region", "kokkommuneregion0000"; not "07495: ..., etter region" */
  for (size_t i = 0; memchr(key, ' ', length) == NULL && i + strlen("region") <= length; i++)
    if (begins(key + i, "region"))
      return TELL__SSB_REGION;
  return UNKNOWN;
}

/* The length of a key without the mark of a column of texts. */
static size_t plain_length(const char *key) {
  size_t length = strlen(key), mark = strlen(TELL_STAT_TEXT);
  return length > mark && strcmp(key + length - mark, TELL_STAT_TEXT) == 0 ? length - mark : length;
}

static int is_sign(const char *key) { return begins(key, "standardtegn"); }

/* "07495: Grunnskolepoeng, etter ..." */
static int is_title(const char *name) {
  return strspn(name, "0123456789") == TABLE_DIGITS && name[TABLE_DIGITS] == ':';
}

static tell__piece trim(tell__piece text) {
  while (text.length > 0 && (text.text[0] == ' ' || text.text[0] == ',')) {
    text.text++;
    text.length--;
  }
  while (text.length > 0 &&
         (text.text[text.length - 1] == ' ' || text.text[text.length - 1] == ','))
    text.length--;
  return text;
}

/* The word that is a year or a school year; empty when there is none. */
static tell__piece find_year(const tell__column *column) {
  for (size_t from = 0; from < column->length;) {
    tell__piece word = {column->name + from, 0};
    while (from + word.length < column->length && word.text[word.length] != ' ')
      word.length++;
    if (tell__ssb_is_year(word) || (word.length > 6 && tell__period_read(word.text, word.length)))
      return word;
    from += word.length + 1;
  }
  return (tell__piece){column->name, 0};
}

/* Cuts a gender off the end of a text; -1 when there is none. Codes of one letter are no words. */
static int32_t cut_gender(const tell_catalogue *catalogue, tell__piece *text) {
  for (size_t from = 0; from + GENDER_LEAST <= text->length; from++) {
    if (from > 0 && text->text[from - 1] != ' ')
      continue;
    int32_t gender =
        tell__catalogue_group(catalogue, "gender", text->text + from, text->length - from);
    if (gender < 0)
      continue;
    text->length = from;
    *text = trim(*text);
    return gender;
  }
  return -1;
}

/* Takes a heading apart: "Grunnskolepoeng 2019 Jenter", "KODE: Grunnskolepoeng". */
static tell__ssb_value read_heading(const tell_catalogue *catalogue, const tell__column *column,
                                    int32_t index) {
  tell__ssb_value value = {.column = index, .sign = -1, .n = -1, .n_sign = -1};
  tell__piece whole = {column->name, column->length};
  value.year = find_year(column);
  const char *mark = strstr(column->name, ": ");
  tell__piece first = whole, last = {column->name, 0};
  if (value.year.length > 0) {
    first.length = (size_t)(value.year.text - column->name);
    last.text = value.year.text + value.year.length;
    last.length = column->length - (size_t)(last.text - column->name);
  } else if (mark != NULL) {
    last = (tell__piece){column->name, (size_t)(mark - column->name)};
    first = (tell__piece){mark + 2, column->length - last.length - 2};
  }
  value.names[0] = tell__ssb_before_grade(trim(first));
  value.names[1] = tell__ssb_before_grade(trim(last));
  int32_t genders[2] = {cut_gender(catalogue, &value.names[0]),
                        cut_gender(catalogue, &value.names[1])};
  value.gender = genders[0] >= 0 ? genders[0] : genders[1];
  value.grade = tell__ssb_grade_in(whole);
  return value;
}

/* The label of a heading as far as it names one without a subject. */
static const tell__label *heading_label(const tell_catalogue *catalogue,
                                        const tell__ssb_value *value) {
  int is_completed = 0;
  const tell__piece none = {"", 0};
  for (int i = 0; i < 2; i++) {
    const tell__label *label =
        value->names[i].length > 0
            ? tell__ssb_label(catalogue, none, value->names[i], &is_completed)
            : NULL;
    if (label != NULL)
      return label;
  }
  return NULL;
}

static int is_same(tell__piece text, const char *word) {
  return strlen(word) == text.length && memcmp(word, text.text, text.length) == 0;
}

/* Whether a heading names a measure of any subject, spelled as in the catalogue. */
static int names_measure(const tell_catalogue *catalogue, const tell__ssb_value *value) {
  const tell__catalogue_view *view = tell__catalogue_get(catalogue);
  for (int32_t i = 0; i < view->labels_count; i++) {
    const tell__label *label = &view->labels[i];
    int is_ours = strcmp(label->layout, TELL__SSB_LABELS) == 0 ||
                  strcmp(label->layout, TELL__SSB_LABELS_COMPLETED) == 0;
    if (is_ours &&
        (is_same(value->names[0], label->measure) || is_same(value->names[1], label->measure)))
      return 1;
  }
  return heading_label(catalogue, value) != NULL;
}

/* What each column is: a role, VALUE, SIGN or UNKNOWN. */
static int kind_of(const tell__header *header, const tell_catalogue *catalogue, int32_t index) {
  const tell__column *column = &header->columns[index];
  if (is_sign(column->key))
    return SIGN;
  int role = role_of(column->key, plain_length(column->key));
  if (role != UNKNOWN)
    return role;
  if (index + 1 < header->count && is_sign(column[1].key))
    return VALUE;
  tell__ssb_value value = read_heading(catalogue, column, index);
  return value.year.length > 0 || is_title(column->name) || strcmp(column->key, "verdi") == 0 ||
                 names_measure(catalogue, &value)
             ? VALUE
             : UNKNOWN;
}

/* How many columns of each kind there are. */
typedef struct tally {
  int32_t roles[TELL__SSB_ROLES];
  int32_t values, signs, titles, known;
} tally;

static tally count_columns(const tell__header *header, const tell_catalogue *catalogue) {
  tally counts = {{0}, 0, 0, 0, 0};
  for (int32_t i = 0; i < header->count; i++) {
    int kind = kind_of(header, catalogue, i);
    if (kind >= 0)
      counts.roles[kind]++;
    counts.values += kind == VALUE;
    counts.signs += kind == SIGN;
    if (kind != VALUE)
      continue;
    tell__ssb_value value = read_heading(catalogue, &header->columns[i], i);
    counts.titles += is_title(header->columns[i].name);
    counts.known += names_measure(catalogue, &value);
  }
  return counts;
}

int tell__ssb_fits(const tell__header *header, const tell_catalogue *catalogue) {
  tally counts = count_columns(header, catalogue);
  int has_place = counts.roles[TELL__SSB_REGION] > 0 || counts.roles[TELL__SSB_TIME] > 0;
  return header->count > 1 && (counts.signs > 0 || counts.roles[TELL__SSB_CONTENTS] > 0 ||
                               (has_place && counts.titles > 0) ||
                               (counts.roles[TELL__SSB_REGION] > 0 && counts.known > 0));
}

/* Whether two columns are the codes and the names of one thing: "regionkode" and "region". */
static int is_code_of(const tell__header *header, int32_t code, int32_t name) {
  const char *key = header->columns[name].key;
  size_t length = strlen(key);
  return strncmp(header->columns[code].key, key, length) == 0 &&
         strcmp(header->columns[code].key + length, "kode") == 0;
}

/* Makes a dimension of two columns out of one; 0 where they do not belong together. */
static int join_dimension(const tell__header *header, tell__ssb_dimension *dimension,
                          int32_t index) {
  if (dimension->text >= 0)
    return 0;
  if (is_code_of(header, dimension->code, index)) {
    dimension->text = index;
  } else if (is_code_of(header, index, dimension->code)) {
    dimension->text = dimension->code;
    dimension->code = index;
  }
  return dimension->text >= 0;
}

static tell_status add_dimension(const tell__reading *reading, tell__ssb_plan *plan, int32_t index,
                                 tell__ssb_role role, tell_error *err) {
  const tell__header *header = &reading->header;
  const char *key = header->columns[index].key;
  size_t length = plain_length(key);
  tell__ssb_dimension *last =
      plan->dimension_count > 0 ? &plan->dimensions[plan->dimension_count - 1] : NULL;
  /* The texts of a dimension stand behind its codes. */
  if (key[length] != '\0' && last != NULL && last->text < 0 && last->code == index - 1 &&
      strlen(header->columns[last->code].key) == length &&
      memcmp(header->columns[last->code].key, key, length) == 0) {
    last->text = index;
    return TELL_OK;
  }
  for (size_t i = 0; role != TELL__SSB_OTHER && i < plan->dimension_count; i++) {
    if (plan->dimensions[i].role != role)
      continue;
    if (join_dimension(header, &plan->dimensions[i], index))
      return TELL_OK;
    tell__position position = {.source = reading->name,
                               .line = header->columns[index].line,
                               .column = header->columns[index].column,
                               .field = header->columns[index].name};
    return tell__fail_at(err, TELL_E_LAYOUT, &position,
                         "two columns say the same of a value, so it is not known which one holds");
  }
  plan->dimensions[plan->dimension_count++] = (tell__ssb_dimension){role, index, -1};
  return TELL_OK;
}

static void add_value(tell__reading *reading, tell__ssb_plan *plan, int32_t index) {
  const tell__header *header = &reading->header;
  tell__ssb_value value = read_heading(reading->catalogue, &header->columns[index], index);
  if (index + 1 < header->count && is_sign(header->columns[index + 1].key))
    value.sign = index + 1;
  plan->values[plan->value_count++] = value;
}

static tell_status sort_columns(tell__reading *reading, tell__ssb_plan *plan, tell_error *err) {
  const tell__header *header = &reading->header;
  int has_values = count_columns(header, reading->catalogue).values > 0;
  tell_status status = TELL_OK;
  for (int32_t i = 0; status == TELL_OK && i < header->count; i++) {
    int kind = kind_of(header, reading->catalogue, i);
    if (kind == VALUE || (kind == UNKNOWN && !has_values && i + 1 == header->count))
      add_value(reading, plan, i);
    else if (kind != SIGN)
      status = add_dimension(reading, plan, i,
                             kind == UNKNOWN ? TELL__SSB_OTHER : (tell__ssb_role)kind, err);
  }
  return status;
}

static int is_same_cell(const tell__ssb_value *a, const tell__ssb_value *b) {
  return a->gender == b->gender && a->year.length == b->year.length &&
         memcmp(a->year.text, b->year.text, a->year.length) == 0;
}

static void bind_count(tell__ssb_plan *plan, const tell__ssb_value *count) {
  for (size_t i = 0; i < plan->value_count; i++) {
    tell__ssb_value *value = &plan->values[i];
    if (value == count || value->n >= 0 || !is_same_cell(value, count))
      continue;
    value->n = count->column;
    value->n_sign = count->sign;
  }
}

/* Sorts out the columns whose headings say what they hold: counts go to the values beside them, and
 * what is not known is not used. */
static void settle_values(tell__reading *reading, tell__ssb_plan *plan, int has_subject) {
  size_t kept = 0;
  for (size_t i = 0; i < plan->value_count; i++) {
    const tell__label *label = heading_label(reading->catalogue, &plan->values[i]);
    if (label != NULL && (label->role == TELL__ROLE_N || label->role == TELL__ROLE_N_OR_VALUE))
      bind_count(plan, &plan->values[i]);
  }
  for (size_t i = 0; i < plan->value_count; i++) {
    const tell__label *label = heading_label(reading->catalogue, &plan->values[i]);
    if (label != NULL ? label->role == TELL__ROLE_VALUE : has_subject)
      plan->values[kept++] = plan->values[i];
    else if (label == NULL || label->role == TELL__ROLE_IGNORED)
      tell__reading_find_column(reading, TELL_SEVERITY_NOTE, "ignored_column",
                                plan->values[i].column,
                                "a measure that is no part of the indicator set; not used");
  }
  plan->value_count = kept;
}

static int has_role(const tell__ssb_plan *plan, tell__ssb_role role) {
  for (size_t i = 0; i < plan->dimension_count; i++)
    if (plan->dimensions[i].role == role)
      return 1;
  return 0;
}

static int32_t find_title_grade(const tell__header *header) {
  for (int32_t i = 0; i < header->count; i++)
    if (has_title(header->columns[i].key))
      return tell__ssb_grade_in((tell__piece){header->columns[i].name, header->columns[i].length});
  return 0;
}

tell_status tell__ssb_plan_make(tell__reading *reading, tell__ssb_plan *plan, tell_error *err) {
  size_t count = (size_t)reading->header.count;
  plan->dimensions = tell__alloc_array(count, sizeof *plan->dimensions);
  plan->values = tell__alloc_array(count, sizeof *plan->values);
  if (plan->dimensions == NULL || plan->values == NULL)
    return tell__fail_memory(err);
  tell_status status = sort_columns(reading, plan, err);
  if (status != TELL_OK)
    return status;
  plan->title_grade = find_title_grade(&reading->header);
  plan->is_long = has_role(plan, TELL__SSB_CONTENTS);
  if (!plan->is_long)
    settle_values(reading, plan, has_role(plan, TELL__SSB_SUBJECT));
  return TELL_OK;
}

void tell__ssb_plan_free(tell__ssb_plan *plan) {
  tell__free(plan->dimensions);
  tell__free(plan->values);
  *plan = (tell__ssb_plan){0};
}
