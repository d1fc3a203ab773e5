/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opening an input: bytes, encoding, dialect, reader, in this order. */
#include "input.h"

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"

static tell_status begin(tell__input *input, const char *bytes, size_t length, tell_error *err) {
  tell_status status =
      tell__encoding_decode(bytes, length, TELL__ENCODING_UNKNOWN, input->name, &input->text, err);
  if (status != TELL_OK)
    return status;
  tell__dialect_detect(input->text.text, input->text.length, &input->dialect);
  return tell__reader_create(&input->text, &input->dialect, NULL, &input->reader, err);
}

/* `path` is read when `bytes` is NULL. */
static tell_status open_input(const char *name, const char *bytes, size_t length, tell__input **out,
                              tell_error *err) {
  tell_status status = TELL_OK;
  tell__input *input = tell__alloc(sizeof *input);
  if (input != NULL)
    input->name = tell__copy(name);
  if (input == NULL || input->name == NULL) {
    status = tell__fail_memory(err);
    goto out;
  }
  if (bytes == NULL) {
    status = tell__bytes_read(name, 0, &input->bytes, err);
    bytes = input->bytes.bytes;
    length = input->bytes.length;
  }
  if (status == TELL_OK)
    status = begin(input, bytes, length, err);
  if (status != TELL_OK)
    goto out;
  *out = input;
  input = NULL;
out:
  tell__input_free(input);
  return status;
}

tell_status tell__input_open_path(const char *path, tell__input **out, tell_error *err) {
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the input");
  *out = NULL;
  if (path == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no path");
  return open_input(path, NULL, 0, out, err);
}

tell_status tell__input_open_memory(const char *name, const char *bytes, size_t length,
                                    tell__input **out, tell_error *err) {
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the input");
  *out = NULL;
  if (bytes == NULL && length > 0)
    return tell__fail(err, TELL_E_ARGUMENT, "no bytes to read");
  return open_input(name != NULL ? name : "", bytes != NULL ? bytes : "", length, out, err);
}

void tell__input_free(tell__input *input) {
  if (input == NULL)
    return;
  tell__reader_free(input->reader);
  tell__decoded_free(&input->text);
  tell__bytes_free(&input->bytes);
  tell__free(input->name);
  tell__free(input);
}
