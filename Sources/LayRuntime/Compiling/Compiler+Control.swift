internal import LaySyntax

extension Compiler {
    // MARK: Conditions

    /// Emits a test; gives the jumps taken when it does not hold. Bindings go to the scope around.
    func condition(_ condition: Condition) -> [Int] {
        switch condition {
        case .test(let expression): return branch(expression, when: false)
        case .binding(let pattern, let expression):
            let register = allocate()
            value(expression, into: register)
            if !isOwned(register) { own(register) }
            // A nil needs no release, so the jump may skip the scope's end.
            var exits: [Int] = []
            if case .bind = pattern.kind {
                exits.append(jump(.jumpIfNil, register))
                bind(pattern, to: register)
            } else {
                scopes[scopes.count - 1].owned.append(register)
                exits += test(pattern, register)
            }
            return exits
        }
    }

    /// Emits a jump taken when the expression is `outcome`; gives the places to land.
    func branch(_ expression: Expression, when outcome: Bool) -> [Int] {
        guard hasRoom(expression.span) else { return [] }
        let saved = top
        defer { top = saved }
        switch expression.kind {
        case .not(let inner): return branch(inner, when: !outcome)
        case .and(let left, let right):
            if !outcome { return branch(left, when: false) + branch(right, when: false) }
            let skip = branch(left, when: false)
            let exits = branch(right, when: true)
            land(skip)
            return exits
        case .or(let left, let right):
            if outcome { return branch(left, when: true) + branch(right, when: true) }
            let skip = branch(left, when: true)
            let exits = branch(right, when: false)
            land(skip)
            return exits
        case .binary(let operation, let left, let right)
        where operation.isComparison && operation != .in:
            return comparison(operation, left, right, expression, when: outcome)
        default:
            let operand = operand(expression, isBrief: true)
            mark(expression.span)
            if operand.isTemporary, isOwned(operand.register) {
                // Only a bool passes, and a bool needs no release.
                emit(.checkBool, operand.register)
                disown(operand.register)
            }
            return [jump(outcome ? .jumpIfTrue : .jumpIfFalse, operand.register)]
        }
    }

    private func comparison(
        _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ whole: Expression,
        when outcome: Bool
    ) -> [Int] {
        if case .int(let number) = right.kind, number.magnitude < 128 {
            let operand = operand(left, isBrief: true)
            if !isGivenUp(operand) {
                mark(whole.span)
                return [jump(Self.small(operation, outcome), operand.register, Int(number))]
            }
            let other = allocate()
            value(right, into: other)
            return slowComparison(
                operation, operand, Operand(register: other, isTemporary: true), whole, outcome)
        }
        if case .nil = right.kind, operation == .equal || operation == .notEqual {
            let operand = operand(left, isBrief: true)
            if !isGivenUp(operand) {
                let isNil = (operation == .equal) == outcome
                return [jump(isNil ? .jumpIfNil : .jumpIfNotNil, operand.register)]
            }
            let other = allocate()
            value(right, into: other)
            return slowComparison(
                operation, operand, Operand(register: other, isTemporary: true), whole, outcome)
        }
        let (first, second) = operands(left, right)
        if isGivenUp(first) || isGivenUp(second) {
            return slowComparison(operation, first, second, whole, outcome)
        }
        mark(whole.span)
        let (a, b) = (first.register, second.register)
        let kind = kinds(left, right)
        switch operation {
        case .less: return [jump(Self.less(kind, outcome), a, b)]
        case .lessEqual: return [jump(Self.lessEqual(kind, outcome), a, b)]
        case .greater: return [jump(Self.less(kind, outcome), b, a)]
        case .greaterEqual: return [jump(Self.lessEqual(kind, outcome), b, a)]
        case .equal: return [jump(outcome ? .jumpEqual : .jumpNotEqual, a, b)]
        default: return [jump(outcome ? .jumpNotEqual : .jumpEqual, a, b)]
        }
    }

    private static func less(_ kind: ScalarKind, _ outcome: Bool) -> Opcode {
        switch kind {
        case .int: outcome ? .jumpLessInts : .jumpNotLessInts
        case .float: outcome ? .jumpLessFloats : .jumpNotLessFloats
        default: outcome ? .jumpLess : .jumpNotLess
        }
    }

