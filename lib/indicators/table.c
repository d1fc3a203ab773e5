/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of an indicator set and how a row fills them. */
#include "indicators/table.h"

#include "indicators/compare.h"
#include "indicators/estimate.h"
#include "table/cells.h"

#define TEXT TELL_COLUMN_TEXT
#define WHOLE TELL_COLUMN_I64
#define REAL TELL_COLUMN_F64

/* One line for each column, in the order of the table: id and type. */
#define COLUMNS(X)                                                                                 \
  X(level, TEXT)                                                                                   \
  X(unit, TEXT)                                                                                    \
  X(unit_name, TEXT)                                                                               \
  X(parent_level, TEXT)                                                                            \
  X(parent, TEXT)                                                                                  \
  X(area, TEXT)                                                                                    \
  X(indicator, TEXT)                                                                               \
  X(family, TEXT)                                                                                  \
  X(kind, TEXT)                                                                                    \
  X(measure_unit, TEXT)                                                                            \
  X(direction, TEXT)                                                                               \
  X(indicator_nb, TEXT)                                                                            \
  X(indicator_nn, TEXT)                                                                            \
  X(indicator_en, TEXT)                                                                            \
  X(source, TEXT)                                                                                  \
  X(school_year, TEXT)                                                                             \
  X(gender, TEXT)                                                                                  \
  X(owner, TEXT)                                                                                   \
  X(dimension, TEXT)                                                                               \
  X(category, TEXT)                                                                                \
  X(origin, TEXT)                                                                                  \
  X(method, TEXT)                                                                                  \
  X(state, TEXT)                                                                                   \
  X(interval_state, TEXT)                                                                          \
  X(difference_method, TEXT)                                                                       \
  X(difference_state, TEXT)                                                                        \
  X(comparator_origin, TEXT)                                                                       \
  X(verdict, TEXT)                                                                                 \
  X(catalogue_version, TEXT)                                                                       \
  X(file, TEXT)                                                                                    \
  X(continued_from, TEXT)                                                                          \
  X(period, WHOLE)                                                                                 \
  X(grade, WHOLE)                                                                                  \
  X(decimals, WHOLE)                                                                               \
  X(provisional, WHOLE)                                                                            \
  X(continued, WHOLE)                                                                              \
  X(n, WHOLE)                                                                                      \
  X(numerator, WHOLE)                                                                              \
  X(children, WHOLE)                                                                               \
  X(children_visible, WHOLE)                                                                       \
  X(children_suppressed, WHOLE)                                                                    \
  X(children_not_taken_part, WHOLE)                                                                \
  X(line, WHOLE)                                                                                   \
  X(value, REAL)                                                                                   \
  X(se, REAL)                                                                                      \
  X(lo, REAL)                                                                                      \
  X(hi, REAL)                                                                                      \
  X(confidence, REAL)                                                                              \
  X(coverage, REAL)                                                                                \
  X(participation, REAL)                                                                           \
  X(difference, REAL)                                                                              \
  X(difference_se, REAL)                                                                           \
  X(difference_lo, REAL)                                                                           \
  X(difference_hi, REAL)

enum { COLUMNS(TELL__COLUMN_INDEX) COLUMN_COUNT };

static const tell__column_spec specs[COLUMN_COUNT] = {COLUMNS(TELL__COLUMN_SPEC)};

static const char *const origin_ids[] = {"published", "local", "computed"};

static tell_state present_if(int yes, tell_state otherwise) {
  return yes ? TELL_STATE_PRESENT : otherwise;
}

