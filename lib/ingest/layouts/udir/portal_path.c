/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The path in a header of Udir's portal, such as
 * "2023-24.Engelsk.5. årstrinn.Alle eierformer.Alle kjønn.Skalapoeng":
 * the school year, then subject, grade, owner and gender in an order that
 * differs between tables, then the measure. "5. årstrinn" holds a dot itself,
 * so parts are put together again until the catalogue knows them.
 */
#include <string.h>

#include "ingest/cells/period.h"
#include "ingest/layouts/udir/portal.h"

enum {
  PARTS_MAX = 16, /* the longest path seen has six parts */
  JOINED_MAX = 3, /* how many pieces one known part may have been split into */
  DIMENSIONS = 3
};

typedef struct pieces {
  const char *name;
  size_t starts[PARTS_MAX + 1]; /* where piece i begins; the last entry is one behind the end */
  size_t count;
} pieces;

/* What stands between school year and measure. */
typedef struct middle {
  int32_t groups[DIMENSIONS];      /* grade, owner, gender; -1 = not said */
  size_t subject_from, subject_to; /* pieces; equal when there is no subject */
  int has_conflict;
  int has_range; /* 1: names several grades together */
} middle;

/* Returns 0 for a name with more parts than any path has. */
static int split(const char *name, size_t length, pieces *out) {
  out->name = name;
  out->count = 1;
  out->starts[0] = 0;
  for (size_t i = 0; i < length; i++) {
    if (name[i] != '.')
      continue;
    if (out->count == PARTS_MAX)
      return 0;
    out->starts[out->count++] = i + 1;
  }
  out->starts[out->count] = length + 1;
  return 1;
}

/* The text of pieces `from` to `to` - 1, with the dots between them. */
static const char *join(const pieces *p, size_t from, size_t to, size_t *length) {
  *length = p->starts[to] - p->starts[from] - 1;
  return p->name + p->starts[from];
}

static void take_group(middle *found, int dimension, int32_t code) {
  int32_t *held = &found->groups[dimension];
  /* GSI names the grade twice: a range of grades and one of them; "all" beside one of them is that
   * one. */
  if (*held <= 0)
    *held = code;
  else if (code > 0 && code != *held)
    found->has_conflict = 1;
}

/* How many pieces at `from` are one known group; 0 when none is. */
static size_t match_group(const tell_catalogue *catalogue, const pieces *p, size_t from, size_t end,
                          middle *found) {
  static const char *const dimensions[DIMENSIONS] = {"grade", "owner", "gender"};
  size_t longest = end - from < JOINED_MAX ? end - from : JOINED_MAX;
  for (size_t joined = longest; joined > 0; joined--) {
    size_t length = 0;
    const char *text = join(p, from, from + joined, &length);
    for (int i = 0; i < DIMENSIONS; i++) {
      int32_t code = tell__catalogue_group(catalogue, dimensions[i], text, length);
      if (code < 0)
        continue;
      take_group(found, i, code);
      return joined;
    }
  }
  return 0;
}

static int is_digit(char byte) { return byte >= '0' && byte <= '9'; }

static int ends_with(const char *text, size_t length, const char *word) {
  return length >= strlen(word) && memcmp(text + length - strlen(word), word, strlen(word)) == 0;
}

/* "8./9. trinn", "8.-10. årstrinn", "8. og 9. trinn": several numbers and a word for a grade. */
static int is_range(const char *text, size_t length) {
  int numbers = 0;
  if (!ends_with(text, length, "trinn") && !ends_with(text, length, "steg"))
    return 0;
  for (size_t i = 0; i < length; i++)
    numbers += is_digit(text[i]) && (i == 0 || !is_digit(text[i - 1]));
  return numbers > 1 && is_digit(text[0]);
}

/* How many pieces at `from` name several grades together; 0 when they do not, and where the
 * catalogue has a grade for them. */
static size_t match_range(const tell_catalogue *catalogue, const pieces *p, size_t from, size_t end,
                          middle *found) {
  for (size_t joined = 1; joined <= JOINED_MAX && from + joined <= end; joined++) {
    size_t length = 0;
    const char *text = join(p, from, from + joined, &length);
    if (!is_range(text, length) || tell__catalogue_group(catalogue, "grade", text, length) >= 0)
      continue;
    found->has_range = 1;
    return joined;
  }
  return 0;
}

