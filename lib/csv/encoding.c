/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding the encoding and decoding; encoding.h has the rules. */
#include "encoding.h"

#include <string.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/utf8.h"

enum {
  SAMPLE_SIZE = 4096,
  CONTROLS_MIN = 16,   /* fewer control bytes are a damaged text, not another kind of file */
  CONTROLS_SHARE = 20, /* one byte of 20 */
  NUL_CONTRAST = 10,   /* zero bytes on one side of UTF-16 against the other side */
  REPLACEMENT = 0xFFFD
};

const char *tell__encoding_id(tell__encoding encoding) {
  switch (encoding) {
  case TELL__ENCODING_UTF8:
  case TELL__ENCODING_UTF8_BOM:
    return "utf-8";
  case TELL__ENCODING_UTF16LE:
  case TELL__ENCODING_UTF16LE_BOM:
    return "utf-16le";
  case TELL__ENCODING_UTF16BE:
  case TELL__ENCODING_UTF16BE_BOM:
    return "utf-16be";
  case TELL__ENCODING_WINDOWS_1252:
    return "windows-1252";
  case TELL__ENCODING_UNKNOWN:
    break;
  }
  return "";
}

static int begins_with(const char *bytes, size_t length, const char *mark, size_t mark_length) {
  return length >= mark_length && memcmp(bytes, mark, mark_length) == 0;
}

static size_t mark_length(tell__encoding encoding) {
  switch (encoding) {
  case TELL__ENCODING_UTF8_BOM:
    return 3;
  case TELL__ENCODING_UTF16LE_BOM:
  case TELL__ENCODING_UTF16BE_BOM:
    return 2;
  default:
    return 0;
  }
}

/* UTF-16 without a mark: in European text nearly every high byte is zero and hardly a low one. */
static tell__encoding detect_utf16(const char *bytes, size_t length) {
  size_t zeros[2] = {0, 0};
  size_t pairs = (length < SAMPLE_SIZE ? length : SAMPLE_SIZE) / 2;
  for (size_t i = 0; i < pairs * 2; i++)
    zeros[i % 2] += bytes[i] == '\0';
  if (zeros[1] * 2 > pairs && zeros[0] * NUL_CONTRAST <= zeros[1])
    return TELL__ENCODING_UTF16LE;
  if (zeros[0] * 2 > pairs && zeros[1] * NUL_CONTRAST <= zeros[0])
    return TELL__ENCODING_UTF16BE;
  return TELL__ENCODING_UNKNOWN;
}

/* Archives, pictures and the like: too many control bytes for any text. */
static int is_binary(const char *bytes, size_t length) {
  size_t sample = length < SAMPLE_SIZE ? length : SAMPLE_SIZE;
  size_t controls = 0;
  if (begins_with(bytes, length, "PK\x03\x04", 4)) /* also every xlsx and ods file */
    return 1;
  for (size_t i = 0; i < sample; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    controls += byte < 0x20 && (byte < '\t' || byte > '\r');
  }
  return controls >= CONTROLS_MIN && controls * CONTROLS_SHARE > sample;
}

/* The whole text is looked at: the first character beyond ASCII may be its last. */
static tell__encoding detect_bytewise(const char *bytes, size_t length) {
  size_t good = 0;
  size_t broken = 0;
  for (size_t at = 0; at < length;) {
    size_t valid = tell__utf8_valid_prefix(bytes + at, length - at);
    for (size_t i = at; i < at + valid; i++)
      good += ((unsigned char)bytes[i] & 0xC0U) == 0xC0U;
    at += valid;
    broken += at < length;
    at += at < length;
    /* The rest of a sequence that was cut off belongs to the same damage. */
    while (at < length && ((unsigned char)bytes[at] & 0xC0U) == 0x80U)
      at++;
  }
  return broken > 0 && broken > good ? TELL__ENCODING_WINDOWS_1252 : TELL__ENCODING_UTF8;
}

tell__encoding tell__encoding_detect(const char *bytes, size_t length) {
  if (begins_with(bytes, length, "\xFF\xFE\0\0", 4) ||
      begins_with(bytes, length, "\0\0\xFE\xFF", 4))
    return TELL__ENCODING_UNKNOWN; /* UTF-32 */
  if (begins_with(bytes, length, "\xEF\xBB\xBF", 3))
    return TELL__ENCODING_UTF8_BOM;
  if (begins_with(bytes, length, "\xFF\xFE", 2))
    return TELL__ENCODING_UTF16LE_BOM;
  if (begins_with(bytes, length, "\xFE\xFF", 2))
    return TELL__ENCODING_UTF16BE_BOM;
  tell__encoding found = detect_utf16(bytes, length);
  if (found != TELL__ENCODING_UNKNOWN)
    return found;
  return is_binary(bytes, length) ? TELL__ENCODING_UNKNOWN : detect_bytewise(bytes, length);
}

/* The text that is being written, and where in it the reader would stand. */
typedef struct decoder {
  tell__decoded *out;
  size_t length; /* of out->owned */
  size_t broken_capacity;
  size_t line_start; /* in the text */
  int64_t line;
  int after_cr;
} decoder;

/* Lists the broken place at `offset` unless its line has one already. Returns 0 without memory. */
static int add_broken(tell__decoded *out, size_t *capacity, int64_t line, int64_t column) {
  if (out->broken_count > 0 && out->broken[out->broken_count - 1].line == line)
    return 1;
  if (!tell__grow((void **)&out->broken, capacity, out->broken_count, sizeof *out->broken))
    return 0;
  out->broken[out->broken_count++] = (tell__place){line, column};
  return 1;
}

