/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Feeds a fuzz target the files of a folder: each whole, and some of its beginnings, because half
 * files are the commonest broken ones. Prints TAP, one case a file; a crash ends the program.
 */
#include <dirent.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FILE_LIMIT = 1 << 20, BEGINNINGS = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

/** A copy of exactly that size, so that a read behind the end is seen. */
static void feed(const char *bytes, size_t size) {
  uint8_t *copy = malloc(size == 0 ? 1 : size);
  if (copy == NULL) {
    exit(1);
  }
  memcpy(copy, bytes, size);
  LLVMFuzzerTestOneInput(copy, size);
  free(copy);
}

static void feed_file(const char *path, char *buffer) {
  FILE *file = fopen(path, "rb");
  if (file == NULL) {
    perror(path);
    exit(1);
  }
  size_t size = fread(buffer, 1, FILE_LIMIT, file);
  size_t step = size / BEGINNINGS + 1;
  fclose(file);
  for (size_t length = 0; length < size; length += step) {
    feed(buffer, length);
  }
  feed(buffer, size);
}

int main(int argc, char **argv) {
  struct dirent **entries = NULL;
  char *buffer = malloc(FILE_LIMIT);
  int count = argc == 2 ? scandir(argv[1], &entries, NULL, alphasort) : -1;
  int cases = 0;
  if (count < 0 || buffer == NULL) {
    fprintf(stderr, "usage: %s CORPUS_FOLDER\n", argv[0]);
    return 2;
  }
  for (int i = 0; i < count; i++) {
    char path[4096];
    if (entries[i]->d_name[0] != '.') {
      snprintf(path, sizeof path, "%s/%s", argv[1], entries[i]->d_name);
      feed_file(path, buffer);
      printf("ok %d - %s\n", ++cases, entries[i]->d_name);
      fflush(stdout);
    }
    free(entries[i]);
  }
  printf("1..%d\n", cases);
  free(entries);
  free(buffer);
  return cases > 0 ? 0 : 1;
}
