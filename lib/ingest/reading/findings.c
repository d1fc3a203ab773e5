/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of findings, and their joining in the order of the file. */
#include "ingest/reading/findings.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"

enum { KEPT_CAPACITY = 1024 };

void tell__findings_bound(tell__findings *findings, const tell_issues *issues) {
  findings->is_bounded = 1;
  for (int i = TELL_SEVERITY_NOTE; i < TELL__SEVERITIES; i++)
    findings->room[i] = tell__issues_room(issues, (tell_severity)i);
}

/* News may be old, and then counts for nothing: only the joining knows. Strict reading ends with
 * the first error, and tells it. */
static int takes(tell__findings *findings, const tell__finding *finding) {
  int is_first_error = finding->severity == TELL_SEVERITY_ERROR && findings->errors == 0;
  if (!findings->is_bounded || finding->is_news || findings->room[finding->severity]-- > 0)
    return 1;
  findings->room[finding->severity] = 0;
  return is_first_error;
}

int tell__findings_add(tell__findings *findings, const tell__finding *finding,
                       const char *message) {
  if (!takes(findings, finding)) {
    findings->counted[finding->severity]++;
    findings->errors += finding->severity == TELL_SEVERITY_ERROR;
    return 1;
  }
  if (findings->messages == NULL)
    findings->messages = tell__strings_create();
  if (findings->messages == NULL)
    return 0;
  int32_t text = tell__strings_add(findings->messages, message, strlen(message));
  if (text < 0 || !tell__grow((void **)&findings->items, &findings->capacity, findings->count,
                              sizeof *findings->items))
    return 0;
  findings->items[findings->count] = *finding;
  findings->items[findings->count++].message = text;
  findings->errors += finding->severity == TELL_SEVERITY_ERROR;
  return 1;
}

void tell__findings_clear(tell__findings *findings) {
  tell__strings_free(findings->messages);
  findings->messages = NULL;
  findings->count = 0;
  findings->errors = 0;
  memset(findings->counted, 0, sizeof findings->counted);
  if (findings->capacity <= KEPT_CAPACITY)
    return;
  tell__free(findings->items);
  findings->items = NULL;
  findings->capacity = 0;
}

void tell__findings_free(tell__findings *findings) {
  tell__strings_free(findings->messages);
  tell__free(findings->items);
  *findings = (tell__findings){0};
}

const char *tell__findings_message(const tell__findings *findings, const tell__finding *finding) {
  return tell__strings_get(findings->messages, finding->message, NULL);
}

tell__position tell__finding_position(const tell__finding *finding, const char *name,
                                      const tell__header *header) {
  tell__position position = {
      .source = name, .line = finding->place.line, .column = finding->place.column};
  if (finding->field >= 0 && finding->field < header->count)
    position.field = header->columns[finding->field].name;
  return position;
}

/* Whether it was not told before; -1 when there is no memory. */
static int is_new(const tell__joining *joining, const tell__finding *finding) {
  if (!finding->is_news)
    return 1;
  if (tell__keymap_find(joining->told, finding->news.key) >= 0)
    return 0;
  return tell__keymap_add(joining->told, finding->news.key, 0) < 0 ? -1 : 1;
}

tell_status tell__findings_join(const tell__findings *findings, const tell__joining *joining,
                                tell_error *err) {
  for (size_t i = 0; i < findings->count; i++) {
    const tell__finding *finding = &findings->items[i];
    const char *message = tell__findings_message(findings, finding);
    tell__position position = tell__finding_position(finding, joining->name, joining->header);
    int new = is_new(joining, finding);
    if (new == 0)
      continue;
    if (new < 0 || tell__issues_add(joining->issues, finding->severity, finding->code, &position,
                                    message) != TELL_OK)
      return tell__fail_memory(err);
    if (tell__issues_is_stopped(joining->issues))
      return tell__fail_at(err, TELL_E_CANCELLED, &position, "the caller stopped the reading");
    if (joining->is_strict && finding->severity == TELL_SEVERITY_ERROR)
      return tell__fail_at(err, TELL_E_STRICT, &position, message);
  }
  for (int i = TELL_SEVERITY_NOTE; i < TELL__SEVERITIES; i++)
    tell__issues_count_unseen(joining->issues, (tell_severity)i, findings->counted[i]);
  return TELL_OK;
}
