/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the indicator set of a release and finding rows in it; see the header. */
#include "analysis/figures.h"

#include <math.h>
#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "stats/mean.h"
#include "table/table.h"

#define NAME(name) #name,

static const char *const text_ids[] = {TELL__FIGURE_TEXTS(NAME)};
static const char *const whole_ids[] = {TELL__FIGURE_WHOLES(NAME)};
static const char *const real_ids[] = {TELL__FIGURE_REALS(NAME)};

enum { KEY_WIDTH = 11 };

static int read_columns(tell__figures *figures) {
  const tell_table *table = figures->table;
  return tell__texts_find_all(table, text_ids, TELL__FIGURE_TEXT_COUNT, figures->texts) &
         tell__wholes_find_all(table, whole_ids, TELL__FIGURE_WHOLE_COUNT, figures->wholes) &
         tell__reals_find_all(table, real_ids, TELL__FIGURE_REAL_COUNT, figures->reals);
}

static void place_words(const tell__figure_key *key, int computed, int64_t words[KEY_WIDTH]) {
  const int64_t all[KEY_WIDTH] = {key->unit.level, key->unit.code, key->indicator, key->source,
                                  key->period,     key->grade,     key->gender,    key->owner,
                                  key->dimension,  key->category,  computed};
  memcpy(words, all, sizeof all);
}

static tell_status place_row(tell__figures *figures, int64_t row, tell_error *err) {
  const tell__figure_key key = tell__figures_key(figures, row);
  int64_t words[KEY_WIDTH];
  if (figures->catalogue != NULL) {
    size_t length = 0;
    const char *id = tell__strings_get(figures->strings, (int32_t)key.indicator, &length);
    figures->indicators[row] = tell__catalogue_indicator(figures->catalogue, id, length);
    if (figures->indicators[row] < 0)
      return tell__fail(err, TELL_E_ARGUMENT, "the release was made with another catalogue");
  }
  place_words(&key, tell__figures_is_computed(figures, row), words);
  return tell__keymap_add(figures->places, words, row) >= 0 ? TELL_OK : tell__fail_memory(err);
}

static tell_status place_rows(tell__figures *figures, tell_error *err) {
  int64_t nation = tell__figures_code(figures, "nation");
  tell_status status = TELL_OK;
  for (int64_t row = 0; status == TELL_OK && row < figures->count; row++) {
    status = place_row(figures, row, err);
    if (figures->texts[TELL__FIGURE_level].codes[row] == nation)
      figures->nation = (tell__figure_unit){nation, figures->texts[TELL__FIGURE_unit].codes[row]};
  }
  return status;
}

tell_status tell__figures_read(const tell_catalogue *catalogue, const tell_release *release,
                               tell__figures *figures, tell_error *err) {
  memset(figures, 0, sizeof *figures);
  figures->catalogue = catalogue;
  figures->release = release;
  figures->table = tell_release_table(release, TELL_RELEASE_INDICATORS);
  figures->strings = tell__table_strings(figures->table);
  figures->count = tell_table_row_count(figures->table);
  figures->nation = (tell__figure_unit){-1, -1};
  figures->school = tell__figures_code(figures, "school");
  figures->computed = tell__figures_code(figures, "computed");
  if (!read_columns(figures))
    return tell__fail(err, TELL_E_ARGUMENT, "a column of the indicator set is not there");
  figures->indicators = tell__alloc_array((size_t)figures->count, sizeof *figures->indicators);
  figures->places = tell__keymap_create(KEY_WIDTH);
  if (figures->indicators == NULL || figures->places == NULL)
    return tell__fail_memory(err);
  return place_rows(figures, err);
}

void tell__figures_free(tell__figures *figures) {
  tell__free(figures->indicators);
  tell__keymap_free(figures->places);
  figures->indicators = NULL;
  figures->places = NULL;
}

int tell__figure_real(const tell__figures *figures, int column, int64_t row, double *out) {
  return tell__reals_get(&figures->reals[column], row, out);
}

