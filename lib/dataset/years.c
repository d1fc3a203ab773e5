/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Figures from school years in which their unit did not exist: found when all observations stand.
 */
#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"
#include "private.h"

/* Blank cells are no figures: tables of several years have them for units that came or went. */
static int is_figure(const tell__observation *observation) {
  return observation->state == TELL_STATE_PRESENT || observation->state == TELL_STATE_SUPPRESSED ||
         (observation->has & TELL__HAS_N && observation->n > 0);
}

static int is_outside(const tell__unit *unit, const tell__observation *observation) {
  return (unit->valid_from != 0 && observation->period < unit->valid_from) ||
         (unit->valid_to != 0 && observation->period > unit->valid_to);
}

static int is_before(const tell__observation *a, const tell__observation *b) {
  return a->file != b->file ? a->file < b->file : a->line < b->line;
}

/* The one that stands first in the files of those outside the years of each unit, by the unit's
 * index; NULL where there is none. */
static void find_first(const tell__gathered *gathered, const tell__unit *units,
                       const tell__observation **first) {
  for (size_t i = 0; i < gathered->count; i++) {
    const tell__observation *o = &gathered->observations[i];
    if (is_outside(&units[o->unit], o) && is_figure(o) &&
        (first[o->unit] == NULL || is_before(o, first[o->unit])))
      first[o->unit] = o;
  }
}

static tell_status warn(tell__builder *builder, const tell__built_unit *unit,
                        const tell__observation *observation) {
  int is_early =
      unit->valid_from.rank != RANK_NONE && observation->period < unit->valid_from.number;
  tell__position position =
      tell__claim_position(builder, is_early ? &unit->valid_from : &unit->valid_to);
  tell__text message = {NULL, 0, 0, 0};
  tell__text_add(&message, "the unit has figures outside its school years, the first in line ");
  tell__text_add_i64(&message, observation->line);
  tell__text_add(&message, " of ");
  tell__text_add(&message, tell__builder_file_name(builder, observation->file));
  tell__text_add(&message, "; they are used (told once)");
  tell_status status = TELL_E_MEMORY;
  if (!message.failed)
    status = tell__issues_add(builder->issues, TELL_SEVERITY_WARNING, "outside_valid_years",
                              &position, tell__text_get(&message));
  tell__text_free(&message);
  return status;
}

static int has_years(const tell__gathered *gathered, const tell__unit *units) {
  for (int32_t i = 0; i < gathered->unit_count; i++)
    if (units[i].valid_from != 0 || units[i].valid_to != 0)
      return 1;
  return 0;
}

tell_status tell__years_check(tell__builder *builder, const tell__gathered *gathered,
                              const tell__unit *units, const int32_t *numbers, tell_error *err) {
  tell_status status = TELL_OK;
  if (!has_years(gathered, units))
    return TELL_OK;
  const tell__observation **first = tell__alloc_array((size_t)gathered->unit_count, sizeof *first);
  if (first == NULL)
    return tell__fail_memory(err);
  find_first(gathered, units, first);
  for (size_t i = 0; status == TELL_OK && i < builder->registry.unit_count; i++)
    if (first[numbers[i]] != NULL)
      status = warn(builder, &builder->registry.units[i], first[numbers[i]]);
  tell__free(first);
  return status == TELL_OK ? TELL_OK : tell__fail_memory(err);
}
