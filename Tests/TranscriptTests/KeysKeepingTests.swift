import Foundation
import TestSupport
import Testing

@Suite("keys list, show, rename, delete, passwd")
struct KeysKeepingTests {
    @Test("list and show need no passphrase")
    func looking() async throws {
        let here = try KeysHome()
        let none = try await here.keys("list")
        #expect(none.status == 0 && none.stdout.contains("no keys"))
        try await here.recover("alice")
        let list = try await here.keys("list", "--json")
        #expect(try list.answer()["keys"]?[0]?["address"]?.string == KeysHome.address)
        #expect(list.stderr.isEmpty)
        let show = try await here.keys("show", "alice", "--json")
        #expect(try show.answer()["schema"]?.string == "secretctl/keys-show/v1")
        #expect(try show.answer()["pubkey_hex"]?.string == KeysHome.publicKey)
        for (flags, text) in [
            (["--address"], KeysHome.address), (["--bech", "acc"], KeysHome.address),
            (["--bech", "val"], "secretvaloper1ap26qrlp8mcq2pg6r47w43l0y8zkqm8aynpdzc"),
        ] {
            let line = try await Binary.run(
                ["keys", "show", "alice", "--home", here.home.path] + flags, home: here.home)
            #expect(line.stdout == text + "\n")
        }
        let missing = try await here.keys("show", "nobody", "--json")
        #expect(missing.status == 3 && missing.stdout.isEmpty)
        #expect(try missing.failure()["code"]?.string == "key_missing")
    }

    @Test("list names a damaged key and says by its exit that something is wrong")
    func damaged() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        try await here.recover("bob")
        let text = try here.home.read("keys/bob.key")
        try here.home.write(text.replacing("name bob", with: "name rob"), to: "keys/bob.key")
        let list = try await here.keys("list", "--json")
        #expect(list.status == 10)
        let answer = try list.answer()
        #expect(answer["keys"]?.array?.count == 1)
        #expect(answer["damaged"]?[0]?["code"]?.string == "key_header_changed")
        let show = try await here.keys("show", "bob", "--json")
        #expect(show.status == 9)
    }

    @Test("keys that others can read are refused with the remedy")
    func openKeys() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        let file = here.home.path + "/keys/alice.key"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
        let show = try await here.keys("show", "alice", "--json")
        #expect(show.status == 9)
        #expect(try show.failure()["hint"]?.string == "chmod 600 \(file)")
    }

    @Test("rename keeps the key under its new name")
    func rename() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        let unasked = try await here.keys("rename", "alice", "bob", "--json")
        #expect(unasked.status == 4)
        let done = try await here.unlocked("rename", "alice", "bob", "--json")
        #expect(try done.answer()["new_name"]?.string == "bob")
        #expect(try await here.keys("show", "alice").status == 3)
        #expect(try await here.keys("show", "bob", "--address").stdout == KeysHome.address + "\n")
        #expect(try await here.unlocked("rename", "alice", "carol").status == 3)
    }

    @Test("delete wants the name typed once more, and --yes is not enough")
    func delete() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        #expect(try await here.keys("delete", "alice", "--json").status == 4)
        #expect(try await here.keys("delete", "alice", "--yes").status == 4)
        #expect(try await here.keys("delete", "alice", "--confirm", "bob").status == 2)
        let dry = try await here.keys("delete", "alice", "--dry-run", "--json")
        #expect(try dry.answer()["done"]?.bool == false)
        #expect(try await here.keys("show", "alice").status == 0)
        let done = try await here.keys("delete", "alice", "--confirm", "alice", "--json")
        #expect(try done.answer()["done"]?.bool == true)
        #expect(try await here.keys("delete", "alice", "--confirm", "alice").status == 3)
    }

    @Test("passwd changes what opens a key; a wrong passphrase changes nothing")
    func passwd() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        let other = try here.home.write("battery staple", to: "other")
        let wrong = try await here.keys(
            "passwd", "alice", "--passphrase-file", other, "--new-passphrase-file", other,
            "--json")
        #expect(wrong.status == 1 && wrong.stdout.isEmpty)
        #expect(try wrong.failure()["code"]?.string == "wrong_passphrase")
        #expect(try await here.unlocked("passwd", "alice").status == 4)
        let done = try await here.unlocked("passwd", "alice", "--new-passphrase-file", other)
        #expect(done.status == 0, "\(done)")
        #expect(try await here.unlocked("rename", "alice", "bob").status == 1)
        let renamed = try await here.keys("rename", "alice", "bob", "--passphrase-file", other)
        #expect(renamed.status == 0)
    }

    @Test("flags that do not exist are usage errors", arguments: ["add", "list", "show", "delete"])
    func wrongFlag(_ verb: String) async throws {
        let result = try await KeysHome().keys(verb, "alice", "--frobnicate", "--json")
        #expect(result.status == 2 && result.stdout.isEmpty)
        #expect(try result.failure()["exit"]?.integer == 2)
    }
}

