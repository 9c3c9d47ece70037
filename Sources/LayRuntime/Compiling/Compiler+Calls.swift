internal import LaySyntax

extension Compiler {
    func call(_ callee: Expression, _ arguments: [Argument], _ whole: Expression, into target: Int)
    {
        if case .member(let base, let name, let span, let isOptional) = callee.kind,
            !callee.isParenthesised
        {
            method(base, name, span, isOptional: isOptional, arguments, whole, into: target)
            return
        }
        if unit.resolution.pipedMethods.contains(ObjectIdentifier(whole)),
            case .name(let name) = callee.kind, let first = arguments.first
        {
            let rest = Array(arguments.dropFirst())
            method(first.value, name, callee.span, isOptional: false, rest, whole, into: target)
            return
        }
        if !fits(1 + arguments.count) {
            packedCall(callee, arguments, whole, into: target)
            return
        }
        let values = arguments.map(\.value)
        // In a session it may be another function by then.
        let known = unit.keepsValue ? nil : variable(of: callee)?.function?.parameters
        // Every parameter has its argument, a block behind the call the last one.
        let isExact =
            known?.count == arguments.count && known?.last?.isRest == false
            && arguments.allSatisfy { $0.label == nil && !$0.isSpread }
        if isExact || isPlain(arguments), let variable = variable(of: callee), isFixed(variable) {
            let window = allocate(1 + arguments.count)
            if let record = variable.record, record.isPlain,
                record.fields.count == arguments.count
            {
                construct(variable, window, values, whole, into: target)
                return
            }
            let temporaries = self.arguments(values, at: window + 1)
            if case .global(let slot) = variable.place {
                mark(whole.span)
                emit(.callGlobal, window, arguments.count)
                word(slot)
                word()
                word()
                finishCall(temporaries, window, target)
                return
            }
            mark(callee.span)
            if let register = localRegister(variable) {
                emit(.move, window, register)
            } else {
                load(variable, into: window, borrowing: true)
            }
            mark(whole.span)
            emit(.call, window, arguments.count)
            finishCall(temporaries, window, target)
            return
        }
        let function = operand(callee, before: values)
        if isPlain(arguments) {
            let window = allocate(1 + arguments.count)
            let temporaries = self.arguments(values, at: window + 1)
            emit(.move, window, function.register)
            mark(whole.span)
            emit(.call, window, arguments.count)
            finishCall(temporaries, window, target)
        } else {
            let first = allocate(arguments.count)
            let temporaries = self.arguments(values, at: first)
            let window = allocate()
            emit(.move, window, function.register)
            mark(whole.span)
            emit(.callNamed, window, first, arguments.count)
            word(shape(arguments))
            finishCall(temporaries, window, target)
        }
        finish(function)
    }

    /// A record made of its fields in order, without a call.
    private func construct(
        _ variable: Variable, _ window: Int, _ values: [Expression], _ whole: Expression,
        into target: Int
    ) {
        for (offset, value) in values.enumerated() { ownedValue(value, into: window + 1 + offset) }
        mark(whole.span)
        load(variable, into: window, borrowing: true)
        emit(.construct, window, values.count)
        for offset in values.indices { disown(window + 1 + offset) }
        moveOwned(window, to: target)
    }

    /// The variable keeps its value for good: it may be read after the arguments, and the code that it
    /// names be remembered.
    private func isFixed(_ variable: Variable) -> Bool {
        if case .global = variable.place, unit.keepsValue { return false }
        return !variable.isMutable && !variable.needsCell
    }

    /// The arguments go to the parameters as they stand.
    private func isPlain(_ arguments: [Argument]) -> Bool {
        arguments.allSatisfy { $0.label == nil && !$0.isSpread && !$0.isTrailing }
    }

    func shape(_ arguments: [Argument]) -> Int {
        constant(
            .shape(
                arguments.map { argument in
                    if argument.isSpread { return .spread }
                    if argument.isTrailing { return .trailing }
                    return argument.label.map { .named($0) } ?? .positional
                }))
    }

    /// Evaluates the arguments into successive registers; gives those that are owned.
    ///
    /// `changed` is the variable that the call itself changes, which cannot be borrowed.
    private func arguments(_ values: [Expression], at first: Int, changed: Variable? = nil) -> [Int]
    {
        var owned: [Int] = []
        for (offset, expression) in values.enumerated() {
            let register = first + offset
            let later = values[(offset + 1)...]
            if let variable = variable(of: expression), variable !== changed,
                let local = localRegister(variable),
                !variable.isReassigned || later.isEmpty || !facts(Array(later)).mayChange
            {
                emit(.move, register, local)
                continue
            }
            if let constant = literalConstant(expression) {
                loadConstant(register, constant)
                continue
            }
            let saved = top
            top = max(top, first + values.count)
            value(expression, into: register)
            top = saved
            if isOwned(register) { owned.append(register) }
        }
        return owned
    }

    func finishCall(_ temporaries: [Int], _ result: Int, _ target: Int) {
        own(result)
        for register in temporaries.reversed() { release(register) }
        if result != target { moveOwned(result, to: target) }
    }

