/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for units that are named without a level, or only by name. */
#include <string.h>

#include "base/alloc.h"
#include "base/utf8.h"
#include "private.h"

typedef int32_t (*find_fn)(const tell__registry *registry, int32_t level, int32_t text);

/* Goes through the levels that may be meant; -1 when none or several have it. */
static int32_t find_single(const tell__registry *registry, int32_t level, int32_t text,
                           find_fn find) {
  int32_t found = -1;
  if (text < 0)
    return -1;
  if (level != 0)
    return find(registry, level, text);
  for (level = TELL__LEVEL_NATION; level <= TELL__LEVEL_SCHOOL; level++) {
    int32_t unit = find(registry, level, text);
    if (unit >= 0 && found >= 0)
      return -1;
    found = unit >= 0 ? unit : found;
  }
  return found;
}

int32_t tell__builder_find_unit(const tell__builder *builder, int32_t level, const char *code,
                                size_t length) {
  const tell__registry *registry = &builder->registry;
  return find_single(registry, level, tell__strings_find(registry->texts, code, length),
                     tell__registry_find);
}

static int32_t find_name(const tell__registry *registry, int32_t level, int32_t text) {
  int64_t key[2] = {level, text};
  int64_t found = tell__keymap_find(registry->name_map, key);
  return found > 0 ? (int32_t)(found - 1) : -1;
}

int32_t tell__builder_find_name(const tell__builder *builder, int32_t level, const char *name,
                                size_t length) {
  char *key = tell__utf8_name_key(name, length);
  if (key == NULL)
    return -1;
  const tell__registry *registry = &builder->registry;
  int32_t text = tell__strings_find(registry->name_keys, key, strlen(key));
  tell__free(key);
  return find_single(registry, level, text, find_name);
}
