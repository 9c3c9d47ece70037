internal import LaySyntax

/// The values that the condition of an `assert` computes on its way, kept until it holds.
struct Notes {
    /// The register of the list that they go to, each behind its number.
    var list = 0
    /// The expressions that are noted.
    var numbers: [ObjectIdentifier: Int] = [:]
}

extension Compiler {
    func isNoted(_ expression: Expression) -> Bool {
        notes.numbers[ObjectIdentifier(expression)] != nil
    }

    /// Keeps a copy of the value in the register.
    func note(_ number: Int, _ register: Int) {
        let saved = top
        let copy = allocate()
        loadInt(copy, Int64(number))
        emit(.append, notes.list, copy)
        emit(.copy, copy, register)
        emit(.append, notes.list, copy)
        top = saved
    }

    func assertion(_ condition: Expression, _ message: Expression?) {
        var names = ConditionNames(resolution: unit.resolution)
        var operands: [Expression] = []
        // The operands of a comparison are kept, so that a failure can show them.
        if case .binary(let operation, let left, let right) = condition.kind, operation.isComparison
        {
            operands = [left, right]
            for operand in operands where !Self.isName(operand) { names.add(operand, isRoot: true) }
        } else {
            names.add(condition, isRoot: true)
        }
        let saved = notes
        let result = allocate()
        if !names.computed.isEmpty {
            notes.list = allocate()
            emit(.makeList, notes.list, 0, 0)
            own(notes.list)
            for (number, expression) in names.computed.enumerated() {
                notes.numbers[ObjectIdentifier(expression)] = number
            }
        }
        let list = names.computed.isEmpty ? nil : Optional(notes.list)
        var parts: [String] = []
        var shown: [Int] = []
        if case .binary(let operation, let left, let right) = condition.kind, !operands.isEmpty {
            let first = allocate(2)
            ownedValue(left, into: first)
            ownedValue(right, into: first + 1)
            mark(condition.span)
            emitBinary(operation, result, first, first + 1)
            parts = [unit.source[left.span], unit.source[right.span]]
            shown = [first, first + 1]
        } else {
            value(condition, into: result)
            mark(condition.span)
            emit(.checkBool, result)
            if isOwned(result) { disown(result) }
        }
        notes = saved
        let passed = jump(.jumpIfTrue, result)
        fail(condition, message, names, list, parts, shown)
        land(passed)
        for register in shown.reversed() { release(register) }
        if let list { release(list) }
    }

    /// Ends in the error: `shown` are the registers of the operands, which follow each other.
    private func fail(
        _ condition: Expression, _ message: Expression?, _ names: ConditionNames, _ list: Int?,
        _ operands: [String], _ shown: [Int]
    ) {
        var shown = shown
        let kept = shown.count
        var parts = operands
        for name in names.found {
            let register = allocate()
            ownedValue(name, into: register)
            parts.append(unit.source[name.span])
            shown.append(register)
        }
        if let list {
            let register = allocate()
            emit(.copy, register, list)
            own(register)
            shown.append(register)
        }
        let text = allocate()
        if let message { value(message, into: text) } else { emit(.loadMissing, text) }
        mark(condition.span)
        emit(.failAssert, text, shown.count, shown.first ?? 0)
        word(
            constant(
                .assertion(
                    unit.source[condition.span], parts: parts,
                    computed: names.computed.map { unit.source[$0.span] })))
        if isOwned(text) { disown(text) }
        for register in shown.dropFirst(kept) where isOwned(register) { disown(register) }
    }

    private static func isName(_ expression: Expression) -> Bool {
        if case .name = expression.kind { true } else { false }
    }
}
