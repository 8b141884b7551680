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
