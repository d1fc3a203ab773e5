/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Making, freeing and reading the caller's text buffer. */
#include "wording/buffer.h"

#include "base/alloc.h"
#include "base/error.h"

tell_status tell_buffer_create(tell_buffer **out, tell_error *err) {
  tell__error_clear(err);
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the buffer");
  *out = tell__alloc(sizeof **out);
  return *out != NULL ? TELL_OK : tell__fail_memory(err);
}

void tell_buffer_free(tell_buffer *buffer) {
  if (buffer == NULL)
    return;
  tell__text_free(&buffer->text);
  tell__free(buffer);
}

const char *tell_buffer_text(const tell_buffer *buffer) {
  return buffer != NULL ? tell__text_get(&buffer->text) : "";
}

size_t tell_buffer_length(const tell_buffer *buffer) {
  return buffer != NULL ? buffer->text.length : 0;
}