    private func method(
        _ base: Expression, _ name: String, _ span: Span, isOptional: Bool, _ arguments: [Argument],
        _ whole: Expression, into target: Int
    ) {
        if unit.mutatingNames.contains(name), !isOptional, let path = path(of: base) {
            mutatingCall(path, name, arguments, whole, into: target)
            return
        }
        let values = arguments.map(\.value)
        let receiver = operand(base, before: values)
        if isOptional { chainExits.append(jump(.jumpIfNil, receiver.register)) }
        emitMethod(receiver.register, name, arguments, whole, into: target)
        finish(receiver)
    }

    /// The last link of a chain of calls, which is the one that fails.
    private static func link(_ call: Expression) -> Span {
        guard case .call(let callee, _) = call.kind,
            case .member(_, _, let span, _) = callee.kind
        else { return call.span }
        return span.to(call.span)
    }

    /// Calls a method of the value in `receiver`.
    private func emitMethod(
        _ receiver: Int, _ name: String, _ arguments: [Argument], _ whole: Expression,
        into target: Int
    ) {
        if !fits(2 + arguments.count) {
            packedMethod(receiver, name, arguments, whole, into: target)
            return
        }
        let values = arguments.map(\.value)
        if isPlain(arguments) {
            let window = allocate(2 + arguments.count)
            let temporaries = self.arguments(values, at: window + 2)
            emit(.move, window + 1, receiver)
            mark(Self.link(whole))
            emit(.invoke, window, arguments.count + 1)
            word(symbol(name))
            word(-1)
            word()
            finishCall(temporaries, window, target)
        } else {
            let first = allocate(1 + arguments.count)
            let temporaries = self.arguments(values, at: first + 1)
            emit(.move, first, receiver)
            let window = allocate()
            mark(Self.link(whole))
            emit(.invokeNamed, window, first, arguments.count + 1)
            word(symbol(name))
            word(shape(arguments))
            finishCall(temporaries, window, target)
        }
    }

    /// A method that may change its receiver: the value is taken out of its place, the method
    /// works on it as its only owner, and it is put back, also when the method throws.
    private func mutatingCall(
        _ path: Path, _ name: String, _ arguments: [Argument], _ whole: Expression, into target: Int
    ) {
        let steps = evaluate(path, before: arguments.map(\.value))
        if name == "push", !unit.declaresPush, arguments.count == 1, isPlain(arguments) {
            let register = allocate()
            ownedValue(arguments[0].value, into: register)
            check(
                register, elementType(at: path), "an element of '\(path.root.name)'",
                arguments[0].span)
            mark(whole.span)
            let list = unique(path, steps, whole.span)
            mark(whole.span)
            emit(.push, list, register)
            disown(register)
            emit(.loadNil, target)
            finish(steps)
            return
        }
        if !fits(2 + arguments.count) {
            packedMutatingCall(path, steps, name, arguments, whole, into: target)
            return
        }
        // Arguments first; then nothing of the program runs between taking and calling.
        let values = arguments.map(\.value)
        let window = allocate(2 + arguments.count)
        let isPlain = isPlain(arguments)
        let temporaries = self.arguments(values, at: window + 2, changed: path.root)
        let receiver = window + 1
        let handler: Int
        if isPlain {
            take(path, steps, into: receiver, whole.span)
            own(receiver)
            handler = openHandler(.restoring)
            mark(Self.link(whole))
            emit(.invokeMutating, window, arguments.count + 1)
            word(symbol(name))
            word(-1)
            word()
        } else {
            let result = allocate()
            take(path, steps, into: receiver, whole.span)
            own(receiver)
            handler = openHandler(.restoring)
            mark(Self.link(whole))
            emit(.invokeNamedMutating, result, receiver, arguments.count + 1)
            word(symbol(name))
            word(shape(arguments))
            emit(.move, window, result)
        }
        closeHandler(handler)
        putBackOnError(handler, path, steps, receiver, whole)
        own(window)
        putBack(path, steps, receiver, whole.span)
        for register in temporaries.reversed() { release(register) }
        finish(steps)
        moveOwned(window, to: target)
    }

    /// The way of an error, at the function's end: the receiver goes back to its place before the
    /// error goes on. What is owned at the call is so on that way too.
    func putBackOnError(
        _ handler: Int, _ path: Path, _ steps: PathSteps, _ receiver: Int, _ whole: Expression
    ) {
        let held = ownedRegisters
        let places = registers
        let error = allocate()
        let free = top
        let around = openHandlers
        handlers[handler].register = UInt8(truncatingIfNeeded: error)
        late.append { [self] in
            top = free
            registers = places
            let start = Int32(code.count)
            handlers[handler].target = start
            for register in held { own(register) }
            own(error)
            mark(whole.span)
            putBack(path, steps, receiver, whole.span)
            emit(.rethrow, error)
            for register in ownedRegisters { disown(register) }
            for other in around { handlers[other].ranges.append(start..<Int32(code.count)) }
        }
    }
}
