/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Beginning the rows of analyses of groups; see the header. */
#include "analysis/group_rows.h"

#include "analysis/tally.h"

static void fill_group(tell__cells *cells, const tell__declared_group *group) {
  tell__cells_text(cells, TELL__ANALYSIS_level, "group", TELL_STATE_PRESENT);
  tell__cells_text(cells, TELL__ANALYSIS_unit, group->id, TELL_STATE_PRESENT);
  tell__cells_text(cells, TELL__ANALYSIS_unit_name, group->name, TELL_STATE_PRESENT);
  tell__cells_text(cells, TELL__ANALYSIS_parent_level, "", TELL_STATE_NOT_APPLICABLE);
  tell__cells_text(cells, TELL__ANALYSIS_parent, "", TELL_STATE_NOT_APPLICABLE);
}

/* A row about the unit knows its name; every unit whose members have a figure has one. */
static int64_t row_about(const tell__figures *figures, const tell__members *members,
                         const tell__member_set *set) {
  int64_t row = tell__tally_unit_row(figures, members, set, 1);
  return row >= 0 ? row : tell__tally_unit_row(figures, members, set, 0);
}

int tell__group_rows_begin(tell__analysis_job *job, const tell__members *members,
                           const tell__member_set *set) {
  const tell__declared_group *declared = members->groups[set->group].declared;
  int64_t about = declared != NULL ? set->rows[0] : row_about(job->figures, members, set);
  if (about < 0)
    return 0;
  tell__analysis_row(job, about);
  if (declared != NULL)
    fill_group(&job->cells, declared);
  return 1;
}

int64_t tell__group_rows_decimals(const tell__indicator *indicator) {
  if (indicator->decimals <= 0)
    return indicator->decimals == 0 && indicator->kind != TELL__KIND_TOTAL;
  return indicator->decimals;
}

tell_state tell__group_rows_no_interval(const tell__figures *figures, const tell__member_set *set) {
  for (size_t i = 0; i < set->count; i++)
    if (tell__tally_is_visible(figures, set->rows[i]) &&
        figures->reals[TELL__FIGURE_se].states[set->rows[i]] == TELL_STATE_HIDDEN)
      return TELL_STATE_HIDDEN;
  return TELL_STATE_MISSING;
}
