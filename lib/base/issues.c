/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of findings: the first ones of each severity are kept, all are counted. */
#include "issues.h"

#include <string.h>

#include "alloc.h"
#include "text.h"
#include "utf8.h"

typedef struct finding {
  tell_severity severity;
  const char *code;
  int32_t source;
  int32_t field;
  int32_t message;
  int64_t line;
  int64_t column;
} finding;

struct tell_issues {
  finding *findings;
  size_t count;
  size_t capacity;
  int64_t limit; /* of each severity: a flood of notes must not push errors out */
  int64_t dropped;
  int64_t totals[TELL_SEVERITY_ERROR + 1];
  tell__strings *texts; /* sources, fields and messages come again and again */
  tell_finding_fn listener;
  void *payload;
  int is_stopped; /* the listener asked for it */
};

static int is_severity(tell_severity severity) {
  return severity >= TELL_SEVERITY_NOTE && severity <= TELL_SEVERITY_ERROR;
}

const char *tell_severity_id(tell_severity severity) {
  static const char *const ids[] = {"unknown", "note", "warning", "error"};
  return ids[is_severity(severity) ? severity : 0];
}

tell_issues *tell__issues_create(int64_t limit) {
  tell_issues *issues = tell__alloc(sizeof *issues);
  if (issues == NULL)
    return NULL;
  issues->limit = limit > 0 ? limit : 0;
  issues->texts = tell__strings_create();
  if (issues->texts == NULL) {
    tell__issues_free(issues);
    return NULL;
  }
  return issues;
}

void tell__issues_free(tell_issues *issues) {
  if (issues == NULL)
    return;
  tell__strings_free(issues->texts);
  tell__free(issues->findings);
  tell__free(issues);
}

void tell__issues_set_limit(tell_issues *issues, int64_t limit) {
  issues->limit = limit > 0 ? limit : 0;
}

void tell__issues_listen(tell_issues *issues, tell_finding_fn listener, void *payload) {
  issues->listener = listener;
  issues->payload = payload;
  issues->is_stopped = 0;
}

int tell__issues_is_stopped(const tell_issues *issues) { return issues->is_stopped; }

void tell__issues_go_on(tell_issues *issues) { issues->is_stopped = 0; }

static char *copy_masked(const char *text) {
  char *copy = tell__copy(text != NULL ? text : "");
  if (copy != NULL)
    tell__utf8_mask(copy);
  return copy;
}

static int32_t keep_text(tell_issues *issues, const char *text) {
  if (text == NULL)
    return 0;
  char *copy = copy_masked(text);
  if (copy == NULL)
    return -1;
  int32_t number = tell__strings_add(issues->texts, copy, strlen(copy));
  tell__free(copy);
  return number;
}

static tell_status keep_finding(tell_issues *issues, const finding *made,
                                const tell__position *position, const char *message) {
  if (!tell__grow((void **)&issues->findings, &issues->capacity, issues->count,
                  sizeof *issues->findings))
    return TELL_E_MEMORY;
  finding *kept = &issues->findings[issues->count];
  *kept = *made;
  kept->message = keep_text(issues, message);
  if (position != NULL) {
    kept->source = keep_text(issues, position->source);
    kept->field = keep_text(issues, position->field);
    kept->line = position->line;
    kept->column = position->column;
  }
  if (kept->message < 0 || kept->source < 0 || kept->field < 0)
    return TELL_E_MEMORY;
  issues->count++;
  return TELL_OK;
}

/* The texts are copied and not kept: a flood must not fill the memory. */
static tell_status hand_on(tell_issues *issues, const finding *made, const tell__position *position,
                           const char *message) {
  char *source = copy_masked(position != NULL ? position->source : NULL);
  char *field = copy_masked(position != NULL ? position->field : NULL);
  char *text = copy_masked(message);
  tell_status status = TELL_E_MEMORY;
  if (source != NULL && field != NULL && text != NULL) {
    issues->is_stopped =
        issues->listener(made->severity, made->code, source, position != NULL ? position->line : 0,
                         position != NULL ? position->column : 0, field, text,
                         issues->payload) != 0;
    status = TELL_OK;
  }
  tell__free(source);
  tell__free(field);
  tell__free(text);
  return status;
}

tell_status tell__issues_add(tell_issues *issues, tell_severity severity, const char *code,
                             const tell__position *position, const char *message) {
  if (issues == NULL || !is_severity(severity))
    return TELL_E_INTERNAL;
  finding made = {.severity = severity, .code = code};
  tell_status status = TELL_OK;
  if (issues->totals[severity] >= issues->limit)
    issues->dropped++;
  else
    status = keep_finding(issues, &made, position, message);
  if (status != TELL_OK)
    return status;
  issues->totals[severity]++;
  if (issues->listener != NULL && !issues->is_stopped)
    status = hand_on(issues, &made, position, message);
  return status;
}

int64_t tell__issues_room(const tell_issues *issues, tell_severity severity) {
  if (issues->listener != NULL && !issues->is_stopped)
    return INT64_MAX;
  int64_t left = issues->limit - issues->totals[severity];
  return left > 0 ? left : 0;
}

void tell__issues_count_unseen(tell_issues *issues, tell_severity severity, int64_t count) {
  issues->totals[severity] += count;
  issues->dropped += count;
}

int64_t tell_issues_count(const tell_issues *issues) {
  return issues != NULL ? (int64_t)issues->count : 0;
}

int64_t tell_issues_total(const tell_issues *issues, tell_severity severity) {
  return issues != NULL && is_severity(severity) ? issues->totals[severity] : 0;
}

int64_t tell_issues_dropped(const tell_issues *issues) {
  return issues != NULL ? issues->dropped : 0;
}

static const finding *find(const tell_issues *issues, int64_t index) {
  if (issues == NULL || index < 0 || index >= (int64_t)issues->count)
    return NULL;
  return &issues->findings[index];
}

tell_severity tell_issues_severity(const tell_issues *issues, int64_t index) {
  const finding *found = find(issues, index);
  return found != NULL ? found->severity : 0;
}

const char *tell_issues_code(const tell_issues *issues, int64_t index) {
  const finding *found = find(issues, index);
  return found != NULL && found->code != NULL ? found->code : "";
}

const char *tell_issues_source(const tell_issues *issues, int64_t index) {
  const finding *found = find(issues, index);
  return found != NULL ? tell__strings_get(issues->texts, found->source, NULL) : "";
}

int64_t tell_issues_line(const tell_issues *issues, int64_t index) {
  const finding *found = find(issues, index);
  return found != NULL ? found->line : 0;
}

int64_t tell_issues_column(const tell_issues *issues, int64_t index) {
  const finding *found = find(issues, index);
  return found != NULL ? found->column : 0;
}

const char *tell_issues_field(const tell_issues *issues, int64_t index) {
  const finding *found = find(issues, index);
  return found != NULL ? tell__strings_get(issues->texts, found->field, NULL) : "";
}

const char *tell_issues_message(const tell_issues *issues, int64_t index) {
  const finding *found = find(issues, index);
  return found != NULL ? tell__strings_get(issues->texts, found->message, NULL) : "";
}