/* A range beside one of its grades is about that grade. */
static int is_several(const middle *found) { return found->has_range && found->groups[0] <= 0; }

/* Returns 0 when the pieces hold more than groups and one subject. */
static int read_middle(const tell_catalogue *catalogue, const pieces *p, size_t end,
                       middle *found) {
  *found = (middle){{-1, -1, -1}, 1, 1, 0, 0};
  size_t at = 1;
  while (at < end) {
    /* First, as a number in front of a point is a grade by itself. */
    size_t matched = match_range(catalogue, p, at, end, found);
    if (matched == 0)
      matched = match_group(catalogue, p, at, end, found);
    if (matched == 0) {
      if (found->subject_to > found->subject_from && found->subject_to != at)
        return 0;
      if (found->subject_to == found->subject_from)
        found->subject_from = at;
      found->subject_to = at + 1;
      matched = 1;
    }
    at += matched;
  }
  return 1;
}

static const tell__label *find_label(const tell_catalogue *catalogue, const char *layout,
                                     const pieces *p, size_t measure, const middle *found) {
  size_t subject_length = 0, measure_length = 0;
  const char *subject = "";
  if (found->subject_to > found->subject_from)
    subject = join(p, found->subject_from, found->subject_to, &subject_length);
  const char *text = join(p, measure, p->count, &measure_length);
  return tell__catalogue_label(catalogue, layout, subject, subject_length, text, measure_length);
}

/* The grade that a label is always about holds where the path says none or all. */
static int settle_grade(const tell__label *label, int32_t said, int32_t *grade) {
  int32_t fixed = label->grade;
  *grade = fixed >= 0 ? fixed : said > 0 ? said : 0;
  return fixed < 0 || said <= 0 || said == fixed;
}

static tell__path_result finish(const pieces *p, size_t measure, const middle *found,
                                tell__path *out) {
  out->prefix_length = p->starts[measure];
  out->owner = found->groups[1] > 0 ? found->groups[1] : 0;
  out->gender = found->groups[2] > 0 ? found->groups[2] : 0;
  out->names_grade = found->groups[0] >= 0;
  if (!settle_grade(out->label, found->groups[0], &out->grade) || found->has_conflict)
    return TELL__PATH_CONFLICT;
  if (is_several(found) && out->label->grade < 0 && out->label->role != TELL__ROLE_IGNORED)
    return TELL__PATH_SEVERAL_GRADES;
  return out->period != 0 ? TELL__PATH_OK : TELL__PATH_NO_PERIOD;
}

tell__path_result tell__path_read(const tell_catalogue *catalogue, const char *layout,
                                  const char *name, size_t length, tell__path *out) {
  pieces p;
  middle found;
  if (!split(name, length, &p) || p.count < 2)
    return TELL__PATH_UNKNOWN;
  size_t period_length = 0;
  const char *period = join(&p, 0, 1, &period_length);
  out->period = tell__period_read(period, period_length);
  /* The measure is the last piece, or more where its own name holds dots. */
  for (size_t size = 1; size <= JOINED_MAX && size < p.count; size++) {
    size_t measure = p.count - size;
    if (!read_middle(catalogue, &p, measure, &found))
      continue;
    out->label = find_label(catalogue, layout, &p, measure, &found);
    if (out->label != NULL)
      return finish(&p, measure, &found, out);
  }
  return TELL__PATH_UNKNOWN;
}

int tell__path_split(const tell_catalogue *catalogue, const char *name, size_t length,
                     tell__path_parts *out) {
  pieces p;
  middle found;
  if (!split(name, length, &p) || p.count < 2 || !read_middle(catalogue, &p, p.count - 1, &found))
    return 0;
  size_t period_length = 0;
  const char *period = join(&p, 0, 1, &period_length);
  *out = (tell__path_parts){.period = tell__period_read(period, period_length),
                            .grade = found.groups[0],
                            .owner = found.groups[1],
                            .gender = found.groups[2],
                            .subject = "",
                            .has_conflict = found.has_conflict || is_several(&found)};
  if (found.subject_to > found.subject_from)
    out->subject = join(&p, found.subject_from, found.subject_to, &out->subject_length);
  out->measure = join(&p, p.count - 1, p.count, &out->measure_length);
  return 1;
}
