/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error object and the names of statuses and states. */
#include "error.h"

#include <string.h>

#include "alloc.h"
#include "utf8.h"

enum { MESSAGE_SIZE = 512, SOURCE_SIZE = 4200, FIELD_SIZE = 512 };

/* Fixed places for the texts: telling of a failed allocation must not need memory. */
struct tell_error {
  tell_status status;
  int64_t line;
  int64_t column;
  char message[MESSAGE_SIZE];
  char source[SOURCE_SIZE];
  char field[FIELD_SIZE];
};

typedef struct status_name {
  tell_status status;
  const char *name;
} status_name;

static const status_name STATUS_NAMES[] = {
    {TELL_OK, "TELL_OK"},
    {TELL_END, "TELL_END"},
    {TELL_E_ARGUMENT, "TELL_E_ARGUMENT"},
    {TELL_E_MEMORY, "TELL_E_MEMORY"},
    {TELL_E_INTERNAL, "TELL_E_INTERNAL"},
    {TELL_E_IO, "TELL_E_IO"},
    {TELL_E_LIMIT, "TELL_E_LIMIT"},
    {TELL_E_CANCELLED, "TELL_E_CANCELLED"},
    {TELL_E_STATE, "TELL_E_STATE"},
    {TELL_E_NOT_FOUND, "TELL_E_NOT_FOUND"},
    {TELL_E_NOT_RELEASED, "TELL_E_NOT_RELEASED"},
    {TELL_E_ENCODING, "TELL_E_ENCODING"},
    {TELL_E_DIALECT, "TELL_E_DIALECT"},
    {TELL_E_LAYOUT, "TELL_E_LAYOUT"},
    {TELL_E_STRICT, "TELL_E_STRICT"},
    {TELL_E_CATALOGUE, "TELL_E_CATALOGUE"},
    {TELL_E_POLICY, "TELL_E_POLICY"},
};

static const char *const STATE_IDS[] = {
    "present",        "suppressed", "missing", "not_taken_part", "not_applicable",
    "not_comparable", "invalid",    "hidden",  "too_few",
};

const char *tell_status_name(tell_status status) {
  for (size_t i = 0; i < sizeof STATUS_NAMES / sizeof STATUS_NAMES[0]; i++)
    if (STATUS_NAMES[i].status == status)
      return STATUS_NAMES[i].name;
  return "TELL_E_UNKNOWN";
}

const char *tell_state_id(tell_state state) {
  return state < sizeof STATE_IDS / sizeof STATE_IDS[0] ? STATE_IDS[state] : "unknown";
}

tell_status tell_error_create(tell_error **out) {
  if (out == NULL)
    return TELL_E_ARGUMENT;
  *out = tell__alloc(sizeof **out);
  return *out != NULL ? TELL_OK : TELL_E_MEMORY;
}

void tell_error_free(tell_error *err) { tell__free(err); }

tell_status tell_error_status(const tell_error *err) { return err != NULL ? err->status : TELL_OK; }

const char *tell_error_message(const tell_error *err) { return err != NULL ? err->message : ""; }

const char *tell_error_source(const tell_error *err) { return err != NULL ? err->source : ""; }

int64_t tell_error_line(const tell_error *err) { return err != NULL ? err->line : 0; }

int64_t tell_error_column(const tell_error *err) { return err != NULL ? err->column : 0; }

const char *tell_error_field(const tell_error *err) { return err != NULL ? err->field : ""; }

void tell__error_clear(tell_error *err) {
  if (err == NULL)
    return;
  err->status = TELL_OK;
  err->line = 0;
  err->column = 0;
  err->message[0] = '\0';
  err->source[0] = '\0';
  err->field[0] = '\0';
}

/* Copies what there is room for; a text too long is cut between two characters of UTF-8. */
static void copy_text(char *place, size_t size, const char *text) {
  size_t length = text != NULL ? strlen(text) : 0;
  if (length >= size) {
    length = size - 1;
    while (length > 0 && ((unsigned char)text[length] & 0xC0U) == 0x80U)
      length--;
  }
  if (length > 0)
    memcpy(place, text, length);
  place[length] = '\0';
}

tell_status tell__fail(tell_error *err, tell_status status, const char *message) {
  return tell__fail_at(err, status, NULL, message);
}

tell_status tell__fail_at(tell_error *err, tell_status status, const tell__position *position,
                          const char *message) {
  if (err == NULL)
    return status;
  tell__error_clear(err);
  err->status = status;
  copy_text(err->message, sizeof err->message, message);
  if (position != NULL) {
    err->line = position->line;
    err->column = position->column;
    copy_text(err->source, sizeof err->source, position->source);
    copy_text(err->field, sizeof err->field, position->field);
    tell__utf8_mask(err->source);
    tell__utf8_mask(err->field);
  }
  return status;
}

tell_status tell__fail_memory(tell_error *err) {
  return tell__fail(err, TELL_E_MEMORY, "no memory left");
}

void tell__error_copy(tell_error *to, const tell_error *from) {
  if (to == NULL || to == from)
    return;
  if (from == NULL)
    tell__error_clear(to);
  else
    *to = *from;
}
