extension ArithmeticParser {
    /// Reads what stands behind an operand, up to an operator that wants another one; false at
    /// the end of the expression.
    mutating func readOperators() throws(ArithmeticError) -> Bool {
        var context = contextOfOperand
        while true {
            let token = lexer.next(after: context)
            switch token {
            case .operation(let operation):
                pushBinary(operation)
                return true
            case .assignment(let operation):
                try pushAssignment(operation)
                return true
            case .after(let isIncrement):
                if case .variable(let target) = operand {
                    change(target, isIncrement: isIncrement, isAfter: true)
                }
                operand = .emitted
                // After `i++`, bash takes further signs for operators; ash refuses them.
                context = .number
            case .andAnd:
                reduce(to: ArithmeticPrecedence.and)
                pushJump(.and, ArithmeticPrecedence.and, .jumpIfZeroElseDrop)
                return true
            case .orOr:
                reduce(to: ArithmeticPrecedence.or)
                pushJump(.or, ArithmeticPrecedence.or, .jumpIfTruthElseDrop)
                return true
            case .question:
                reduce(to: ArithmeticPrecedence.conditional &+ 1)
                pushJump(.middle, ArithmeticPrecedence.lowest, .jumpIfZero)
                try refuseEmptyBranch(includingColon: true)
                return true
            case .colon:
                reduce(to: ArithmeticPrecedence.assignment)
                guard case .middle? = pending.last?.kind else {
                    throw dialect == .ash ? error(.colonExpected) : unexpected()
                }
                beginOtherwise()
                try refuseEmptyBranch(includingColon: false)
                return true
            case .comma:
                reduce(to: ArithmeticPrecedence.assignment)
                materialize()
                emit(.drop)
                return true
            case .close:
                reduce(to: ArithmeticPrecedence.assignment)
                guard case .group? = pending.last?.kind else { throw unexpected() }
                pending.removeLast()
                materialize()
                context = .parenthesis
            case .end:
                return try finish()
            case .broken(let kind):
                guard dialect == .dash else { throw error(kind) }
                throw afterReducing()
            case .number, .name, .element, .not, .complement, .open, .before:
                throw afterReducing()
            }
        }
    }

    private var contextOfOperand: ArithmeticContext {
        switch operand {
        case .constant: .number
        case .variable: .variable
        case .emitted: .changed
        }
    }

    private mutating func pushBinary(_ operation: ArithmeticOperator) {
        let precedence = operation.precedence
        // `**` goes from right to left, so an equal one stays on the stack.
        reduce(to: operation == .power ? precedence &+ 1 : precedence)
        var item = Pending(kind: .binary(operation), precedence: precedence)
        item.position = lexer.nextStart
        if dialect == .ash, case .variable(let target) = operand {
            item.target = target
        } else {
            materialize()
        }
        pending.append(item)
    }

    private mutating func pushAssignment(
        _ operation: ArithmeticOperator?
    ) throws(ArithmeticError) {
        guard case .variable(let target) = operand, isAtStartOfAssignment else {
            reduce(to: ArithmeticPrecedence.assignment &+ 1)
            throw dialect == .dash ? unexpected() : error(.assignmentToNonVariable)
        }
        var item = Pending(
            kind: .assignment(operation), precedence: ArithmeticPrecedence.assignment)
        item.target = target
        // bash reads the old value before the right side, dash and ash after it.
        if operation != nil, dialect == .bash { load(target, keepsSubscript: true) }
        pending.append(item)
    }

    /// Whether no operator stands between the operand and the start of its expression.
    private var isAtStartOfAssignment: Bool {
        switch pending.last?.kind {
        case nil, .group, .middle, .assignment: true
        default: false
        }
    }

    private mutating func pushJump(
        _ kind: Pending.Kind, _ precedence: Int, _ code: ArithmeticTree.Code
    ) {
        materialize()
        push(kind, precedence)
        pending[pending.count &- 1].jump = tree.steps.count
        emit(code)
    }

    /// Ends the branch behind `?` and begins the one behind `:`.
    private mutating func beginOtherwise() {
        materialize()
        let jump = pending.removeLast().jump
        push(.otherwise, ArithmeticPrecedence.conditional)
        pending[pending.count &- 1].jump = tree.steps.count
        emit(.jump)
        height &-= 1
        tree.steps[jump].value = tree.steps.count
    }

    /// bash has words of its own for a branch that is missing.
    private mutating func refuseEmptyBranch(includingColon: Bool) throws(ArithmeticError) {
        guard dialect == .bash else { return }
        let next = lexer.nextStart
        if next >= lexer.text.count { throw error(.expressionExpected) }
        if includingColon, lexer.text[next] == UInt8(ascii: ":") {
            throw ArithmeticError(kind: .expressionExpected, text: lexer.text, position: next)
        }
    }

    /// The error for a token that ends the expression too early, once what stands before it is
    /// evaluated.
    private mutating func afterReducing() -> ArithmeticError {
        reduce(to: ArithmeticPrecedence.assignment)
        materialize()
        return unexpected()
    }

    /// The error for a token that cannot stand behind an expression, by what is open around it.
    private func unexpected() -> ArithmeticError {
        for item in pending.reversed() {
            switch item.kind {
            case .group: return error(.parenthesisExpected)
            case .middle: return error(.colonExpected)
            default: continue
            }
        }
        return error(.unexpected)
    }

    private mutating func finish() throws(ArithmeticError) -> Bool {
        reduce(to: ArithmeticPrecedence.assignment)
        // busybox closes what is open itself.
        while dialect == .ash, case .group? = pending.last?.kind {
            pending.removeLast()
            reduce(to: ArithmeticPrecedence.assignment)
        }
        if !pending.isEmpty { throw unexpected() }
        materialize()
        return false
    }
}
