/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files of a caller's folder, opened but not yet read. */
#ifndef TELL_CATALOGUE_LOAD_H
#define TELL_CATALOGUE_LOAD_H

#include "catalogue/spec.h"
#include "csv/input.h"
#include "telling/catalogue.h"

typedef struct tell__folder {
  tell__bytes bytes[TELL__FILE_COUNT];   /* kept for the checksum */
  tell__input *inputs[TELL__FILE_COUNT]; /* over the bytes; NULL for a file that is not there */
} tell__folder;

/** Opens what is there. #TELL_E_IO when the folder or all files are missing; free in any case. */
tell_status tell__folder_open(const char *path, tell__folder *folder, tell_error *err);
void tell__folder_free(tell__folder *folder);

/** CRC-32 (IEEE 802.3) over name, NUL and bytes of each file, in the order of the names. */
uint32_t tell__folder_checksum(const tell__folder *folder);

#endif
