import SecretBase
import SecretLedger
import SecretStorage
import Testing

@Suite("The chain's stores")
struct StoreTests {
    @Test("are those of the network's app hash, by name; modules of contracts lie beside it")
    func names() {
        let names = """
            acc authz bank capability circuit compute consensus cron distribution emergencybutton \
            evidence feegrant feeibc gov hooks-for-ibc ibc icacontroller icahost mint \
            packetfowardmiddleware params register slashing staking transfer upgrade
            """
        let stores = Store.layout.hashed
        #expect(
            stores.filter { !$0.isOptional }.map(\.name)
                == names.split(separator: " ").map { String($0) })
        #expect(stores.filter(\.isOptional).map(\.name) == ["poet"])
        #expect(Store.layout.unhashed == [Store.code.rawValue])
    }
}
