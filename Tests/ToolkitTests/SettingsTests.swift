import TestSupport
import Testing

@testable import SecretCore

/// Where settings come from, and what a configuration file may say.
struct SettingsTests {
    @Test("a configuration file is read line by line")
    func file() throws {
        let text = """
            # a comment

            context = "mainnet"   # why
              node='http://10.0.0.1:1317'
            timeout = 20
            """
        let file = try ConfigurationFile(text: text, path: "c.toml")
        #expect(
            file.values == [
                "context": "mainnet", "node": "http://10.0.0.1:1317", "timeout": "20",
            ])
        let windows = try ConfigurationFile(
            text: "context = \"a\"\r\nnode = \"b\"\r\n", path: "c.toml")
        #expect(windows.values == ["context": "a", "node": "b"])
        #expect(try ConfigurationFile(text: "", path: "c.toml").values.isEmpty)
    }

    @Test(
        "whatever a file says that is not understood is refused by its line",
        arguments: [
            "context", "context =", "context = mainnet", "context = \"mainnet", "contxt = \"x\"",
            "[network]", "context = \"a\" b", "context = \"a\\n\"", "= \"a\"", "timeout = 1.5",
            "timeout = -1", "context = \"a\"\ncontext = \"b\"", "node = [\"a\"]",
            "node.url = \"a\"",
        ])
    func malformed(_ text: String) {
        let line = text.contains("\n") ? 3 : 2
        #expect {
            try ConfigurationFile(text: "\n" + text, path: "c.toml")
        } throws: { error in
            guard case .malformed("c.toml", line, _) = error as? ConfigurationError else {
                return false
            }
            return true
        }
    }

    @Test("flags win over variables, variables over ./secretctl.toml, that over the user's file")
    func order() throws {
        let home = try TemporaryHome()
        func timeout(
            _ flags: [String: String] = [:], _ variables: [String: String] = [:]
        ) throws -> Int {
            try Settings(
                home: home.path, flags: flags, environment: Environment(variables),
                directory: home.path + "/here"
            ).timeoutSeconds()
        }
        #expect(try timeout() == 10)
        try home.write("timeout = 4", to: "config.toml")
        #expect(try timeout() == 4)
        try home.write("timeout = 3", to: "here/secretctl.toml")
        #expect(try timeout() == 3)
        #expect(try timeout([:], ["SECRETCTL_TIMEOUT": "2s"]) == 2)
        #expect(try timeout(["timeout": "1"], ["SECRETCTL_TIMEOUT": "2"]) == 1)
        for wrong in ["0", "3601", "soon", "-1", ""] {
            #expect(throws: ConfigurationError.self) { try timeout(["timeout": wrong]) }
        }
    }

    @Test("--home moves everything; without it the XDG folders are used")
    func paths() throws {
        let moved = try Paths(home: "/h", environment: Environment([:]))
        for path in [moved.configFile, moved.networks, moved.keys, moved.node, moved.state] {
            #expect(path.hasPrefix("/h/"))
        }
        let variables = Environment(["HOME": "/u", "XDG_DATA_HOME": "/d", "XDG_STATE_HOME": "s"])
        let usual = try Paths(home: nil, environment: variables)
        #expect(usual.configFile == "/u/.config/secretctl/config.toml")
        #expect(usual.keys == "/d/secretctl/keys")
        #expect(usual.state == "/u/.local/state/secretctl")
        let byVariable = try Paths(
            home: nil, environment: Environment(["SECRETCTL_HOME": "/v", "HOME": "/u"]))
        #expect(byVariable.keys == "/v/keys")
        #expect(throws: ConfigurationError.noHome) {
            try Paths(home: nil, environment: Environment([:]))
        }
    }

    @Test("consent: --yes for changes, the typed name for what cannot be undone")
    func consent() throws {
        let settings = try Settings(home: "/h", flags: [:], environment: Environment([:]))
        let tools = Toolbox(settings: settings, prompts: NoPrompts(), notices: NoNotices())
        try tools.confirm("send", by: Consent(isYes: true))
        #expect(throws: AskError.confirmationNeeded("send")) {
            try tools.confirm("send", by: Consent())
        }
        try tools.confirm("delete", typing: "alice", by: Consent(confirmedName: "alice"))
        #expect(throws: AskError.confirmationDiffers(wanted: "alice")) {
            try tools.confirm("delete", typing: "alice", by: Consent(confirmedName: "Alice"))
        }
        #expect(throws: AskError.self) {
            try tools.confirm("delete", typing: "alice", by: Consent(isYes: true))
        }
    }
}
