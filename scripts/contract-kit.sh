#!/usr/bin/env bash
# Writes Sources/CContractKit/CContractKit.c, which embeds every file of contracts/SecretContract.
set -euo pipefail
cd "$(dirname "$0")/.."
{
    cat <<'C'
// Written by scripts/contract-kit.sh. The compiler reads the files when it compiles this one.
#include "CContractKit.h"
#pragma clang diagnostic ignored "-Wc23-extensions"

C
    files=(contracts/SecretContract/*.{swift,c})
    for index in "${!files[@]}"; do
        printf 'static const unsigned char file%d[] = {\n#embed "../../%s"\n};\n' \
            "$index" "${files[$index]}"
    done
    printf '\nstatic const struct contract_kit_file files[] = {\n'
    for index in "${!files[@]}"; do
        printf '    {"%s", file%d, sizeof(file%d)},\n' "$(basename "${files[$index]}")" "$index" "$index"
    done
    cat <<'C'
};

const struct contract_kit_file *contract_kit_file(unsigned long index) {
    return index < sizeof(files) / sizeof(files[0]) ? &files[index] : 0;
}
C
} > Sources/CContractKit/CContractKit.c
