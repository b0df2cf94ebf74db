#!/usr/bin/env bash
# Some seconds of bad input for every decoder. FUZZ_SECONDS and FUZZ_SEED change how long and which.
set -euo pipefail
cd "$(dirname "$0")/.."
exec .build/debug/fuzz "$@"
