import TestSupport
import Testing

/// What every command promises, shown by the simplest ones.
struct FrameTests {
    @Test("version says which program this is, on stdout alone")
    func version() async throws {
        let run = try await Binary.run(["version"])
        #expect(run.status == 0)
        #expect(run.stdout.hasPrefix("secretctl "))
        #expect(run.stdout.hasSuffix("\n"))
        #expect(run.stderr == "")
        #expect(try await Binary.run(["--version"]).stdout == run.stdout)
    }

    @Test(
        "under --json the answer is one object with its schema",
        arguments: [
            ["version", "--json"], ["--json", "version"], ["version", "--output", "json"],
            ["--output=json", "version"],
        ])
    func json(_ arguments: [String]) async throws {
        let run = try await Binary.run(arguments)
        #expect(run.status == 0)
        #expect(try run.answer()["schema"]?.string == "secretctl/version/v1")
        #expect(run.stdout.filter { $0 == "\n" }.count == 1)
        #expect(run.stderr == "")
    }

    @Test("SECRETCTL_OUTPUT chooses the format, and a flag overrides it")
    func environment() async throws {
        let environment = ["SECRETCTL_OUTPUT": "json"]
        let run = try await Binary.run(["version"], environment: environment)
        #expect(try run.answer()["schema"]?.string == "secretctl/version/v1")
        let text = try await Binary.run(
            ["version", "--output", "text"], environment: environment)
        #expect(text.stdout.hasPrefix("secretctl "))
        let wrong = try await Binary.run(["version"], environment: ["SECRETCTL_OUTPUT": "xml"])
        #expect(wrong.status == 2)
    }

    @Test("an unknown command is a usage error that names what may have been meant")
    func unknownCommand() async throws {
        let run = try await Binary.run(["netwrok", "list"])
        #expect(run.status == 2)
        #expect(run.stdout == "")
        #expect(
            run.stderr
                == "error: unknown command: 'netwrok'\nhint: did you mean 'secretctl network'?\n")
        let verb = try await Binary.run(["network", "lsit"])
        #expect(verb.status == 2)
        #expect(verb.stderr.contains("did you mean 'secretctl network list'?"))
        let far = try await Binary.run(["frobnicate"])
        #expect(far.stderr.contains("hint: see 'secretctl --help'"))
    }

    @Test(
        "usage errors are one JSON object on stderr under --json",
        arguments: [
            ["netwrok", "--json"], ["version", "--nonsense", "--json"], ["network", "--json"],
            ["--json", "version", "extra"], ["query", "tx", "xyz", "--output", "json"],
            ["query", "block", "--timeout", "soon", "--json"], ["completions", "--json"],
            ["completions", "tcsh", "--output=json"],
        ])
    func usageErrors(_ arguments: [String]) async throws {
        let run = try await Binary.run(arguments)
        #expect(run.status == 2)
        #expect(run.stdout == "")
        let failure = try run.failure()
        #expect(failure["exit"]?.integer == 2)
        #expect(failure["message"]?.string?.isEmpty == false)
        #expect(failure.names == ["code", "exit", "hint", "message", "tx_hash"])
    }

    @Test("a group without its verb is a usage error that names the verbs")
    func groupWithoutVerb() async throws {
        let run = try await Binary.run(["network"])
        #expect(run.status == 2)
        #expect(run.stderr.contains("needs a verb: list, show, use"))
    }

    @Test("no arguments, --help and help all show the commands, and end well")
    func rootHelp() async throws {
        let bare = try await Binary.run([])
        #expect(bare.status == 0)
        #expect(bare.stdout.contains("network"))
        #expect(bare.stderr == "")
        #expect(try await Binary.run(["--help"]).stdout == bare.stdout)
        #expect(try await Binary.run(["help"]).stdout == bare.stdout)
        let help = try await Binary.run(["help", "network", "use"])
        #expect(help.status == 0)
        #expect(try await Binary.run(["network", "use", "-h"]).stdout == help.stdout)
        #expect(try await Binary.run(["help", "netwrok"]).status == 2)
    }

    @Test("a closed or full stdout is an error, a reader that has gone is not")
    func stdout() async throws {
        for output in [Binary.Output.closed, .full] {
            let run = try await Binary.run(["version"], stdout: output)
            #expect(run.status == 1)
            #expect(run.stderr.hasPrefix("error: cannot write the answer to stdout: "))
        }
        let gone = try await Binary.run(["completions", "bash"], stdout: .abandoned)
        #expect(gone.status == 0)
        #expect(gone.stderr == "")
    }

    @Test("a closed stdin changes nothing for a command that asks nothing")
    func closedInput() async throws {
        let run = try await Binary.run(["version"], stdin: .closed)
        #expect(run.status == 0)
    }

    @Test("a broken configuration file is named with its line")
    func configuration() async throws {
        let home = try TemporaryHome()
        try home.write("# mine\ncontext = \"local\"\nnoed = \"http://x\"\n", to: "config.toml")
        let run = try await Binary.run(["network", "show", "--home", home.path])
        #expect(run.status == 2)
        #expect(run.stderr.contains("config.toml:3: unknown key 'noed'"))
    }
}

/// Colour and width, seen on a real terminal.
struct TerminalTests {
    @Test(
        "colour is for terminals that want it",
        arguments: [
            ([:], [], true), (["NO_COLOR": "1"], [], false), (["TERM": "dumb"], [], false),
            ([:], ["--no-color"], false), (["NO_COLOR": ""], [], true),
        ] as [([String: String], [String], Bool)])
    func colour(
        _ environment: [String: String], _ flags: [String], _ isColoured: Bool
    ) async throws {
        let screen = try await PseudoTerminal.session(
            ["network", "list"] + flags, environment: environment
        ) { terminal in
            let status = try terminal.finish()
            #expect(status == 0)
            return terminal.screen
        }
        #expect(screen.contains("mainnet"))
        #expect(screen.contains("\u{1b}[") == isColoured)
    }

    @Test("a pipe gets no colour")
    func pipe() async throws {
        let run = try await Binary.run(["network", "list"])
        #expect(!run.stdout.contains("\u{1b}"))
    }
}