static void fill_unit(tell__cells *cells, const tell__dataset_view *view, const tell__row *row) {
  const tell__unit *unit = &view->units[row->key.unit];
  const tell__unit *parent = unit->parent < 0 ? NULL : &view->units[unit->parent];
  int is_school = unit->level == TELL__LEVEL_SCHOOL;
  tell_state parent_state =
      present_if(parent != NULL, unit->level == TELL__LEVEL_NATION ? TELL_STATE_NOT_APPLICABLE
                                                                   : TELL_STATE_MISSING);
  tell_state area_state =
      present_if(unit->area >= 0, is_school ? TELL_STATE_MISSING : TELL_STATE_NOT_APPLICABLE);
  tell__cells_text(cells, AT_level, tell__level_id(unit->level), TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_unit, unit->code, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_unit_name, unit->name, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_parent_level, parent ? tell__level_id(parent->level) : "",
                   parent_state);
  tell__cells_text(cells, AT_parent, parent ? parent->code : "", parent_state);
  tell__cells_text(cells, AT_area, unit->area >= 0 ? view->units[unit->area].code : "", area_state);
}

static void fill_definition(tell__cells *cells, const tell__dataset_view *view,
                            const tell__row *row) {
  const tell__catalogue_view *catalogue = tell__catalogue_get(view->catalogue);
  const tell__indicator *indicator = &catalogue->indicators[row->key.indicator];
  tell__cells_text(cells, AT_indicator, indicator->id, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_family, indicator->family, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_kind, indicator->kind_id, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_measure_unit, indicator->unit, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_direction, indicator->direction, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_indicator_nb, indicator->name.nb, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_indicator_nn, indicator->name.nn, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_indicator_en, indicator->name.en, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_source, catalogue->sources[row->key.source].id, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_catalogue_version, tell_catalogue_version(view->catalogue),
                   TELL_STATE_PRESENT);
}

static void fill_group(tell__cells *cells, const tell_dataset *dataset, const tell__row *row) {
  const tell_catalogue *catalogue = tell__dataset_get(dataset)->catalogue;
  const tell__row_key *key = &row->key;
  tell__cells_year(cells, AT_school_year, key->period);
  tell__cells_i64(cells, AT_period, key->period, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_grade, key->grade, TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_gender, tell__catalogue_group_id(catalogue, "gender", key->gender),
                   TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_owner, tell__catalogue_group_id(catalogue, "owner", key->owner),
                   TELL_STATE_PRESENT);
  tell__cells_text_if(cells, AT_dimension, tell__dataset_dimension(dataset, key->category));
  tell__cells_text_if(cells, AT_category, tell__dataset_category(dataset, key->category));
}

static void fill_origin(tell__cells *cells, const tell_dataset *dataset, const tell__row *row) {
  const tell__observation *observation =
      row->observation < 0 ? NULL : &tell__dataset_get(dataset)->observations[row->observation];
  const tell__unit *unit = &tell__dataset_get(dataset)->units[row->key.unit];
  tell_state read = present_if(observation != NULL, TELL_STATE_NOT_APPLICABLE);
  tell_state made = present_if(observation == NULL, TELL_STATE_NOT_APPLICABLE);
  tell__cells_text(cells, AT_origin, origin_ids[row->origin], TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_provisional, row->provisional, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_continued, row->continued, TELL_STATE_PRESENT);
  tell__cells_text_if(cells, AT_continued_from,
                      observation && row->continued ? unit->continued_from : "");
  tell__cells_text(cells, AT_file,
                   observation ? tell__dataset_file(dataset, observation->file) : "", read);
  tell__cells_i64(cells, AT_line, observation ? observation->line : 0, read);
  tell__cells_i64(cells, AT_children, row->children.all, made);
  tell__cells_i64(cells, AT_children_visible, row->children.visible, made);
  tell__cells_i64(cells, AT_children_suppressed, row->children.suppressed, made);
  tell__cells_i64(cells, AT_children_not_taken_part, row->children.not_taken_part, made);
}

/* The state of an interval, or that it is at least as wide as it should be. */
static const char *spread_id(const tell__estimate *estimate, int pooled) {
  return pooled ? "pooled_spread" : tell_stat_state_id(estimate->state);
}

