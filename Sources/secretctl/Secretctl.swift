import ArgumentParser
import SecretCore
@main struct Secretctl: ParsableCommand {}
