/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schools of every unit: those that have it as area, parent, or parent's parent. */
#include "base/alloc.h"
#include "base/error.h"
#include "indicators/cells/cells.h"

/* The units that a school is in, itself the first: a school, an area, and every level above. */
enum { MOST_UNITS = TELL__LEVEL_SCHOOL };

static int32_t units_of(const tell__dataset_view *view, int32_t school, int32_t *units) {
  int32_t count = 0;
  units[count++] = school;
  if (view->units[school].area >= 0)
    units[count++] = view->units[school].area;
  for (int32_t unit = view->units[school].parent; unit >= 0 && count < MOST_UNITS;
       unit = view->units[unit].parent)
    units[count++] = unit;
  return count;
}

static int has_runs(const tell_cells *cells, int32_t unit) {
  return cells->run_starts[unit + 1] > cells->run_starts[unit];
}

/* counts[unit] becomes the number of schools of a unit. */
static void count_members(const tell_cells *cells, int32_t *counts) {
  int32_t units[MOST_UNITS];
  for (int32_t school = 0; school < cells->view->unit_count; school++) {
    if (!has_runs(cells, school))
      continue;
    int32_t count = units_of(cells->view, school, units);
    for (int32_t i = 0; i < count; i++)
      counts[units[i]]++;
  }
}

/* Puts the units that have schools in a row; places[unit] becomes where one stands there. */
static void place_units(tell_cells *cells, const int32_t *counts, int32_t *places) {
  int64_t member = 0;
  for (int32_t i = 0; i < cells->view->unit_count; i++) {
    if (counts[i] == 0)
      continue;
    places[i] = (int32_t)cells->unit_count;
    cells->units[cells->unit_count++] = (tell__cells_unit){.unit = i, .first_member = member};
    member += counts[i];
  }
}

static void add_member(tell_cells *cells, int32_t place, int32_t school) {
  tell__cells_unit *unit = &cells->units[place];
  cells->members[unit->first_member + unit->member_count++] = school;
}

static void fill_members(tell_cells *cells, const int32_t *places) {
  int32_t units[MOST_UNITS];
  for (int32_t school = 0; school < cells->view->unit_count; school++) {
    if (!has_runs(cells, school))
      continue;
    int32_t count = units_of(cells->view, school, units);
    for (int32_t i = 0; i < count; i++)
      add_member(cells, places[units[i]], school);
  }
}

tell_status tell__cells_find_members(tell_cells *cells, tell_error *err) {
  size_t places_count = (size_t)cells->view->unit_count, members = 0, units = 0;
  int32_t *counts = tell__alloc_array(places_count, sizeof *counts);
  int32_t *places = tell__alloc_array(places_count, sizeof *places);
  int good = counts != NULL && places != NULL;
  if (good)
    count_members(cells, counts);
  for (size_t i = 0; good && i < places_count; i++) {
    members += (size_t)counts[i];
    units += counts[i] > 0;
  }
  cells->members = good ? tell__alloc_array(members, sizeof *cells->members) : NULL;
  cells->units = good ? tell__alloc_array(units, sizeof *cells->units) : NULL;
  good = cells->members != NULL && cells->units != NULL;
  if (good) {
    place_units(cells, counts, places);
    fill_members(cells, places);
  }
  tell__free(places);
  tell__free(counts);
  return good ? TELL_OK : tell__fail_memory(err);
}
