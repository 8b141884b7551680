# shellcheck shell=bash disable=SC2034
# Sourced by the scripts beside it: where the tree is, and how they speak. Plain text when the output is not a terminal
# or NO_COLOR is set (https://no-color.org).
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

bold='' green='' red='' reset=''
if [[ -t 1 && -z ${NO_COLOR:-} && ${TERM:-dumb} != dumb ]]; then
  bold=$'\e[1m' green=$'\e[32m' red=$'\e[31m' reset=$'\e[0m'
fi

die() {
  echo "${red}error:${reset} $*" >&2
  exit 1
}

# section <title> <command...>: runs the command, prints how long it took, stops the script at a failure.
section() {
  local title=$1 start=$SECONDS status
  shift
  echo "${bold}== ${title}${reset}"
  # Not "if ! cmd" or "cmd && true": both switch errexit off inside functions, whatever those set.
  set +e
  (set -e; "$@")
  status=$?
  set -e
  if [[ $status -ne 0 ]]; then
    echo "${red}FAILED: ${title}${reset} (exit ${status} after $((SECONDS - start)) s): $*" >&2
    exit "$status"
  fi
  echo "${green}ok: ${title}${reset} ($((SECONDS - start)) s)"
}

# Where what is fetched or made once is kept.
nearshelf_cache=${NEARSHELF_CACHE:-${HOME:?}/.cache/nearshelf}

# sha256_of [file]: the hash alone, also on a Mac.
sha256_of() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi | cut -d ' ' -f 1
}

# debian_source <path below pool/> <SHA-256>: prints the file of a source package, fetched once.
debian_source() {
  local archive=$nearshelf_cache/${1##*/} fetched
  if [[ ! -e $archive ]]; then
    mkdir -p "$nearshelf_cache"
    fetched=$(mktemp "$nearshelf_cache/fetched.XXXXXX")
    curl --fail --silent --show-error --location --retry 3 --output "$fetched" \
      "${NEARSHELF_DEBIAN_MIRROR:-http://deb.debian.org/debian}/pool/$1" >&2 ||
      { rm -f "$fetched"; die "${1##*/} could not be fetched"; }
    [[ $(sha256_of "$fetched") == "$2" ]] || { rm -f "$fetched"; die "what was fetched is not ${1##*/}"; }
    mv "$fetched" "$archive"
  fi
  echo "$archive"
}

# move_whole <folder> <place>: for folders that two may make at once, of which one is as good as the other.
move_whole() { [[ -e $2 ]] || mv "$1" "$2"; }
