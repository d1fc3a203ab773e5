#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# From a folder of data files to a quality report, in one command:
#
#   examples/run.sh                          the bundled demonstration municipality
#   examples/run.sh DATA_FOLDER OUT_FOLDER   your own files
#   examples/run.sh DATA_FOLDER OUT_FOLDER --municipality 4601 ...
#                                            with options of telling-report (--help lists them)
#
# A folder `katalog` in DATA_FOLDER holds your own definitions (README, "Your own definitions").
# Installs what is missing (Debian 12, as root or through sudo), builds, and writes the report
# rapport.html and the tables as CSV to OUT_FOLDER.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
source "$root/tests/support/setup.sh"

case $# in
  0) data=$root/examples/data out=$root/.build/rapport ;;
  1) fail "expected no arguments, or DATA_FOLDER OUT_FOLDER and options" 2 ;;
  *) data=$1 out=$2 && shift 2 ;;
esac
[[ -d $data ]] || fail "there is no folder $data" 2

install_packages "${build_packages[@]}"

folder=$root/.build/release
say "Building ..."
configure "$folder" --buildtype=release -Dauto_features=disabled ||
  fail "the build could not be set up"
build "$folder" || fail "the build failed"

mkdir -p -- "$out" || fail "the folder $out cannot be made" 2
out=$(cd -- "$out" && pwd)
rm -f "$out/rapport.html" # an old one must not pass for a new one
data=$(cd -- "$data" && pwd)
options=()
[[ -d $data/katalog ]] && options=(--catalogue "$data/katalog")
"$folder/examples/telling-report" "${options[@]}" "$@" --csv "$out" --html "$out/rapport.html" "$data" || status=$?
[[ ${status:=0} -le 1 && -f $out/rapport.html ]] || fail "the report could not be made" "$status"

say "The report:  $out/rapport.html"
say "The tables:"
for table in "$out"/*.csv; do
  say "             $table"
done
[[ $status -eq 0 ]] || fail "the report was made, but some of the input could not be read (see above)"
