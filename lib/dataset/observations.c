/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking observations in: a key stands once, twice the same is a duplicate, twice with other
 * numbers is no number. */
#include "base/alloc.h"
#include "private.h"

_Static_assert(sizeof(tell__observation) == 64, "a country must fit in memory");

/* All parts of the key in two words: the map then costs 24 bytes a slot. */
static void make_key(const tell__observation *o, int64_t key[2]) {
  uint64_t first = (uint64_t)(uint32_t)o->unit << 32 | (uint64_t)(uint16_t)o->indicator << 16 |
                   (uint64_t)(uint16_t)o->source;
  uint64_t second = (uint64_t)(uint16_t)o->period << 48 | (uint64_t)(uint16_t)o->category << 32 |
                    (uint64_t)(uint8_t)o->grade << 16 | (uint64_t)(uint8_t)o->gender << 8 |
                    (uint64_t)(uint8_t)o->owner;
  key[0] = (int64_t)first;
  key[1] = (int64_t)second;
}

static int same_numbers(const tell__observation *a, const tell__observation *b) {
  if (a->state != b->state || a->has != b->has)
    return 0;
  if (a->state == TELL_STATE_PRESENT && a->value != b->value)
    return 0;
  return !((a->has & TELL__HAS_N && a->n != b->n) ||
           (a->has & TELL__HAS_NUMERATOR && a->numerator != b->numerator) ||
           (a->has & TELL__HAS_SD && a->sd != b->sd) ||
           (a->has & TELL__HAS_MARGIN && a->margin != b->margin));
}

/* Neither of two contradicting rows is believed, so that their order does not matter. */
static void make_invalid(tell__observation *held) {
  held->state = TELL_STATE_INVALID;
  held->value = held->sd = held->margin = 0;
  held->n = held->numerator = 0;
  held->has = held->flags = 0;
  held->decimals = 0;
}

tell_status tell__builder_add(tell__builder *builder, const tell__observation *observation,
                              tell__added *what, int32_t *other_file, int64_t *other_line,
                              tell_error *err) {
  int64_t key[2];
  make_key(observation, key);
  /* Room first: a key without its observation must not stay behind in the map. */
  if (!tell__grow((void **)&builder->observations, &builder->observation_capacity,
                  builder->observation_count, sizeof *builder->observations))
    return tell__fail_memory(err);
  int64_t added =
      tell__keymap_add(builder->observation_map, key, (int64_t)builder->observation_count);
  if (added < 0)
    return tell__fail_memory(err);
  if (added == (int64_t)builder->observation_count) {
    builder->observations[builder->observation_count++] = *observation;
    *what = TELL__ADDED_NEW;
    return TELL_OK;
  }
  tell__observation *held = &builder->observations[added];
  *other_file = held->file;
  *other_line = held->line;
  if (same_numbers(held, observation)) {
    /* "50" and "50,0" are one number; the longer one says more about its rounding. */
    held->decimals =
        observation->decimals > held->decimals ? observation->decimals : held->decimals;
    held->flags |= observation->flags;
    *what = TELL__ADDED_DUPLICATE;
    return TELL_OK;
  }
  make_invalid(held);
  *what = TELL__ADDED_CONTRADICTION;
  return TELL_OK;
}
