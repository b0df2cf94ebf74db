internal import SecretBase
internal import SecretChain
internal import SecretClient

extension StakeStatus {
    public func text(in style: TextStyle) -> String {
        let head = FieldList([
            ("account", "\(address)"), ("in hand", words(available)), ("staked", words(staked)),
            ("rewards", waiting.isZero ? "" : "\(words(waiting)) wait"),
            ("commission", commission.map { "\(words($0)) wait" } ?? ""),
            ("unbonding", unbonding.isZero ? "" : words(unbonding)),
        ]).text(in: style)
        return [
            head, operatorText(style), stakedTable.text(in: style),
            leavingTable.text(in: style), movingTable.text(in: style), alarms(style),
        ].filter { !$0.isEmpty }.joined(separator: "\n\n")
    }

    private func operatorText(_ style: TextStyle) -> String {
        guard let own else { return "" }
        return FieldList([("validator", own.facts.moniker)] + own.rows(at: now)).text(in: style)
    }

    private var stakedTable: Table {
        var table = Table([
            .init("validator"), .init("staked", .right), .init("reward", .right),
            .init("status"), .init("power", .right),
        ])
        for delegation in delegations {
            let facts = validators.first { $0.address == delegation.validator }
            let condition = conditions.first { $0.facts.address == delegation.validator }
            let auto = restakes.contains(delegation.validator) ? ", auto" : ""
            table.add([
                name(of: delegation.validator), delegation.balance.words,
                words(reward(of: delegation.validator)),
                (facts.map { $0.isJailed ? "jailed" : $0.statusWord } ?? "unknown") + auto,
                condition.map { "\($0.power)" } ?? facts.map { "\($0.power)" } ?? "",
            ])
        }
        return table
    }

    private var leavingTable: Table {
        var table = Table([
            .init("back on"), .init("amount", .right), .init("from"), .init("since block", .right),
        ])
        for unbonding in unbondings {
            for entry in unbonding.entries {
                table.add([
                    entry.completionTime, words(entry.balance), name(of: unbonding.validator),
                    "\(entry.creationHeight)",
                ])
            }
        }
        return table
    }

    private var movingTable: Table {
        var table = Table([.init("moved"), .init("to"), .init("bound there until")])
        for moving in redelegations {
            table.add([words(moving.amount), name(of: moving.destination), moving.completionTime])
        }
        return table
    }

    /// Delegators hear only of what is wrong.
    private func alarms(_ style: TextStyle) -> String {
        conditions.filter { $0.facts.address != own?.facts.address }.compactMap { condition in
            let name = Terminology.printable(condition.facts.moniker)
            if condition.signing?.isTombstoned == true {
                return style.wrapped("! \(name) has signed twice: take the stake out")
            }
            guard let budget = condition.budget, budget.percentUsed >= 20 else { return nil }
            return style.wrapped("! \(name): \(budget.words)")
        }.joined(separator: "\n")
    }

    private func words(_ uscrt: Int256) -> String { Money.text(uscrt, "uscrt") }
}