int tell__figure_whole(const tell__figures *figures, int column, int64_t row, int64_t *out) {
  return tell__wholes_get(&figures->wholes[column], row, out);
}

const char *tell__figure_text(const tell__figures *figures, int column, int64_t row) {
  return tell__texts_get(&figures->texts[column], figures->strings, row);
}

int64_t tell__figures_code(const tell__figures *figures, const char *text) {
  return tell__strings_find(figures->strings, text, strlen(text));
}

const tell__indicator *tell__figures_indicator(const tell__figures *figures, int64_t row) {
  return &tell__catalogue_get(figures->catalogue)->indicators[figures->indicators[row]];
}

tell__figure_key tell__figures_key(const tell__figures *figures, int64_t row) {
  const tell__texts *texts = figures->texts;
  return (tell__figure_key){
      .unit = {texts[TELL__FIGURE_level].codes[row], texts[TELL__FIGURE_unit].codes[row]},
      .indicator = texts[TELL__FIGURE_indicator].codes[row],
      .source = texts[TELL__FIGURE_source].codes[row],
      .period = figures->wholes[TELL__FIGURE_period].values[row],
      .grade = figures->wholes[TELL__FIGURE_grade].values[row],
      .gender = texts[TELL__FIGURE_gender].codes[row],
      .owner = texts[TELL__FIGURE_owner].codes[row],
      .dimension = texts[TELL__FIGURE_dimension].codes[row],
      .category = texts[TELL__FIGURE_category].codes[row],
  };
}

static tell__figure_unit no_unit(void) { return (tell__figure_unit){-1, -1}; }

tell__figure_unit tell__figures_parent(const tell__figures *figures, int64_t row) {
  const tell__texts *level = &figures->texts[TELL__FIGURE_parent_level];
  const tell__texts *unit = &figures->texts[TELL__FIGURE_parent];
  if (level->states[row] != TELL_STATE_PRESENT || unit->states[row] != TELL_STATE_PRESENT)
    return no_unit();
  return (tell__figure_unit){level->codes[row], unit->codes[row]};
}

tell__figure_unit tell__figures_area(const tell__figures *figures, int64_t row) {
  const tell__texts *area = &figures->texts[TELL__FIGURE_area];
  int64_t level = tell__figures_code(figures, "area");
  if (area->states[row] != TELL_STATE_PRESENT || level < 0)
    return no_unit();
  return (tell__figure_unit){level, area->codes[row]};
}

int tell__figures_is_computed(const tell__figures *figures, int64_t row) {
  return figures->texts[TELL__FIGURE_origin].codes[row] == figures->computed;
}

int64_t tell__figures_find(const tell__figures *figures, const tell__figure_key *key,
                           int computed) {
  int64_t words[KEY_WIDTH];
  place_words(key, computed != 0, words);
  return tell__keymap_find(figures->places, words);
}

int64_t tell__figures_used(const tell__figures *figures, const tell__figure_key *key) {
  const uint8_t *states = figures->reals[TELL__FIGURE_value].states;
  int64_t own = tell__figures_find(figures, key, 0);
  int64_t computed = tell__figures_find(figures, key, 1);
  if (own < 0 || (computed >= 0 && states[own] != TELL_STATE_PRESENT &&
                  states[computed] == TELL_STATE_PRESENT))
    return computed;
  return own;
}

static int is_same_unit(const tell__figure_key *a, const tell__figure_key *b) {
  return a->unit.level == b->unit.level && a->unit.code == b->unit.code;
}

static int is_same_series(const tell__figure_key *a, const tell__figure_key *b) {
  return is_same_unit(a, b) && a->indicator == b->indicator && a->source == b->source &&
         a->grade == b->grade && a->gender == b->gender && a->owner == b->owner &&
         a->dimension == b->dimension && a->category == b->category;
}

int64_t tell__figures_series_end(const tell__figures *figures, int64_t first) {
  const tell__figure_key key = tell__figures_key(figures, first);
  for (int64_t row = first + 1; row < figures->count; row++) {
    const tell__figure_key other = tell__figures_key(figures, row);
    if (!is_same_series(&key, &other))
      return row;
  }
  return figures->count;
}

