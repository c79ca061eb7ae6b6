# shellcheck shell=bash
# What scripts/serve, scripts/test and .ci/run share: it makes a fresh Debian or Ubuntu with Swift ready to build Heed.
# To be sourced. All that it says goes to standard error, so that standard output is that of the command alone.

# The least Swift that Package.swift asks for.
readonly SETUP_SWIFT_MAJOR=6 SETUP_SWIFT_MINOR=2

# A header, the Debian package that has it, and what it is for. `libstdc++` stands for the version that clang looks for.
readonly -a SETUP_HEADERS=(
  'vector libstdc++ the C++ standard library, for the JSON parser'
  'simdjson.h libsimdjson-dev the JSON parser'
  'sqlite3.h libsqlite3-dev SQLite, for what must survive a restart'
  'openssl/ssl.h libssl-dev OpenSSL, for TLS and content hashes'
  'zlib.h zlib1g-dev zlib, for gzip'
)

# A command, the Debian package that has it, and what it is for. Scripts that need more than a build does add to it.
SETUP_COMMANDS=(
  'git git fetches the Swift packages that Heed builds on'
  'pkg-config pkg-config tells the build where OpenSSL and zlib are'
)

# Says a line to the person who runs the script.
say() { printf '%s: %s\n' "${0##*/}" "$*" >&2; }

# Says what is wrong and ends.
fail() {
  say "$@"
  exit 1
}

# Checks Swift and installs what is missing of the system's packages. Silent when nothing is.
setup() {
  local clang
  setup_swift
  setup_packages
}

# Checks that there is a Swift that is new enough, and sets `clang` to the C++ compiler that comes with it.
setup_swift() {
  local how="install Swift from https://www.swift.org/install/linux/ and open a new shell"
  command -v swift >/dev/null || fail "swift is not to be found in PATH: $how"
  local info version resources
  info=$(swift -print-target-info 2>&1 </dev/null) || fail "swift does not run: $info"$'\n'"$how, and what it needs"
  version=$(sed -nE 's/.*"compilerVersion": "[^"]*Swift version ([0-9]+\.[0-9]+).*/\1/p' <<<"$info")
  [[ -n $version ]] || fail "swift does not tell its version: $how"
  if ((${version%.*} < SETUP_SWIFT_MAJOR || (${version%.*} == SETUP_SWIFT_MAJOR && ${version#*.} < SETUP_SWIFT_MINOR))); then
    fail "this is Swift $version, and Heed needs $SETUP_SWIFT_MAJOR.$SETUP_SWIFT_MINOR or newer: $how"
  fi
  # Swift's own clang, not the system's compiler, builds the C and C++ targets: it is the one to ask.
  resources=$(sed -nE 's/.*"runtimeResourcePath": "([^"]+)".*/\1/p' <<<"$info")
  clang="$resources/../../bin/clang"
  [[ -x $clang ]] || fail "Swift's own clang is not at $clang: $how"
}

# Installs what is missing.
setup_packages() {
  local -A reasons=()
  setup_missing
  ((${#reasons[@]} > 0)) || return 0
  local package
  for package in "${!reasons[@]}"; do say "missing: $package (${reasons[$package]})"; done
  setup_install "${!reasons[@]}"
  reasons=()
  setup_missing
  ((${#reasons[@]} == 0)) || fail "installed, but still not to be found: ${!reasons[*]}"
}

# Puts the packages that are missing into `reasons`.
setup_missing() {
  local entry name package reason missing source=
  for entry in "${SETUP_COMMANDS[@]}"; do
    read -r name package reason <<<"$entry"
    command -v "$name" >/dev/null || reasons[$package]=$reason
  done
  [[ -n $(ls -A /etc/ssl/certs 2>/dev/null) ]] || reasons[ca-certificates]='tells git which servers to trust'
  # The headers are asked for, not the packages: so it works where they come from elsewhere, too.
  for entry in "${!SETUP_HEADERS[@]}"; do
    read -r name package reason <<<"${SETUP_HEADERS[$entry]}"
    source+="#if !__has_include(<$name>)"$'\n'"missing $entry"$'\n'"#endif"$'\n'
  done
  while read -r missing entry; do
    [[ $missing == missing ]] || continue
    read -r name package reason <<<"${SETUP_HEADERS[$entry]}"
    [[ $package != libstdc++ ]] || package=$(setup_libstdcxx)
    reasons[$package]=$reason
  done < <("$clang" -E -P -x c++ - <<<"$source")
}

# The package of the C++ standard library that clang looks for: it goes by the newest gcc directory that it finds,
# whether or not that version has its C++ headers.
setup_libstdcxx() {
  local version
  version=$("$clang" -v 2>&1 </dev/null | sed -nE 's|^Selected GCC installation: .*/([0-9]+)[^/]*$|\1|p')
  if [[ -n $version ]]; then echo "libstdc++-$version-dev"; else echo g++; fi
}

# Installs packages with apt-get, as root or through sudo.
setup_install() {
  local -a command=(apt-get install --yes --no-install-recommends "$@") root=()
  command -v apt-get >/dev/null ||
    fail "there is no apt-get to install them with: install them, or what they are called here, and try again"
  local by_hand="run as root: apt-get update && ${command[*]}"
  if ((EUID != 0)); then
    command -v sudo >/dev/null || fail "to install them takes root, and there is no sudo: $by_hand"
    root=(sudo)
    # Nobody is there to type a password.
    [[ -t 0 ]] || root+=(--non-interactive)
  fi
  root+=(env DEBIAN_FRONTEND=noninteractive)
  say "installing: ${command[*]}"
  local output
  output=$({
    "${root[@]}" apt-get update -qq && "${root[@]}" "${command[@]}" -qq -o DPkg::Lock::Timeout=120
  } 2>&1 </dev/null) || {
    printf '%s\n' "$output" >&2
    fail "that did not work; $by_hand"
  }
}

# The flags of every build, so that what was built for the one is there for the other.
#
# Tests run on the optimised code, too: it is what serves, and the property tests, 100,000 cases each, take seconds
# instead of minutes. They import modules with @testable, which optimised code has to be built for; serving a request
# cost the same processor time with and without (41 µs each way, the best of eight runs in turn).
readonly -a BUILD_FLAGS=(-c release -Xswiftc -enable-testing)

# Builds with further arguments of `swift build`. Shows progress to a person, and to a log only what is wrong.
build() {
  local -a quiet=()
  [[ -t 2 ]] || quiet=(--quiet)
  say "swift build ${BUILD_FLAGS[*]} $*"
  swift build "${BUILD_FLAGS[@]}" "$@" "${quiet[@]}" >&2 </dev/null
}
