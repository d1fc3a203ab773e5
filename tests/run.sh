#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# Installs what is missing (Debian 12, as root or through sudo), builds with warnings as errors and
# runs every test. The last line counts the test cases; the exit status is not 0 if any failed.
#
# Tests that read published files look for them in $TELL_SHARED, by default the folder `shared`
# beside the checkout, and count as skipped where it is not there.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/tests/support/setup.sh"
[[ $# -eq 0 ]] || fail "expected no arguments" 2

install_packages "${test_packages[@]}"

folder=$root/.build/test
say "Building ..."
configure "$folder" -Dwerror=true || fail "the build could not be set up"
build "$folder" || fail "the build failed"

shared=${TELL_SHARED:-$root/../shared}
[[ -d $shared ]] || say "There is no folder $shared; the tests that read it are skipped."

run_tests "$folder" || true # the count below decides
python3 "$root/tests/support/count_tests.py" "$folder/meson-logs/testlog.json"