static void fill_value(tell__cells *cells, const tell__row *row) {
  const tell__estimate *estimate = &row->estimate;
  int valued = row->state == TELL_STATE_PRESENT;
  tell_state interval =
      valued ? present_if(tell__stats_has_interval(estimate), TELL_STATE_MISSING) : row->state;
  tell__cells_text(cells, AT_state, tell_state_id(row->state), TELL_STATE_PRESENT);
  tell__cells_text(cells, AT_method, valued ? estimate->method : "", row->state);
  tell__cells_text(cells, AT_interval_state, spread_id(estimate, row->pooled), row->state);
  tell__cells_i64(cells, AT_decimals, row->decimals, TELL_STATE_PRESENT);
  tell__cells_i64(cells, AT_n, row->n, row->n_state);
  tell__cells_i64(cells, AT_numerator, row->numerator, row->numerator_state);
  tell__cells_f64(cells, AT_value, estimate->value, row->state);
  tell__cells_f64(cells, AT_se, estimate->se, interval);
  tell__cells_f64(cells, AT_lo, estimate->lo, interval);
  tell__cells_f64(cells, AT_hi, estimate->hi, interval);
  tell__cells_f64(cells, AT_confidence, TELL__CONFIDENCE, TELL_STATE_PRESENT);
  tell__cells_f64(cells, AT_coverage, row->coverage, row->coverage_state);
  tell__cells_f64(cells, AT_participation, row->participation, row->participation_state);
}

static void fill_verdict(tell__cells *cells, const tell__row *row) {
  int across =
      row->state == TELL_STATE_PRESENT && row->difference_state == TELL_STATE_NOT_COMPARABLE;
  if (across)
    tell__cells_text(cells, AT_verdict, "not_comparable", TELL_STATE_PRESENT);
  else
    tell__cells_text(cells, AT_verdict, tell__compare_verdict(row), row->difference_state);
}

static void fill_difference(tell__cells *cells, const tell__row *row) {
  const tell__estimate *difference = &row->difference;
  tell_state state = row->difference_state;
  tell_state interval = state == TELL_STATE_PRESENT
                            ? present_if(tell__stats_has_interval(difference), TELL_STATE_MISSING)
                            : state;
  /* No parent at all, or a parent that says nothing of this. */
  tell_state comparator = present_if(row->comparator >= 0, state == TELL_STATE_NOT_APPLICABLE
                                                               ? TELL_STATE_NOT_APPLICABLE
                                                               : TELL_STATE_MISSING);
  tell__cells_text(cells, AT_comparator_origin,
                   row->comparator < 0 ? "" : origin_ids[row->comparator], comparator);
  tell__cells_text(cells, AT_difference_method,
                   state == TELL_STATE_PRESENT ? difference->method : "", state);
  tell__cells_text(cells, AT_difference_state, spread_id(difference, row->difference_pooled),
                   state);
  tell__cells_f64(cells, AT_difference, difference->value, state);
  tell__cells_f64(cells, AT_difference_se, difference->se, interval);
  tell__cells_f64(cells, AT_difference_lo, difference->lo, interval);
  tell__cells_f64(cells, AT_difference_hi, difference->hi, interval);
  fill_verdict(cells, row);
}

tell_status tell__indicators_table(const tell_dataset *dataset, const tell__rows *rows,
                                   tell_table **out, tell_error *err) {
  const tell__dataset_view *view = tell__dataset_get(dataset);
  tell__cells cells = {.err = err};
  cells.status = tell__table_create(specs, COLUMN_COUNT, &cells.table, err);
  for (size_t i = 0; cells.status == TELL_OK && i < rows->count; i++) {
    const tell__row *row = &rows->rows[i];
    tell__cells_row(&cells);
    fill_unit(&cells, view, row);
    fill_definition(&cells, view, row);
    fill_group(&cells, dataset, row);
    fill_origin(&cells, dataset, row);
    fill_value(&cells, row);
    fill_difference(&cells, row);
  }
  if (cells.status != TELL_OK) {
    tell_table_free(cells.table);
    cells.table = NULL;
  }
  *out = cells.table;
  return cells.status;
}