    private static func lessEqual(_ kind: ScalarKind, _ outcome: Bool) -> Opcode {
        switch kind {
        case .int: outcome ? .jumpLessEqualInts : .jumpNotLessEqualInts
        case .float: outcome ? .jumpLessEqualFloats : .jumpNotLessEqualFloats
        default: outcome ? .jumpLessEqual : .jumpNotLessEqual
        }
    }

    /// Compares, gives the operands up, then jumps.
    private func slowComparison(
        _ operation: BinaryOperator, _ first: Operand, _ second: Operand, _ whole: Expression,
        _ outcome: Bool
    ) -> [Int] {
        let result = allocate()
        mark(whole.span)
        emitBinary(operation, result, first.register, second.register)
        finish(second)
        finish(first)
        return [jump(outcome ? .jumpIfTrue : .jumpIfFalse, result)]
    }

    private static func small(_ operation: BinaryOperator, _ outcome: Bool) -> Opcode {
        switch operation {
        case .less: outcome ? .jumpLessInt : .jumpNotLessInt
        case .lessEqual: outcome ? .jumpLessEqualInt : .jumpNotLessEqualInt
        case .greater: outcome ? .jumpGreaterInt : .jumpNotGreaterInt
        case .greaterEqual: outcome ? .jumpGreaterEqualInt : .jumpNotGreaterEqualInt
        case .equal: outcome ? .jumpEqualInt : .jumpNotEqualInt
        default: outcome ? .jumpNotEqualInt : .jumpEqualInt
        }
    }

    // MARK: Branches

    func conditional(_ arms: [IfArm], _ otherwise: Block?, into target: Int) {
        var ends: [Int] = []
        for arm in arms {
            pushScope()
            let exits = condition(arm.condition)
            blockValue(arm.body, into: target)
            if !isOwned(target) { own(target) }
            popKeepingOwned(target, exits: exits, ends: &ends)
        }
        if let otherwise {
            blockValue(otherwise, into: target)
            if isOwned(target) { disown(target) }
        } else {
            emit(.loadNil, target)
        }
        land(ends)
        own(target)
    }

    /// Ends an arm's scope behind its value; a failed test goes on behind the arm, past the
    /// releases: what the test had bound is given up on a way of its own.
    func popKeepingOwned(_ target: Int, exits: [Int], ends: inout [Int]) {
        let held = scopes.last?.owned.filter { isOwned($0) } ?? []
        let mayHold = !held.isEmpty
        popScope()
        ends.append(jump(.jump))
        disown(target)
        land(exits)
        // The registers hold a reference or nil or a scalar, whichever test failed.
        if mayHold { for register in held { emit(.release, register) } }
    }

    /// Runs a block for its effect.
    func discard(_ block: Block) {
        let saved = top
        pushScope()
        statements(block.statements)
        popScope()
        top = saved
    }

    /// Runs a block; its last expression's value goes to the target.
    func blockValue(_ block: Block, into target: Int) {
        let saved = top
        pushScope()
        if let last = block.statements.last, case .expression(let expression) = last.kind {
            statements(block.statements.dropLast())
            value(expression, into: target)
        } else {
            statements(block.statements)
            emit(.loadNil, target)
        }
        popScope()
        top = saved
    }

    // MARK: Errors

    func attempt(_ body: Block, _ clauses: [CatchClause], into target: Int) {
        let error = allocate()
        let handler = openHandler(.catching)
        blockValue(body, into: target)
        closeHandler(handler)
        if isOwned(target) { disown(target) }
        var ends = [jump(.jump)]
        handlers[handler].target = Int32(code.count)
        handlers[handler].register = UInt8(truncatingIfNeeded: error)
        own(error)
        for clause in clauses {
            let saved = top
            var skip: Int?
            if !clause.kinds.isEmpty {
                let test = allocate()
                emit(.errorIsKind, test, error)
                word(constant(.names(clause.kinds)))
                skip = jump(.jumpIfFalse, test)
            }
            pushScope()
            if clause.name != nil,
                let variable = unit.resolution.declarations[ObjectIdentifier(clause.body)]
            {
                let register = allocate()
                emit(.copy, register, error)
                own(register)
                define(variable, register)
            }
            blockValue(clause.body, into: target)
            if !isOwned(target) { own(target) }
            popScope()
            emit(.release, error)
            ends.append(jump(.jump))
            disown(target)
            if let skip { land(skip) }
            top = saved
        }
        if clauses.allSatisfy({ !$0.kinds.isEmpty }) { emit(.rethrow, error) }
        disown(error)
        land(ends)
        own(target)
    }

