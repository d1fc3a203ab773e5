/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the errors of records are called. */
#include "record.h"

const char *tell__record_error_code(tell__record_error error) {
  switch (error) {
  case TELL__RECORD_BROKEN_ENCODING:
    return "broken_encoding";
  case TELL__RECORD_OPEN_QUOTE:
    return "open_quote";
  case TELL__RECORD_STRAY_QUOTE:
    return "stray_quote";
  case TELL__RECORD_NUL_BYTE:
    return "nul_byte";
  case TELL__RECORD_TOO_LONG:
    return "too_long";
  case TELL__RECORD_NOT_FLAT:
    return "not_flat";
  case TELL__RECORD_OK:
    break;
  }
  return "";
}

const char *tell__record_error_message(tell__record_error error) {
  switch (error) {
  case TELL__RECORD_BROKEN_ENCODING:
    return "the record has bytes that are no character; it was set aside";
  case TELL__RECORD_OPEN_QUOTE:
    return "a quote is opened and never closed; the record was set aside";
  case TELL__RECORD_STRAY_QUOTE:
    return "a quote stands where none may be; the record was set aside";
  case TELL__RECORD_NUL_BYTE:
    return "the record has a zero byte; it was set aside";
  case TELL__RECORD_TOO_LONG:
    return "the record passes a limit of size; it was set aside";
  case TELL__RECORD_NOT_FLAT:
    return "the JSON element is no object of plain values; it was set aside";
  case TELL__RECORD_OK:
    break;
  }
  return "";
}
