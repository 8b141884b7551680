#!/usr/bin/env bash
# Runs the example against the server of script/test-swift, with right and with wrong input: check.sh <shop-visit>
set -euo pipefail
visit=$1
model=tests/conformance/sessions/shop-1.nsm
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# expect <exit code> <what has to be said> <argument...>
expect() {
  local code=$1 words=$2 status=0 said
  shift 2
  said=$("$visit" "$@" 2>&1) || status=$?
  if [[ $status -ne $code || $said != *"$words"* ]]; then
    echo "shop-visit $*: exit $status instead of $code, or not '$words':" >&2
    echo "$said" >&2
    exit 1
  fi
}

url=$(sed -E 's/.*"url":"([^"]*)".*/\1/' <<<"$NEARSHELF_TEST_SERVER")
token=$(sed -E 's/.*"token":"([^"]*)".*/\1/' <<<"$NEARSHELF_TEST_SERVER")
server=(--server "$url" --key "$token")

expect 0 "5. " "$model" "$scratch/a.db" sku-000007 sku-000009
expect 0 "does not know nothing-like-it" "$model" "$scratch/a.db" nothing-like-it
expect 0 "3 sent, 0 waiting, 0 erase" "$model" "$scratch/b.db" --consent personalization,measurement "${server[@]}" \
  sku-000001 sku-000002 sku-000003
expect 0 "3 sent, 0 waiting, 0 erase" "$model" "$scratch/b.db" --consent none "${server[@]}"
expect 0 "0 sent, 1 waiting" "$model" "$scratch/c.db" --consent measurement --server http://127.0.0.1:1 --key k sku-1
expect 0 "the server answered 401" "$model" "$scratch/d.db" --consent measurement --server "$url" --key wrong sku-1

expect 2 "a model and a database are needed"
expect 2 "there is no option --colour" "$model" "$scratch/a.db" --colour red
expect 2 "--count: many is no number" "$model" "$scratch/a.db" --count many
expect 2 "no purpose fun" "$model" "$scratch/a.db" --consent fun
expect 2 "--server and --key need each other" "$model" "$scratch/a.db" --key k
expect 2 "--key needs a value" "$model" "$scratch/a.db" --key
expect 1 "NOT_FOUND" gone.nsm "$scratch/a.db"
expect 1 "INVALID_ARGUMENT" "$model" "$scratch/a.db" --count 0
expect 1 "INVALID_ARGUMENT: sync.server" "$model" "$scratch/a.db" --server http://shop.example --key k
expect 1 "CORRUPT" README.md "$scratch/a.db"
echo "the example says what it should, 16 times"
