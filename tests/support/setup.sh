# SPDX-License-Identifier: GPL-3.0-or-later
# Shared by examples/run.sh, tests/run.sh and .ci/run, which source it: the packages of Debian 12
# that are needed, and a build folder under .build/. Nothing here runs when it is sourced.
# The caller sets `root` to the top of the checkout.

# Debian's own tools first: another python3 or meson in PATH may lack what its packages bring.
PATH=/usr/sbin:/usr/bin:/sbin:/bin:${PATH:-}
export PATH PYTHONDONTWRITEBYTECODE=1

build_packages=(gcc libc6-dev meson ninja-build pkg-config python3 libcsv-dev libgsl-dev
  libjansson-dev libutf8proc-dev)
test_packages=("${build_packages[@]}" binutils g++ libcmocka-dev locales python3-numpy)
deep_packages=("${test_packages[@]}" clang libclang-rt-14-dev valgrind)

say() { printf '%s\n' "$*"; }

fail() {
  printf '%s: %s\n' "${0##*/}" "$1" >&2
  exit "${2:-1}"
}

# Prints those of the given packages that are not installed.
missing_packages() {
  local installed package
  installed=" $(dpkg-query -W -f '${db:Status-Status}:${Package} ' "$@" 2>/dev/null || true)"
  for package in "$@"; do
    [[ $installed == *" installed:$package "* ]] || printf '%s\n' "$package"
  done
}

# Installs what is missing of the given packages; does nothing at all when everything is there.
install_packages() {
  local -a missing as_root=()
  if ! command -v dpkg-query >/dev/null; then
    say "No dpkg here, so packages are not checked. Needed are what Debian calls: $*"
    return
  fi
  mapfile -t missing < <(missing_packages "$@")
  [[ ${#missing[@]} -gt 0 ]] || return 0

  local line="apt-get update && apt-get install -y --no-install-recommends ${missing[*]}"
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo >/dev/null ||
      fail "packages are missing, and this is neither root nor is there sudo. As root, run:
  $line" 2
    as_root=(sudo)
    [[ -t 0 ]] || as_root=(sudo -n) # nobody is there to type a password
  fi
  say "Installing: ${missing[*]}"
  "${as_root[@]}" apt-get update -q </dev/null &&
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -q -y --no-install-recommends "${missing[@]}" </dev/null ||
    fail "the packages could not be installed. As root, run:
  $line" 2
}

# configure FOLDER OPTION...: sets up a build folder unless it is there with the same options.
configure() {
  local folder=$1 wanted said
  shift
  wanted="$root ${CC:-} $*"
  [[ -f $folder/build.ninja && $(cat "$folder/options" 2>/dev/null) == "$wanted" ]] && return
  rm -rf "$folder"
  mkdir -p "$folder"
  if ! said=$(meson setup "$folder" "$root" "$@" 2>&1 </dev/null); then
    printf '%s\n' "$said" >&2
    return 1
  fi
  printf '%s\n' "$wanted" >"$folder/options"
}

# build FOLDER [TARGET...]: quiet, unless it fails.
build() {
  local folder=$1 said
  shift
  if ! said=$(ninja --quiet -C "$folder" "$@" 2>&1 </dev/null); then
    printf '%s\n' "$said" >&2
    return 1
  fi
}

# A command in front of the tests; the deep checks set one.
test_wrapper=()

# run_tests FOLDER [OPTION...]: runs the built tests; the log is meson-logs/testlog*.json.
run_tests() {
  local folder=$1
  shift
  rm -f "$folder"/meson-logs/testlog*.json
  "${test_wrapper[@]}" meson test -C "$folder" --no-rebuild --print-errorlogs "$@" </dev/null
}