@Suite("keys import, export, multisig")
struct KeysMovingTests {
    @Test("export gives a key out only when its name is typed, and import takes it back")
    func armor() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        let refused = try await here.unlocked("export", "alice", "--yes", "--json")
        #expect(refused.status == 4 && refused.stdout.isEmpty)
        let wrong = try await here.unlocked("export", "alice", "--confirm", "bob")
        #expect(wrong.status == 2 && wrong.stdout.isEmpty)
        let done = try await here.unlocked("export", "alice", "--confirm", "alice", "--json")
        let armor = try #require(try done.answer()["armor"]?.string)
        let file = try here.home.write(armor, to: "alice.asc")
        let back = try await here.unlocked("import", "again", "--armor-file", file, "--json")
        #expect(try back.answer()["address"]?.string == KeysHome.address)
        #expect(try back.answer()["kind"]?.string == "imported")
    }

    @Test("export to a file makes a private one, and overwrites none")
    func exportFile() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        let out = here.home.path + "/alice.hex"
        let done = try await here.unlocked(
            "export", "alice", "--hex", "--out", out, "--confirm", "alice")
        #expect(done.status == 0 && !done.stdout.contains(KeysHome.privateKey), "\(done)")
        #expect(try here.home.read("alice.hex") == KeysHome.privateKey + "\n")
        let mode = try FileManager.default.attributesOfItem(atPath: out)[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let again = try await here.unlocked(
            "export", "alice", "--hex", "--out", out, "--confirm", "alice")
        #expect(again.status == 9)
        let back = try await here.unlocked("import", "b", "--hex-file", out, "--json")
        #expect(try back.answer()["pubkey_hex"]?.string == KeysHome.publicKey)
    }

    @Test("import opens an armor of the chain's older tools with its own passphrase")
    func oldArmor() async throws {
        let here = try KeysHome()
        let vector = try Vectors.document("armor/armor.json")[1]
        let file = try here.home.write(try #require(vector?["armor"]?.string), to: "old.asc")
        let own = try here.home.write(try #require(vector?["passphrase"]?.string), to: "own")
        let wrong = try await here.unlocked("import", "old", "--armor-file", file, "--json")
        #expect(wrong.status == 1)
        #expect(try wrong.failure()["code"]?.string == "wrong_passphrase")
        let done = try await here.unlocked(
            "import", "old", "--armor-file", file, "--armor-passphrase-file", own, "--json")
        #expect(
            try done.answer()["pubkey_hex"]?.string
                == "034fef9cd7c4c63588d3b03feb5281b9d232cba34d6f3d71aee59211ffbfe1fe87")
    }

    @Test("import wants exactly one source, and refuses what is no key")
    func badImports() async throws {
        let here = try KeysHome()
        #expect(try await here.unlocked("import", "a").status == 2)
        let hex = try here.home.write(KeysHome.privateKey.dropLast() + "x", to: "hex")
        #expect(
            try await here.unlocked("import", "a", "--hex-file", hex, "--watch", "x").status == 2)
        let bad = try await here.unlocked("import", "a", "--hex-file", hex, "--json")
        #expect(bad.status == 2)
        #expect(try bad.failure()["code"]?.string == "bad_import")
        #expect(!bad.stderr.contains(KeysHome.privateKey.prefix(16)))
        #expect(try await here.unlocked("import", "a", "--hex-file", "/none").status == 3)
    }

    @Test("watched keys show an address and give out nothing")
    func watch() async throws {
        let here = try KeysHome()
        let done = try await here.keys("import", "cold", "--watch", KeysHome.address, "--json")
        #expect(try done.answer()["can_sign"]?.bool == false)
        let export = try await here.unlocked("export", "cold", "--confirm", "cold", "--json")
        #expect(export.status == 2)
        #expect(try export.failure()["code"]?.string == "no_private_key")
        #expect(try await here.keys("rename", "cold", "ice").status == 0)
    }

    @Test(
        "multisig makes the address that the network's tools make",
        .enabled(if: SharedVectors.isPresent, "the shared vectors are not on this machine"),
        arguments: try SharedVectors.client(kind: "multisig"))
    func multisig(_ vector: SharedVectors.ClientVector) async throws {
        let here = try KeysHome()
        let keys = try #require(vector.input["pubkeys_b64"]?.array).compactMap(\.string)
        let isSorted = vector.input["sort"]?.bool == true
        let threshold = try #require(vector.input["threshold"]?.integer)
        let result = try await Binary.run(
            ["keys", "multisig", "team", "--threshold", "\(threshold)", "--json"] + keys
                + (isSorted ? [] : ["--no-sort"]) + ["--home", here.home.path], home: here.home)
        #expect(try result.answer()["address"]?.string == vector.expect["address"]?.string)
    }

    @Test("multisig takes keys by name, and refuses what cannot be a member")
    func multisigMembers() async throws {
        let here = try KeysHome()
        try await here.recover("alice")
        let other = "02ee0fa72714536dce0460994024b14c7fa2c14a5fd12c18cb4390645ca341fa91"
        let third = "020190a09d5488e7d45b53ca0809e8612f8933d79fbee2144e38e614eeff63e319"
        let done = try await here.keys(
            "multisig", "team", "--threshold", "2", "alice", third, other, "--no-sort", "--json")
        #expect(
            try done.answer()["address"]?.string
                == "secret14pkndjld2xvcdp5the5mr9wle6xpcn0q8etata")
        let shown = try await here.keys("show", "team", "--json").answer()
        #expect(shown["kind"]?.string == "multisig" && shown["pubkey"]?["threshold"]?.integer == 2)
        for members in [
            ["alice", "alice"], ["alice", "nobody"], ["alice", KeysHome.address], ["alice"],
        ] {
            let result = try await Binary.run(
                ["keys", "multisig", "bad", "--threshold", "2", "--home", here.home.path, "--json"]
                    + members, home: here.home)
            #expect(result.status == 2 && result.stdout.isEmpty, "\(members)")
        }
    }
}

