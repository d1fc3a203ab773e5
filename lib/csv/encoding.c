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
  NUL_CONTRAST = 10    /* zero bytes on one side of UTF-16 against the other side */
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

size_t tell__encoding_mark(tell__encoding encoding) {
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

/* All of it is looked at: the first character beyond ASCII may be the last. */
tell__encoding tell__encoding_of_bytes(const char *bytes, size_t length) {
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

/* By the mark or the zero bytes; UTF-8 stands for all that is neither. */
static tell__encoding detect_form(const char *bytes, size_t length) {
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
  return is_binary(bytes, length) ? TELL__ENCODING_UNKNOWN : TELL__ENCODING_UTF8;
}

int tell__encoding_is_utf8(tell__encoding encoding) {
  return encoding == TELL__ENCODING_UTF8 || encoding == TELL__ENCODING_UTF8_BOM;
}

/* What the demand makes of a form; an empty text contradicts none. */
static tell__encoding obey(tell__encoding form, tell__encoding_demand demand, size_t length) {
  int is_utf16 = form != TELL__ENCODING_UNKNOWN && !tell__encoding_is_utf8(form);
  switch (demand) {
  case TELL__DEMAND_UTF8:
    return tell__encoding_is_utf8(form) ? form : TELL__ENCODING_UNKNOWN;
  case TELL__DEMAND_UTF16:
    if (length == 0)
      return TELL__ENCODING_UTF16LE;
    return is_utf16 ? form : TELL__ENCODING_UNKNOWN;
  case TELL__DEMAND_WINDOWS_1252:
    return form == TELL__ENCODING_UTF8 ? TELL__ENCODING_WINDOWS_1252 : TELL__ENCODING_UNKNOWN;
  case TELL__DEMAND_NONE:
    break;
  }
  return form;
}

tell__encoding tell__encoding_detect(const char *bytes, size_t length,
                                     tell__encoding_demand demand) {
  tell__encoding form = detect_form(bytes, length);
  if (demand != TELL__DEMAND_NONE)
    return obey(form, demand, length);
  return form == TELL__ENCODING_UTF8 ? tell__encoding_of_bytes(bytes, length) : form;
}

/* Every byte of Windows-1252 and every two of UTF-16 become at most three bytes. */
size_t tell__decoder_room(size_t length) { return 3 * (length + 4); }

static char *put_broken(char *out) {
  *out = '\xFF';
  return out + 1;
}

/* The bytes 0x80 to 0x9F of Windows-1252; 0 for the five that it does not define. */
static const uint16_t WINDOWS_1252_HIGH[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static char *decode_windows_1252(const char *bytes, size_t length, char *out) {
  for (size_t i = 0; i < length; i++) {
    unsigned char byte = (unsigned char)bytes[i];
    uint32_t code_point = byte >= 0x80 && byte < 0xA0 ? WINDOWS_1252_HIGH[byte - 0x80] : byte;
    if (byte < 0x80)
      *out++ = (char)byte;
    else if (code_point == 0)
      out = put_broken(out);
    else
      out += tell__utf8_put(code_point, out);
  }
  return out;
}

static uint32_t unit_at(const unsigned char *bytes, int big_endian) {
  return big_endian ? (uint32_t)bytes[0] << 8 | bytes[1] : (uint32_t)bytes[1] << 8 | bytes[0];
}

/* Decodes the character at the start; returns how many bytes it has, 0 when more must be seen. */
static size_t decode_utf16_one(const unsigned char *bytes, size_t length, int big_endian,
                               int is_end, char **out) {
  if (length < 2) {
    if (length == 1 && is_end)
      *out = put_broken(*out);
    return is_end ? length : 0;
  }
  uint32_t unit = unit_at(bytes, big_endian);
  if (unit < 0xD800 || unit > 0xDFFF) {
    *out += tell__utf8_put(unit, *out);
    return 2;
  }
  if (unit < 0xDC00 && length < 4 && !is_end)
    return 0;
  uint32_t low = length >= 4 ? unit_at(bytes + 2, big_endian) : 0;
  if (unit < 0xDC00 && low >= 0xDC00 && low <= 0xDFFF) {
    *out += tell__utf8_put(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00), *out);
    return 4;
  }
  *out = put_broken(*out);
  return 2;
}

static char *decode_utf16(tell__decoder *decoder, const char *bytes, size_t length, int is_end,
                          char *out) {
  const unsigned char *at = (const unsigned char *)bytes;
  int big_endian = decoder->encoding == TELL__ENCODING_UTF16BE ||
                   decoder->encoding == TELL__ENCODING_UTF16BE_BOM;
  size_t step = 1;
  /* What was held back is filled up byte by byte until it is a character. */
  while (decoder->held_count > 0 && (length > 0 || is_end) && step > 0) {
    if (length > 0 && decoder->held_count < 4) {
      decoder->held[decoder->held_count++] = *at++;
      length--;
    }
    step = decode_utf16_one(decoder->held, decoder->held_count, big_endian, is_end && length == 0,
                            &out);
    decoder->held_count -= step;
    memmove(decoder->held, decoder->held + step, decoder->held_count);
    step = step > 0 || length > 0;
  }
  for (step = 1; length > 0 && step > 0; length -= step, at += step)
    step = decode_utf16_one(at, length, big_endian, is_end, &out);
  if (length > 0) {
    memcpy(decoder->held, at, length);
    decoder->held_count = length;
  }
  return out;
}

size_t tell__decoder_feed(tell__decoder *decoder, const char *bytes, size_t length, int is_end,
                          char *out) {
  const char *end = decoder->encoding == TELL__ENCODING_WINDOWS_1252
                        ? decode_windows_1252(bytes, length, out)
                        : decode_utf16(decoder, bytes, length, is_end, out);
  return (size_t)(end - out);
}

static int decode_into_own(tell__decoded *out, const char *bytes, size_t length) {
  tell__decoder decoder = {.encoding = out->encoding};
  size_t room = tell__decoder_room(length);
  out->owned = room > length ? tell__alloc(room) : NULL;
  if (out->owned == NULL)
    return 0;
  out->text = out->owned;
  out->length = tell__decoder_feed(&decoder, bytes, length, 1, out->owned);
  return 1;
}

tell_status tell__encoding_decode(const char *bytes, size_t length, tell__encoding_demand demand,
                                  const char *source, tell__decoded *out, tell_error *err) {
  tell__position position = {.source = source};
  if (out == NULL || (bytes == NULL && length > 0))
    return tell__fail(err, TELL_E_ARGUMENT, "no bytes to decode");
  *out = (tell__decoded){0};
  if (bytes == NULL)
    bytes = "";
  tell__encoding encoding = tell__encoding_detect(bytes, length, demand);
  if (encoding == TELL__ENCODING_UNKNOWN)
    return tell__fail_at(err, TELL_E_ENCODING, &position, tell__encoding_message(demand));
  size_t mark = tell__encoding_mark(encoding) < length ? tell__encoding_mark(encoding) : length;
  out->encoding = encoding;
  out->text = bytes + mark;
  out->length = length - mark;
  if (tell__encoding_is_utf8(encoding) || decode_into_own(out, bytes + mark, length - mark))
    return TELL_OK;
  tell__decoded_free(out);
  return tell__fail_memory(err);
}

const char *tell__encoding_message(tell__encoding_demand demand) {
  return demand == TELL__DEMAND_NONE ? "the bytes are no text in UTF-8, UTF-16 or Windows-1252"
                                     : "the bytes are no text in the encoding that was asked for";
}

void tell__decoded_free(tell__decoded *decoded) {
  if (decoded == NULL)
    return;
  tell__free(decoded->owned);
  *decoded = (tell__decoded){0};
}
