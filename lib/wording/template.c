/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking a template apart at its braces. Knows no slot. */
#include "wording/template.h"

#include <string.h>

#include "base/error.h"

static tell_status fail(const char *key, const char *message, tell_error *err) {
  const tell__position position = {.field = key};
  return tell__fail_at(err, TELL_E_CATALOGUE, &position, message);
}

tell_status tell__template_fill(const char *key, const char *template_text, tell__slot_fn fill,
                                const void *context, tell__text *out, tell_error *err) {
  const char *at = template_text;
  while (*at != '\0') {
    size_t plain = strcspn(at, "{}");
    tell__text_add_n(out, at, plain);
    at += plain;
    if (*at == '\0')
      break;
    size_t length = strcspn(at + 1, "{}");
    if (*at == '}' || at[length + 1] != '}')
      return fail(key, "a text has a brace without its partner", err);
    tell_status status = fill(context, at + 1, length, out, err);
    if (status == TELL_E_NOT_FOUND)
      return fail(key, "a text has an unknown slot", err);
    if (status != TELL_OK)
      return status;
    at += length + 2;
  }
  return out->failed ? tell__fail_memory(err) : TELL_OK;
}
