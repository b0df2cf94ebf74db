import TestSupport
import Testing

#if canImport(Glibc)
import Glibc
#endif

/// Passphrases: where they come from, where they never do, and what a terminal shows of them.
struct PromptTests {
    @Test("a new passphrase is typed twice, without echo")
    func typedTwice() async throws {
        let home = try TemporaryHome()
        let screen = try await PseudoTerminal.session(["keys", "add", "alice"], home: home) {
            terminal in
            try terminal.expect("Passphrase for")
            let hadEcho = terminal.hasEcho
            terminal.type("correct horse\n")
            try terminal.expect("again")
            terminal.type("correct horse\n")
            let status = try terminal.finish()
            #expect(!hadEcho)
            #expect(status == 0, "\(terminal.screen)")
            return terminal.screen
        }
        #expect(!screen.contains("correct horse"))
        let list = try await Binary.run(["keys", "list", "--json"], home: home)
        #expect(list.stdout.contains("\"alice\""))
    }

    @Test("two passphrases that differ make no key")
    func differ() async throws {
        let home = try TemporaryHome()
        let status = try await PseudoTerminal.session(["keys", "add", "alice"], home: home) {
            terminal in
            try terminal.expect("Passphrase for")
            terminal.type("one passphrase\n")
            try terminal.expect("again")
            terminal.type("another passphrase\n")
            let status = try terminal.finish()
            #expect(terminal.screen.contains("the two passphrases differ"))
            return status
        }
        #expect(status == 2)
        #expect(try await Binary.run(["keys", "show", "alice"], home: home).status == 3)
    }

    @Test(
        "an interrupt while a passphrase is typed ends with 130, and the echo is back",
        arguments: [true, false])
    func interrupt(_ byKey: Bool) async throws {
        let home = try TemporaryHome()
        try await PseudoTerminal.session(["keys", "add", "alice"], home: home) { terminal in
            try terminal.expect("Passphrase for")
            let before = terminal.hasEcho
            if byKey { terminal.type("half a pass\u{3}") } else { terminal.send(SIGINT) }
            let status = try terminal.finish()
            #expect(!before)
            #expect(status == 130)
            #expect(terminal.hasEcho)
        }
    }

    @Test("termination while a passphrase is typed brings the echo back")
    func termination() async throws {
        let home = try TemporaryHome()
        try await PseudoTerminal.session(["keys", "add", "alice"], home: home) { terminal in
            try terminal.expect("Passphrase for")
            terminal.send(SIGTERM)
            let status = try terminal.finish()
            #expect(status == 143)
            #expect(terminal.hasEcho)
        }
    }

    @Test("the end of input at a prompt is exit 4")
    func endOfInput() async throws {
        let home = try TemporaryHome()
        try await PseudoTerminal.session(["keys", "add", "alice"], home: home) { terminal in
            try terminal.expect("Passphrase for")
            terminal.type("\u{4}")
            let status = try terminal.finish()
            #expect(status == 4)
        }
    }

    @Test("--no-input never asks, not even at a terminal")
    func noInput() async throws {
        let home = try TemporaryHome()
        try await PseudoTerminal.session(["keys", "add", "alice", "--no-input"], home: home) {
            terminal in
            let status = try terminal.finish()
            #expect(status == 4)
            #expect(terminal.screen.contains("--passphrase-file"))
        }
    }

    @Test(
        "without a terminal nothing is asked and nothing blocks: exit 4",
        arguments: [
            Binary.Input.none, .closed, .text("correct horse\ncorrect horse\n"),
        ])
    func noTerminal(_ input: Binary.Input) async throws {
        let home = try TemporaryHome()
        let run = try await Binary.run(
            ["keys", "add", "alice", "--json"], stdin: input, home: home, timeout: 20)
        #expect(run.status == 4)
        #expect(run.stdout == "")
        #expect(try run.failure()["code"]?.string == "passphrase_needed")
    }

    @Test("a passphrase file makes and opens the key; one newline at its end does not count")
    func file() async throws {
        let home = try TemporaryHome()
        let file = try home.write("correct horse\n", to: "pass")
        let bare = try home.write("correct horse", to: "bare")
        let add = try await Binary.run(
            ["keys", "add", "alice", "--passphrase-file", file], home: home)
        #expect(add.status == 0, "\(add)")
        let change = try await Binary.run(
            [
                "keys", "export", "alice", "--passphrase-file", bare, "--hex", "--confirm", "alice",
                "--yes", "--json",
            ], home: home)
        #expect(change.status != 4, "\(change)")
    }

    @Test(
        "a passphrase file that others can read is refused: exit 9",
        arguments: [
            0o644, 0o640, 0o604, 0o660,
        ])
    func openFile(_ mode: Int) async throws {
        let home = try TemporaryHome()
        let file = try home.write("correct horse\n", to: "pass", mode: mode)
        let run = try await Binary.run(
            ["keys", "add", "alice", "--passphrase-file", file, "--json"], home: home)
        #expect(run.status == 9)
        #expect(try run.failure()["code"]?.string == "file_open_to_others")
        #expect(try run.failure()["hint"]?.string == "chmod 600 \(file)")
        #expect(!run.stderr.contains("correct horse"))
    }

    @Test("a missing passphrase file is exit 3, an empty one exit 2")
    func noFile() async throws {
        let home = try TemporaryHome()
        let missing = try await Binary.run(
            ["keys", "add", "alice", "--passphrase-file", home.path + "/none"], home: home)
        #expect(missing.status == 3)
        let empty = try await Binary.run(
            ["keys", "add", "alice", "--passphrase-file", home.write("\n", to: "empty")],
            home: home)
        #expect(empty.status == 2)
    }

    @Test("a descriptor and a systemd credential give the passphrase too")
    func otherSources() async throws {
        let home = try TemporaryHome()
        let byDescriptor = try await Binary.run(
            ["keys", "add", "alice", "--passphrase-fd", "0"], stdin: .text("correct horse\n"),
            home: home)
        #expect(byDescriptor.status == 0, "\(byDescriptor)")
        let notOpen = try await Binary.run(
            ["keys", "add", "carol", "--passphrase-fd", "9"], home: home)
        #expect(notOpen.status == 1)
        try home.write("correct horse", to: "credentials/secretctl.passphrase", mode: 0o400)
        let byCredential = try await Binary.run(
            ["keys", "add", "bob"], home: home,
            environment: ["CREDENTIALS_DIRECTORY": home.path + "/credentials"])
        #expect(byCredential.status == 0, "\(byCredential)")
    }
}