    func attemptValue(_ inner: Expression, into target: Int) {
        let error = allocate()
        let handler = openHandler(.catching)
        value(inner, into: target)
        closeHandler(handler)
        if isOwned(target) { disown(target) }
        let end = jump(.jump)
        handlers[handler].target = Int32(code.count)
        handlers[handler].register = UInt8(truncatingIfNeeded: error)
        emit(.release, error)
        emit(.loadNil, target)
        land(end)
        own(target)
    }

    // MARK: Leaving

    func returnValue(_ expression: Expression?) {
        guard let expression else {
            leave(downTo: 0) { emit(.returnNil) }
            return
        }
        if isQuiet, let variable = variable(of: expression), let local = localRegister(variable) {
            leave(downTo: 0) { emit(.returnCopy, local) }
            return
        }
        let register = allocate()
        value(expression, into: register)
        checkResult(register, expression.span)
        if !isOwned(register) { own(register) }
        leave(downTo: 0, keeping: register) { emit(.return, register) }
        disown(register)
    }

    /// Leaving the function takes a return and nothing else.
    private var isQuiet: Bool {
        resultType == nil && ownedRegisters.isEmpty && scopes.allSatisfy(\.defers.isEmpty)
    }

    /// Runs a function's body, or the block that is its last expression, and returns its value.
    func returnBlock(_ block: Block) {
        let saved = top
        if block.statements.contains(where: { if case .defer = $0.kind { true } else { false } }) {
            // What is put off runs between the value and the return.
            let result = allocate()
            blockValue(block, into: result)
            checkResult(result, block.statements.last?.span ?? block.span)
            if !isOwned(result) { own(result) }
            leave(downTo: 0, keeping: result) { emit(.return, result) }
            disown(result)
            top = saved
            return
        }
        pushScope()
        let last = block.statements.last
        guard case .expression(let expression)? = last?.kind else {
            statements(block.statements)
            let result = allocate()
            if resultType != nil { emit(.loadNil, result) }
            checkResult(result, last?.span ?? block.span)
            leave(downTo: 0, keeping: result) {
                if resultType != nil { emit(.return, result) } else { emit(.returnNil) }
            }
            closeScope(saved)
            return
        }
        statements(block.statements.dropLast())
        if case .if(let arms, let otherwise?) = expression.kind,
            arms.allSatisfy({ if case .test = $0.condition { true } else { false } })
        {
            for arm in arms {
                let saved = top
                pushScope()
                let exits = condition(arm.condition)
                returnBlock(arm.body)
                closeScope(saved)
                land(exits)
            }
            returnBlock(otherwise)
        } else if case .return(let value) = expression.kind {
            returnValue(value)
        } else {
            returnValue(expression)
        }
        closeScope(saved)
    }

    /// Ends a scope whose end is never reached.
    private func closeScope(_ saved: Int) {
        guard let scope = scopes.popLast() else { return }
        for register in scope.owned { disown(register) }
        nextSlot = scope.firstSlot
        top = saved
    }

    func checkResult(_ register: Int, _ span: Span) {
        guard let resultType else { return }
        mark(span)
        emit(.checkType, register, 1)
        word(constant(.types(shape(resultType))))
    }

    func leaveLoop(_ label: String?, _ expression: Expression) {
        guard
            let index = label.map({ label in loops.lastIndex { $0.label == label } })
                ?? loops.indices.last,
            let depth = scopes.firstIndex(where: { $0.loop == index })
        else { return }
        if case .break = expression.kind {
            leave(downTo: depth) { loops[index].breaks.append(jump(.jump)) }
        } else {
            leave(downTo: depth) { loops[index].continues.append(jump(.jump)) }
        }
    }
}