int64_t tell__figures_unit_end(const tell__figures *figures, int64_t first) {
  const tell__figure_key key = tell__figures_key(figures, first);
  for (int64_t row = first + 1; row < figures->count; row++) {
    const tell__figure_key other = tell__figures_key(figures, row);
    if (!is_same_unit(&key, &other))
      return row;
  }
  return figures->count;
}

int32_t tell__figures_segment(const tell__figures *figures, int64_t row) {
  return tell__catalogue_segment(figures->catalogue, figures->indicators[row],
                                 (int32_t)figures->wholes[TELL__FIGURE_grade].values[row],
                                 (int32_t)figures->wholes[TELL__FIGURE_period].values[row]);
}

/* Of these the header of the indicators says that se² holds step²/12. */
static int has_rounding(const tell__figures *figures, int64_t row) {
  const char *method = tell__figure_text(figures, TELL__FIGURE_method, row);
  if (strcmp(method, "published_margin") == 0 || strcmp(method, "wilson_fractional") == 0)
    return 1;
  return (strcmp(method, "mean_t") == 0 || strcmp(method, "mean_t_pooled_sd") == 0) &&
         strcmp(tell__figure_text(figures, TELL__FIGURE_origin, row), "published") == 0;
}

double tell__figures_wobble(const tell__figures *figures, int64_t row, int se, int lo, int hi) {
  tell__estimate found = {.method = "", .state = TELL_STAT_OK};
  int is_there = tell__figure_real(figures, se, row, &found.se) &&
                 tell__figure_real(figures, lo, row, &found.lo) &&
                 tell__figure_real(figures, hi, row, &found.hi) &&
                 tell__figure_real(figures, TELL__FIGURE_confidence, row, &found.level);
  return is_there ? tell__stats_mean_wobble(&found) : 0;
}

/* Of a mean of pupils by their number; what several units come to, or a line makes of a mean, has
 * its t in its interval only. */
static double wobble_of(const tell__figures *figures, int64_t row, double variance) {
  const char *method = tell__figure_text(figures, TELL__FIGURE_method, row);
  int64_t n = 0;
  if (!tell__figure_whole(figures, TELL__FIGURE_n, row, &n) || n < 2)
    return 0;
  if (strcmp(method, "mean_t") == 0 || strcmp(method, "published_margin") == 0)
    return variance * variance / (double)(n - 1);
  int is_made = strcmp(method, "weighted_mean") == 0 || strcmp(method, "rescaled") == 0;
  return is_made
             ? tell__figures_wobble(figures, row, TELL__FIGURE_se, TELL__FIGURE_lo, TELL__FIGURE_hi)
             : 0;
}

static tell__variance variance_of(const tell__figures *figures, int64_t row, double se) {
  tell__variance variance = {.sampling = se * se};
  if (has_rounding(figures, row)) {
    int64_t decimals = figures->wholes[TELL__FIGURE_decimals].values[row];
    variance.rounding = fmax(tell__stats_rounding_variance((int32_t)decimals), 0);
    variance.rounding = fmin(variance.rounding, variance.sampling);
    variance.sampling -= variance.rounding;
  }
  variance.wobble = wobble_of(figures, row, variance.sampling);
  return variance;
}

tell__stats_part tell__figures_part(const tell__figures *figures, int64_t row) {
  tell__stats_part part = {0};
  int64_t n = 0;
  double se = 0;
  part.has_n = tell__figure_whole(figures, TELL__FIGURE_n, row, &n);
  part.n = (double)n;
  part.has_spread = tell__figure_real(figures, TELL__FIGURE_se, row, &se);
  if (part.has_spread)
    part.variance = variance_of(figures, row, se);
  if (!tell__figure_real(figures, TELL__FIGURE_value, row, &part.value))
    return (tell__stats_part){0};
  return part;
}
