/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input: a source, its blocks one after the other, and one reader. */
#include "input.h"

#include "base/alloc.h"
#include "base/error.h"

struct tell__input {
  tell__source *source;
  tell__blocks *blocks;
  tell__block block;
  tell__reader *reader;
};

/* Begins the next block. */
static tell_status next_block(tell__input *input, tell_error *err) {
  tell_status status = tell__blocks_next(input->blocks, &input->block, err);
  if (status == TELL_OK)
    tell__reader_begin(input->reader, &input->block);
  return status;
}

tell_status tell__input_open(tell__source *source, const tell__blocks_options *options,
                             const tell__reader_limits *limits, tell__input **out,
                             tell_error *err) {
  tell_status status = TELL_OK;
  tell__input *input = NULL;
  if (out != NULL)
    *out = NULL;
  if (out == NULL || source == NULL) {
    status = tell__fail(err, TELL_E_ARGUMENT, "no source, or no place for the input");
    goto out;
  }
  input = tell__alloc(sizeof *input);
  if (input == NULL) {
    status = tell__fail_memory(err);
    goto out;
  }
  input->source = source;
  source = NULL;
  status = tell__blocks_open(input->source, options, &input->blocks, err);
  if (status == TELL_OK)
    status = tell__reader_create(limits, &input->reader, err);
  if (status != TELL_OK)
    goto out;
  *out = input;
  input = NULL;
out:
  tell__source_free(source);
  tell__input_free(input);
  return status;
}

tell_status tell__input_open_path(const char *path, tell__input **out, tell_error *err) {
  tell__source *source = NULL;
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the input");
  *out = NULL;
  tell_status status = tell__source_open_path(path, 0, &source, err);
  return status == TELL_OK ? tell__input_open(source, NULL, NULL, out, err) : status;
}

tell_status tell__input_open_memory(const char *name, const char *bytes, size_t length,
                                    tell__input **out, tell_error *err) {
  tell__source *source = NULL;
  if (out == NULL)
    return tell__fail(err, TELL_E_ARGUMENT, "no place for the input");
  *out = NULL;
  tell_status status = tell__source_open_memory(name, bytes, length, 0, &source, err);
  return status == TELL_OK ? tell__input_open(source, NULL, NULL, out, err) : status;
}

tell_status tell__input_next(tell__input *input, tell__record *record, tell_error *err) {
  for (;;) {
    tell_status status = tell__reader_next(input->reader, record, err);
    if (status == TELL_END)
      status = next_block(input, err);
    else
      return status;
    if (status != TELL_OK)
      return status;
  }
}

tell__place tell__input_place(const tell__input *input, size_t index) {
  return tell__reader_field_place(input->reader, index);
}

const char *tell__input_name(const tell__input *input) { return tell__source_name(input->source); }

tell__encoding tell__input_encoding(const tell__input *input) {
  return tell__blocks_encoding(input->blocks);
}

char tell__input_delimiter(const tell__input *input) {
  return tell__blocks_dialect(input->blocks)->delimiter;
}

int64_t tell__input_blank_lines(const tell__input *input) {
  return tell__reader_blank_lines(input->reader);
}

void tell__input_free(tell__input *input) {
  if (input == NULL)
    return;
  tell__reader_free(input->reader);
  tell__block_free(&input->block);
  tell__blocks_free(input->blocks);
  tell__source_free(input->source);
  tell__free(input);
}
