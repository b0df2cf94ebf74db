// Written by scripts/contract-kit.sh. The compiler reads the files when it compiles this one.
#include "CContractKit.h"
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file0[] = {
#embed "../../contracts/SecretContract/Address.swift"
};
static const unsigned char file1[] = {
#embed "../../contracts/SecretContract/Call.swift"
};
static const unsigned char file2[] = {
#embed "../../contracts/SecretContract/ContractError.swift"
};
static const unsigned char file3[] = {
#embed "../../contracts/SecretContract/Encodings.swift"
};
static const unsigned char file4[] = {
#embed "../../contracts/SecretContract/EntryPoint.swift"
};
static const unsigned char file5[] = {
#embed "../../contracts/SecretContract/Imports.swift"
};
static const unsigned char file6[] = {
#embed "../../contracts/SecretContract/JSON+Writing.swift"
};
static const unsigned char file7[] = {
#embed "../../contracts/SecretContract/JSON.swift"
};
static const unsigned char file8[] = {
#embed "../../contracts/SecretContract/JSONScanner.swift"
};
static const unsigned char file9[] = {
#embed "../../contracts/SecretContract/Machine.swift"
};
static const unsigned char file10[] = {
#embed "../../contracts/SecretContract/Message.swift"
};
static const unsigned char file11[] = {
#embed "../../contracts/SecretContract/Permit.swift"
};
static const unsigned char file12[] = {
#embed "../../contracts/SecretContract/Querier.swift"
};
static const unsigned char file13[] = {
#embed "../../contracts/SecretContract/RIPEMD160.swift"
};
static const unsigned char file14[] = {
#embed "../../contracts/SecretContract/Region.swift"
};
static const unsigned char file15[] = {
#embed "../../contracts/SecretContract/Response.swift"
};
static const unsigned char file16[] = {
#embed "../../contracts/SecretContract/SHA256.swift"
};
static const unsigned char file17[] = {
#embed "../../contracts/SecretContract/Signatures.swift"
};
static const unsigned char file18[] = {
#embed "../../contracts/SecretContract/Storage.swift"
};
static const unsigned char file19[] = {
#embed "../../contracts/SecretContract/Text.swift"
};
static const unsigned char file20[] = {
#embed "../../contracts/SecretContract/ViewingKey.swift"
};
static const unsigned char file21[] = {
#embed "../../contracts/SecretContract/Runtime.c"
};

static const struct contract_kit_file files[] = {
    {"Address.swift", file0, sizeof(file0)},
    {"Call.swift", file1, sizeof(file1)},
    {"ContractError.swift", file2, sizeof(file2)},
    {"Encodings.swift", file3, sizeof(file3)},
    {"EntryPoint.swift", file4, sizeof(file4)},
    {"Imports.swift", file5, sizeof(file5)},
    {"JSON+Writing.swift", file6, sizeof(file6)},
    {"JSON.swift", file7, sizeof(file7)},
    {"JSONScanner.swift", file8, sizeof(file8)},
    {"Machine.swift", file9, sizeof(file9)},
    {"Message.swift", file10, sizeof(file10)},
    {"Permit.swift", file11, sizeof(file11)},
    {"Querier.swift", file12, sizeof(file12)},
    {"RIPEMD160.swift", file13, sizeof(file13)},
    {"Region.swift", file14, sizeof(file14)},
    {"Response.swift", file15, sizeof(file15)},
    {"SHA256.swift", file16, sizeof(file16)},
    {"Signatures.swift", file17, sizeof(file17)},
    {"Storage.swift", file18, sizeof(file18)},
    {"Text.swift", file19, sizeof(file19)},
    {"ViewingKey.swift", file20, sizeof(file20)},
    {"Runtime.c", file21, sizeof(file21)},
};

const struct contract_kit_file *contract_kit_file(unsigned long index) {
    return index < sizeof(files) / sizeof(files[0]) ? &files[index] : 0;
}