static void put(decoder *state, uint32_t code_point) {
  state->length += tell__utf8_put(code_point, state->out->owned + state->length);
  if (code_point == '\r' || (code_point == '\n' && !state->after_cr))
    state->line++;
  if (code_point == '\r' || code_point == '\n')
    state->line_start = state->length;
  state->after_cr = code_point == '\r';
}

static int put_broken(decoder *state) {
  const char *line = state->out->owned + state->line_start;
  int64_t column = (int64_t)tell__utf8_count(line, state->length - state->line_start) + 1;
  if (!add_broken(state->out, &state->broken_capacity, state->line, column))
    return 0;
  put(state, REPLACEMENT);
  return 1;
}

static uint32_t unit_at(const char *bytes, size_t at, int big_endian) {
  uint32_t first = (unsigned char)bytes[at];
  uint32_t second = (unsigned char)bytes[at + 1];
  return big_endian ? first << 8 | second : second << 8 | first;
}

static int decode_utf16(decoder *state, const char *bytes, size_t length, int big_endian) {
  size_t at = 0;
  while (at + 2 <= length) {
    uint32_t unit = unit_at(bytes, at, big_endian);
    uint32_t low = at + 4 <= length ? unit_at(bytes, at + 2, big_endian) : 0;
    at += 2;
    if (unit < 0xD800 || unit > 0xDFFF) {
      put(state, unit);
    } else if (unit < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
      put(state, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
      at += 2;
    } else if (!put_broken(state)) {
      return 0;
    }
  }
  return at == length || put_broken(state);
}

/* The bytes 0x80 to 0x9F of Windows-1252; 0 for the five that it does not define. */
static const uint16_t WINDOWS_1252_HIGH[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static int decode_windows_1252(decoder *state, const char *bytes, size_t length) {
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    uint32_t code_point = byte >= 0x80 && byte < 0xA0 ? WINDOWS_1252_HIGH[byte - 0x80] : byte;
    if (byte >= 0x80 && code_point == 0) {
      if (!put_broken(state))
        return 0;
    } else {
      put(state, code_point);
    }
  }
  return 1;
}

/* UTF-8 is used where it stands; its broken lines never become fields, so nothing is replaced. */
static int list_broken_utf8(tell__decoded *out) {
  size_t capacity = 0;
  size_t next = 0;
  int64_t line = 1;
  if (tell__utf8_valid_prefix(out->text, out->length) == out->length)
    return 1;
  for (size_t at = 0; at < out->length; at = next, line++) {
    size_t length = tell__line_end(out->text, out->length, at, &next) - at;
    size_t valid = tell__utf8_valid_prefix(out->text + at, length);
    int64_t column = (int64_t)tell__utf8_count(out->text + at, valid) + 1;
    if (valid < length && !add_broken(out, &capacity, line, column))
      return 0;
  }
  return 1;
}

/* Every two bytes of UTF-16 and every byte of Windows-1252 become at most three bytes of UTF-8. */
static int decode_into_own(tell__decoded *out, const char *bytes, size_t length) {
  decoder state = {.out = out, .line = 1};
  size_t units = out->encoding == TELL__ENCODING_WINDOWS_1252 ? length : length / 2 + 1;
  int done = 0;
  out->owned = tell__alloc_array(units, 3);
  if (out->owned == NULL)
    return 0;
  if (out->encoding == TELL__ENCODING_WINDOWS_1252)
    done = decode_windows_1252(&state, bytes, length);
  else
    done = decode_utf16(&state, bytes, length,
                        out->encoding == TELL__ENCODING_UTF16BE ||
                            out->encoding == TELL__ENCODING_UTF16BE_BOM);
  out->text = out->owned;
  out->length = state.length;
  return done;
}

tell_status tell__encoding_decode(const char *bytes, size_t length, tell__encoding encoding,
                                  const char *source, tell__decoded *out, tell_error *err) {
  tell__position position = {.source = source};
  int done = 0;
  if (out == NULL || (bytes == NULL && length > 0))
    return tell__fail(err, TELL_E_ARGUMENT, "no bytes to decode");
  *out = (tell__decoded){0};
  if (bytes == NULL)
    bytes = "";
  if (encoding == TELL__ENCODING_UNKNOWN)
    encoding = tell__encoding_detect(bytes, length);
  if (encoding == TELL__ENCODING_UNKNOWN)
    return tell__fail_at(err, TELL_E_ENCODING, &position,
                         "the bytes are no text in UTF-8, UTF-16 or Windows-1252");
  size_t mark = mark_length(encoding) < length ? mark_length(encoding) : length;
  out->encoding = encoding;
  out->text = bytes + mark;
  out->length = length - mark;
  if (encoding == TELL__ENCODING_UTF8 || encoding == TELL__ENCODING_UTF8_BOM)
    done = list_broken_utf8(out);
  else
    done = decode_into_own(out, bytes + mark, length - mark);
  if (done)
    return TELL_OK;
  tell__decoded_free(out);
  return tell__fail_memory(err);
}

void tell__decoded_free(tell__decoded *decoded) {
  if (decoded == NULL)
    return;
  tell__free(decoded->owned);
  tell__free(decoded->broken);
  *decoded = (tell__decoded){0};
}
