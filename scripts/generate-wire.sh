#!/bin/sh
# Writes Sources/SecretCore/Wire/Generated anew from proto/: the Swift types of the packages that
# the code names, and the descriptor set of all of them, which the transcoders read.
# Needs protoc and the well-known types (Debian: protobuf-compiler, libprotobuf-dev) and the
# checked-out swift-protobuf (swift package resolve). The plugin's first build takes minutes.
set -eu
cd "$(dirname "$0")/.."
well_known=${PROTOBUF_INCLUDE:-/usr/include}
out=Sources/SecretCore/Wire/Generated

plugin=${PROTOC_GEN_SWIFT:-.build/protoc-gen-swift/debug/protoc-gen-swift}
if [ ! -x "$plugin" ]; then
    swift build --package-path .build/checkouts/swift-protobuf \
        --scratch-path .build/protoc-gen-swift --product protoc-gen-swift
fi

# The packages whose messages Swift code names. The others are read by their descriptors alone.
typed="
cosmos/auth/v1beta1 cosmos/authz/v1beta1 cosmos/bank/v1beta1 cosmos/base/abci/v1beta1
cosmos/base/node/v1beta1 cosmos/base/query/v1beta1 cosmos/base/tendermint/v1beta1
cosmos/base/v1beta1 cosmos/circuit/v1 cosmos/consensus/v1 cosmos/crypto/ed25519 cosmos/crypto/multisig
cosmos/crypto/multisig/v1beta1 cosmos/crypto/secp256k1 cosmos/distribution/v1beta1
cosmos/evidence/v1beta1 cosmos/feegrant/v1beta1 cosmos/gov/v1
cosmos/gov/v1beta1 cosmos/ics23/v1 cosmos/mint/v1beta1 cosmos/params/v1beta1
cosmos/slashing/v1beta1 cosmos/staking/v1beta1 cosmos/store/snapshots/v1 cosmos/tx/signing/v1beta1
cosmos/tx/v1beta1 cosmos/upgrade/v1beta1 cosmos/vesting/v1beta1 grpc/reflection/v1
secret/compute/v1beta1 secret/poet/v1 secret/registration/v1beta1 secretctl/options
tendermint/abci tendermint/crypto tendermint/p2p tendermint/types tendermint/version
"
rm -f "$out"/*.pb.swift
files=""
for package in $typed; do files="$files $package.proto"; done
# shellcheck disable=SC2086 # the list is meant to split
protoc -Iproto -I"$well_known" --plugin=protoc-gen-swift="$plugin" \
    --swift_opt=Visibility=Package --swift_opt=UseAccessLevelOnImports=true \
    --swift_opt=FileNaming=PathToUnderscores --swift_out="$out" $files

# Only files named here enter the set: neither our options nor descriptor.proto, which no one asks for.
all=$(cd proto && find cosmos grpc secret tendermint -name '*.proto' | LC_ALL=C sort)
set_file=$(mktemp)
trap 'rm -f "$set_file"' EXIT
# shellcheck disable=SC2086
protoc -Iproto -I"$well_known" --descriptor_set_out="$set_file" $all \
    google/protobuf/any.proto google/protobuf/duration.proto \
    google/protobuf/empty.proto google/protobuf/timestamp.proto
{
    echo "// DO NOT EDIT. Written by scripts/generate-wire.sh."
    echo "// swift-format-ignore-file"
    echo
    echo "/// The FileDescriptorSet of proto/ in base64, without the options' own definitions."
    echo "enum SchemaDescriptors {"
    printf '    static let base64 = "'
    base64 -w0 "$set_file"
    echo '"'
    echo "}"
} >"$out/SchemaDescriptors.swift"
