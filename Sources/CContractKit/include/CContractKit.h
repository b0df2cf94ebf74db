#ifndef C_CONTRACT_KIT_H
#define C_CONTRACT_KIT_H

// The library for contracts (contracts/SecretContract), carried inside this program: whoever has the
// one binary and a Swift toolchain can build a contract.

struct contract_kit_file {
    const char *name;
    const unsigned char *bytes;
    unsigned long count;
};

// The file at an index from zero on; NULL behind the last.
const struct contract_kit_file *contract_kit_file(unsigned long index);

#endif
