package import SecretBase
package import SecretChain
import SecretWasm

extension ContractHost {
    package func instantiate(
        _ call: ContractCall, port: any StatePort
    ) -> ContractOutcome {
        outcome(of: call) { (gas) throws(ContractFailure) in
            let opened = OpenedInput(instantiation: call.message, keys: keys)
            let original = ContractKeys(keys: keys).make(for: call)
            let addressed = try faulting { () throws(CallFault) in
                try CallLimits.check(call)
                try verify(call, opened, .instantiate(admin: call.admin))
                return try opened.addressed(to: call.code.hash)
            }
            let plan = CallPlan(
                call: call, kind: .instantiate, entry: .instantiate, stateKey: original,
                randomKey: original, sender: call.sender, opened: opened, addressed: addressed)
            var answer = try run(plan, port: port, gas: &gas)
            answer.key = ContractKey(original: original)
            answer.adminProof = keys.adminProof(admin: call.admin, original: original)
            return answer
        }
    }

    package func execute(
        _ call: ContractCall, entry: ContractEntry, port: any StatePort
    ) -> ContractOutcome {
        outcome(of: call) { (gas) throws(ContractFailure) in
            let (original, opened, addressed) = try faulting { () throws(CallFault) in
                try CallLimits.check(call)
                let contractKeys = ContractKeys(keys: keys)
                try contractKeys.check(call)
                let opened = try OpenedInput(call.message, entry: entry, keys: keys)
                try verify(call, opened, .handle(entry))
                let addressed =
                    opened.isAddressed
                    ? try opened.addressed(to: call.code.hash, entry: entry)
                    : AddressedMessage(message: opened.opened, headers: [])
                return (try contractKeys.original(of: call), opened, addressed)
            }
            // Only of an execution is the sender proven.
            let plan = CallPlan(
                call: call, kind: .handle, entry: .handle(entry), stateKey: original,
                randomKey: call.key?.latest ?? original,
                sender: entry == .execute ? call.sender : [], opened: opened,
                addressed: addressed)
            return try run(plan, port: port, gas: &gas)
        }
    }

    package func migrate(_ call: ContractCall, port: any StatePort) -> ContractOutcome {
        outcome(of: call) { (gas) throws(ContractFailure) in
            let contractKeys = ContractKeys(keys: keys)
            let (original, opened, addressed) = try faulting { () throws(CallFault) in
                try CallLimits.check(call)
                let original = try contractKeys.original(of: call)
                try contractKeys.checkAdmin(call, original: original)
                guard let input = SecretInput(sealed: call.message) else { throw .decryption }
                let channel = keys.channel(for: input)
                let sealed = OpenedInput(input: input, channel: channel, opened: [])
                try verify(call, sealed, .migrate(admin: call.admin))
                let opened = OpenedInput(
                    input: input, channel: channel, opened: try channel.open(input.payload))
                return (original, opened, try opened.addressed(to: call.code.hash))
            }
            let new = contractKeys.make(for: call, original: original)
            let plan = CallPlan(
                call: call, kind: .migrate, entry: .migrate, stateKey: original, randomKey: new,
                sender: call.sender, opened: opened, addressed: addressed)
            var answer = try run(plan, port: port, gas: &gas)
            answer.key = ContractKey(
                original: original, current: new,
                proof: keys.contractKeyProof(
                    contract: call.contract, codeHash: call.code.hash, original: original,
                    new: new))
            return answer
        }
    }

    package func updateAdmin(_ call: ContractCall, newAdmin: Bytes) -> ContractOutcome {
        outcome(of: call) { (_) throws(ContractFailure) in
            try faulting { () throws(CallFault) in
                try CallLimits.check(call)
                let contractKeys = ContractKeys(keys: keys)
                let original = try contractKeys.original(of: call)
                try contractKeys.checkAdmin(call, original: original)
                // Callback signatures of admin messages cover nothing.
                let nothing = SecretInput(plain: [])
                let opened = OpenedInput(
                    input: nothing, channel: keys.channel(for: nothing), opened: [])
                try verify(call, opened, .updateAdmin(current: call.admin, new: newAdmin))
                var answer = ContractAnswer()
                answer.adminProof = keys.adminProof(admin: newAdmin, original: original)
                return answer
            }
        }
    }

    package func query(_ call: ContractCall, port: any StatePort) -> ContractOutcome {
        outcome(of: call) { (gas) throws(ContractFailure) in
            let (original, opened, addressed) = try faulting { () throws(CallFault) in
                try CallLimits.check(call)
                let contractKeys = ContractKeys(keys: keys)
                try contractKeys.check(call)
                let opened = try OpenedInput(sealed: call.message, keys: keys)
                return (
                    try contractKeys.original(of: call), opened,
                    try opened.addressed(to: call.code.hash)
                )
            }
            // Nobody waits for the reply to a query.
            let plan = CallPlan(
                call: call, kind: .query, entry: .query, stateKey: original, randomKey: original,
                sender: call.sender, opened: opened,
                addressed: AddressedMessage(message: addressed.message, headers: []))
            return try run(plan, port: port, gas: &gas)
        }
    }
}

extension ContractHost {
    /// Gas and result of `body`; where the network's enclave would panic, half the limit is gone.
    private func outcome(
        of call: ContractCall,
        _ body: (inout UInt64) throws(ContractFailure) -> ContractAnswer
    ) -> ContractOutcome {
        var gas: UInt64 = 0
        do throws(ContractFailure) {
            let answer = try body(&gas)
            return ContractOutcome(gasUsed: gas, result: .success(answer))
        } catch {
            if case .enclave(let fault) = error, fault.text == CallFault.panic.rawValue {
                gas = call.gasLimit / 2
            }
            return ContractOutcome(gasUsed: gas, result: .failure(error))
        }
    }

    /// The chain's form of what the enclave refuses.
    func faulting<Value>(
        _ body: () throws(CallFault) -> Value
    ) throws(ContractFailure) -> Value {
        do { return try body() } catch { throw error.failure }
    }
}
