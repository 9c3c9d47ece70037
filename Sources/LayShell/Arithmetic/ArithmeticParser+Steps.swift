extension ArithmeticParser {
    /// Emits the operators on the stack that bind at least as tightly as `precedence`.
    mutating func reduce(to precedence: Int) {
        while let item = pending.last, item.precedence >= precedence {
            // What is assigned waits for a value that is right of it.
            pending.removeLast()
            switch item.kind {
            case .group, .middle: return
            case .plus: materialize()
            case .minus:
                materialize()
                emit(.negate)
            case .not:
                materialize()
                emit(.not)
            case .complement:
                materialize()
                emit(.complement)
            case .and, .or:
                materialize()
                emit(.truth)
                tree.steps[item.jump].value = tree.steps.count
            case .otherwise:
                materialize()
                tree.steps[item.jump].value = tree.steps.count
            case .binary(let operation): combine(operation, item)
            case .assignment(let operation): assign(operation, item)
            }
            operand = .emitted
        }
    }

    private mutating func combine(_ operation: ArithmeticOperator, _ item: Pending) {
        let isPower = operation == .power
        let position = isPower ? lexer.errorPosition : item.position
        if operation.isPartial { hasEffects = true }
        if let left = item.target {
            // ash reads a left variable after the right operand: `i + i++` sees the new one.
            guard case .emitted = operand else {
                let right = operand
                operand = .variable(left)
                materialize()
                operand = right
                combineWithOperand(operation, position)
                return
            }
            load(left, keepsSubscript: false)
            emit(.binarySwapped, operation, position)
            return
        }
        combineWithOperand(operation, position)
    }

    /// Emits an operator whose left operand lies on the top of the stack.
    private mutating func combineWithOperand(_ operation: ArithmeticOperator, _ position: Int) {
        switch operand {
        case .constant(let value):
            emit(.binaryConstant, operation, position, value)
        case .variable(let target) where target.place == nil:
            hasEffects = true
            emit(.binaryLoad, operation, position, target.symbol)
        case .variable, .emitted:
            materialize()
            emit(.binary, operation, position)
        }
    }

    private mutating func assign(_ operation: ArithmeticOperator?, _ item: Pending) {
        guard let target = item.target else { return }
        hasEffects = true
        if let operation {
            if dialect == .bash {
                combineWithOperand(operation, lexer.errorPosition)
                let code: ArithmeticTree.Code = target.place == nil ? .store : .storeSettled
                emit(code, value: target.symbol)
                return
            }
            if case .emitted = operand {
                load(target, keepsSubscript: false)
                emit(.binarySwapped, operation, lexer.errorPosition)
            } else {
                let right = operand
                load(target, keepsSubscript: false)
                operand = right
                combineWithOperand(operation, lexer.errorPosition)
            }
            emit(.store, value: target.symbol)
            return
        }
        materialize()
        if let place = target.place {
            emit(.storeElement, place: place, value: target.symbol)
        } else {
            emit(.store, value: target.symbol)
        }
    }

    /// Puts the operand read last on the machine's stack.
    mutating func materialize() {
        switch operand {
        case .constant(let value): emit(.constant, value: value)
        case .variable(let target): load(target, keepsSubscript: false)
        case .emitted: break
        }
        operand = .emitted
    }

    /// Pushes a variable's value.
    mutating func load(_ target: Target, keepsSubscript: Bool) {
        hasEffects = true
        if let place = target.place {
            let code: ArithmeticTree.Code = keepsSubscript ? .loadSettled : .loadElement
            emit(code, place: place, value: target.symbol)
        } else {
            emit(.load, value: target.symbol)
        }
    }

    /// Emits `++` or `--`.
    mutating func change(_ target: Target, isIncrement: Bool, isAfter: Bool) {
        hasEffects = true
        let code: ArithmeticTree.Code
        switch (isIncrement, isAfter, target.place == nil) {
        case (true, true, true): code = .incrementAfter
        case (true, false, true): code = .increment
        case (false, true, true): code = .decrementAfter
        case (false, false, true): code = .decrement
        case (true, true, false): code = .incrementElementAfter
        case (true, false, false): code = .incrementElement
        case (false, true, false): code = .decrementElementAfter
        case (false, false, false): code = .decrementElement
        }
        emit(code, place: target.place ?? 0, value: target.symbol)
    }

    private mutating func emit(
        _ code: ArithmeticTree.Code, _ operation: ArithmeticOperator, _ position: Int,
        _ value: Int = 0
    ) {
        tree.steps.append(
            ArithmeticTree.Step(
                code: code, operation: operation, place: Int32(truncatingIfNeeded: position),
                value: value))
        if code == .binary || code == .binarySwapped { height &-= 1 }
    }

    /// Appends a step and keeps account of the stack's height.
    mutating func emit(_ code: ArithmeticTree.Code, place: Int32 = 0, value: Int = 0) {
        tree.steps.append(ArithmeticTree.Step(code: code, place: place, value: value))
        switch code {
        case .constant, .load, .loadElement, .loadSettled, .increment, .decrement,
            .incrementAfter, .decrementAfter, .incrementElement, .decrementElement,
            .incrementElementAfter, .decrementElementAfter:
            height &+= 1
            tree.depth = max(tree.depth, height)
        case .drop, .jumpIfZero, .jumpIfZeroElseDrop, .jumpIfTruthElseDrop:
            height &-= 1
        default: break
        }
    }

    /// Ends the tree with an error; every jump still open leads to it.
    mutating func fail(_ error: ArithmeticError) {
        for item in pending {
            switch item.kind {
            case .middle, .otherwise, .and, .or:
                tree.steps[item.jump].value = tree.steps.count
            default: break
            }
        }
        tree.failure = error
        tree.steps.append(ArithmeticTree.Step(code: .fail))
        tree.depth = max(tree.depth, 1)
    }
}