@Suite("keys at a terminal")
struct KeysTerminalTests {
    @Test("a passphrase is asked for twice, and not shown")
    func prompts() async throws {
        let here = try KeysHome()
        let arguments = ["keys", "add", "alice", "--home", here.home.path]
        let screen = try await PseudoTerminal.session(arguments, home: here.home) { terminal in
            try terminal.expect("Passphrase for key alice: ")
            terminal.type("sesame street\n")
            try terminal.expect("The same passphrase again: ")
            terminal.type("sesame street\n")
            #expect(try terminal.finish() == 0)
            return terminal.screen
        }
        #expect(!screen.contains("sesame"))
        #expect(screen.contains("Write these words down"))
        let file = try here.home.write("sesame street", to: "typed")
        let renamed = try await here.keys("rename", "alice", "bob", "--passphrase-file", file)
        #expect(renamed.status == 0)
    }

    @Test("two different passphrases make no key, and a mistyped name deletes none")
    func mistakes() async throws {
        let here = try KeysHome()
        let add = ["keys", "add", "alice", "--home", here.home.path]
        let status = try await PseudoTerminal.session(add, home: here.home) { terminal in
            try terminal.expect("Passphrase for key alice: ")
            terminal.type("one\n")
            try terminal.expect("again: ")
            terminal.type("two\n")
            return try terminal.finish()
        }
        #expect(status == 2)
        #expect(try await here.keys("show", "alice").status == 3)
        try await here.recover("alice")
        let delete = ["keys", "delete", "alice", "--home", here.home.path]
        let refused = try await PseudoTerminal.session(delete, home: here.home) { terminal in
            try terminal.expect("Type alice to confirm: ")
            terminal.type("alcie\n")
            return try terminal.finish()
        }
        #expect(refused == 2)
        #expect(try await here.keys("show", "alice").status == 0)
    }
}
