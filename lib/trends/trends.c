/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The public function of telling/trends.h: series by series, stretch by stretch. */
#include "telling/trends.h"

#include "base/alloc.h"
#include "trends/table.h"

/* Puts the next stretch behind the last one: rows of a series are in the order of years. */
static void next_stretch(const tell__trend_input *input, int64_t end, tell__stretch *stretch) {
  stretch->first = stretch->end;
  int32_t grade = (int32_t)input->grade.values[stretch->first];
  stretch->since = tell__catalogue_segment(input->catalogue, stretch->indicator, grade,
                                           (int32_t)input->period.values[stretch->first]);
  stretch->end = stretch->first + 1;
  while (stretch->end < end &&
         tell__catalogue_segment(input->catalogue, stretch->indicator, grade,
                                 (int32_t)input->period.values[stretch->end]) == stretch->since)
    stretch->end++;
  stretch->segment++;
}

static tell_status add_stretch(const tell__trend_input *input, const tell_trends_options *options,
                               const tell__stretch *stretch, tell__series *series,
                               tell__cells *cells) {
  tell__fit fit;
  tell_status status = tell__fit_series(series->points, series->count, options, &fit, cells->err);
  if (status != TELL_OK)
    return status;
  tell__trends_row(cells, input, stretch, series, &fit, options);
  return cells->status;
}

static tell_status add_series(const tell__trend_input *input, const tell_trends_options *options,
                              int64_t first, int64_t end, tell__series *series,
                              tell__cells *cells) {
  tell__stretch stretch = {.end = first, .indicator = tell__trend_input_indicator(input, first)};
  if (stretch.indicator < 0)
    return tell__fail(cells->err, TELL_E_ARGUMENT,
                      "the indicator set was made with another catalogue");
  tell_status status = TELL_OK;
  while (status == TELL_OK && stretch.end < end) {
    next_stretch(input, end, &stretch);
    if (!tell__series_collect(input, &stretch, series))
      continue;
    status = add_stretch(input, options, &stretch, series, cells);
    stretch.before += series->count;
  }
  return status;
}

static int64_t longest_series(const tell__trend_input *input) {
  int64_t longest = 0;
  for (int64_t first = 0, end = 0; first < input->count; first = end) {
    end = tell__trend_input_series_end(input, first);
    longest = end - first > longest ? end - first : longest;
  }
  return longest;
}

static tell_status make_table(const tell__trend_input *input, const tell_trends_options *options,
                              tell__cells *cells) {
  tell__series series = {0};
  tell_status status = tell__trends_table(cells);
  series.points = tell__alloc_array((size_t)longest_series(input), sizeof *series.points);
  if (status == TELL_OK && series.points == NULL)
    status = tell__fail_memory(cells->err);
  for (int64_t first = 0, end = 0; status == TELL_OK && first < input->count; first = end) {
    end = tell__trend_input_series_end(input, first);
    status = add_series(input, options, first, end, &series, cells);
  }
  tell__free(series.points);
  return status;
}

tell_status tell_trends_compute(const tell_catalogue *catalogue, const tell_table *indicators,
                                tell_table **out, tell_error *err) {
  return tell_trends_compute_with(catalogue, indicators, NULL, out, err);
}

tell_status tell_trends_compute_with(const tell_catalogue *catalogue, const tell_table *indicators,
                                     const tell_trends_options *options, tell_table **out,
                                     tell_error *err) {
  const tell_trends_options defaults = tell__trends_defaults();
  tell__trend_input input;
  tell__cells cells = {.err = err};
  tell__error_clear(err);
  if (out != NULL)
    *out = NULL;
  if (catalogue == NULL || indicators == NULL || out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT,
                      "trends need a catalogue, an indicator set and a place to go");
  tell_status status = tell__trend_input_read(catalogue, indicators, &input, err);
  if (status == TELL_OK)
    status = make_table(&input, options != NULL ? options : &defaults, &cells);
  if (status == TELL_OK)
    *out = cells.table;
  else
    tell_table_free(cells.table);
  return status;
}
