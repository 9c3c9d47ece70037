internal import LaySyntax

extension Compiler {
    /// Compiles the statements of a block; a variable is given up behind its last mention, so that
    /// what it was made from can be changed again without a copy.
    func statements(_ statements: some Sequence<Statement>) {
        for (index, statement) in statements.enumerated() {
            self.statement(statement)
            let current = scopes.count - 1
            guard let over = scopes[current].brief.removeValue(forKey: index) else { continue }
            releaseAll(over)
            scopes[current].owned.removeAll { over.contains($0) }
        }
    }

    func statement(_ statement: Statement) {
        countStatement()
        guard hasRoom(statement.span) else { return }
        let saved = top
        switch statement.kind {
        case .variable(let pattern, let type, let value, _):
            if variable(pattern, type, value) { return }
        case .function(let function):
            if localFunction(function) { return }
        case .expression(let expression): effect(expression)
        case .record(let record): defineRecord(record, statement)
        case .extend(let type, let span, let methods): extend(type, span, methods)
        case .assign(let targets, let values): assign(targets, values)
        case .compound(let target, let operation, let value):
            compound(target, operation, value, statement.span)
        case .coalesceAssign(let target, let value): coalesceAssign(target, value)
        case .while(let condition, let body, let label):
            withLiterals(of: statement) { whileLoop(condition, body, label) }
        case .for(let patterns, let sequence, let body, let label):
            withLiterals(of: statement) { forLoop(patterns, sequence, body, label) }
        case .assert(let condition, let message): assertion(condition, message)
        case .defer(let body):
            let handler = openHandler(.deferred)
            scopes[scopes.count - 1].defers.append((body, handler, ownedRegisters))
        case .import(let declaration): importModule(declaration, statement)
        }
        top = saved
    }

    /// An expression whose value nobody wants.
    func effect(_ expression: Expression) {
        if case .if(let arms, let otherwise) = expression.kind {
            effect(arms, otherwise)
            return
        }
        let register = allocate()
        value(expression, into: register)
        release(register)
    }

    private func effect(_ arms: [IfArm], _ otherwise: Block?) {
        var ends: [Int] = []
        for (index, arm) in arms.enumerated() {
            let saved = top
            pushScope()
            let exits = condition(arm.condition)
            discard(arm.body)
            let held = scopes.last?.owned.filter { isOwned($0) } ?? []
            popScope()
            let isLast = index == arms.count - 1 && otherwise == nil
            if !isLast || !held.isEmpty { ends.append(jump(.jump)) }
            land(exits)
            for register in held { emit(.release, register) }
            top = saved
        }
        if let otherwise { discard(otherwise) }
        land(ends)
    }

    /// True when the local's register stays allocated.
    private func variable(_ pattern: Pattern, _ type: TypeName?, _ value: Expression) -> Bool {
        if case .bind = pattern.kind,
            let variable = unit.resolution.bindings[ObjectIdentifier(pattern)]
        {
            let register = allocate()
            self.value(value, into: register)
            if !isOwned(register) { own(register) }
            check(register, type, "'\(variable.name)'", value.span)
            define(variable, register)
            if case .global = variable.place { return false }
            if slot(of: variable) != nil { return false }
            if isOwned(register), !variable.needsCell, value.mayGiveContainer {
                scopes[scopes.count - 1].brief[variable.lastUse, default: []].append(register)
            }
            return true
        }
        let register = allocate()
        ownedValue(value, into: register)
        check(register, type, "the value", value.span)
        if wantsSlot(register) {
            // The parts go into slots too.
            let place = moveToSlot(register)
            emit(far: .get, register, in: slots ?? 0, slot(place) ?? 0)
            mark(pattern.span)
            destructure(pattern, register)
            return false
        }
        scopes[scopes.count - 1].owned.append(register)
        mark(pattern.span)
        destructure(pattern, register)
        return true
    }

    private func localFunction(_ function: Function) -> Bool {
        guard let variable = unit.resolution.declarations[ObjectIdentifier(function)] else {
            return false
        }
        let register = allocate()
        if variable.needsCell {
            emit(.loadMissing, register)
            own(register)
            define(variable, register)
            let closure = allocate()
            self.function(function, into: closure)
            store(closure, in: variable)
            top = register + 1
            return slot(of: variable) == nil
        }
        self.function(function, into: register)
        define(variable, register)
        if case .global = variable.place { return false }
        return slot(of: variable) == nil
    }

    // MARK: Loops

    /// Loads what the outermost loop needs in every round once, in front of it.
    private func withLiterals(of loop: Statement, _ body: () -> Void) {
        let isOutermost = waiting.isEmpty
        if isOutermost {
            for literal in LoopLiterals(loop).literals where top < 160 {
                guard let constant = literalConstant(literal) else { continue }
                let register = allocate()
                loadConstant(register, constant)
                waiting[constant] = register
            }
        }
        body()
        if isOutermost { waiting = [:] }
    }

    private func whileLoop(_ condition: Condition, _ body: Block, _ label: String?) {
        loops.append(Loop(label: label))
        let index = loops.count - 1
        if case .test(let test) = condition {
            // The test stands behind the body, so that a round takes one jump.
            let first = jump(.jump)
            let start = code.count
            pushScope(loop: index)
            discard(body)
            popScope()
            land(loops[index].continues)
            land(first)
            for place in branch(test, when: true) { land(place, at: start) }
            land(loops[index].breaks)
            loops.removeLast()
            return
        }
        let start = code.count
        pushScope(loop: index)
        let exits = self.condition(condition)
        discard(body)
        let held = scopes.last?.owned.filter { isOwned($0) } ?? []
        popScope()
        land(loops[index].continues)
        land(jump(.jump), at: start)
        land(exits)
        for register in held { emit(.release, register) }
        land(loops[index].breaks)
        loops.removeLast()
    }

    private func forLoop(
        _ patterns: [Pattern], _ sequence: Expression, _ body: Block, _ label: String?
    ) {
        if patterns.count == 1, case .range(let lower?, let upper, let isClosed) = sequence.kind {
            rangeLoop(patterns[0], lower, upper, isClosed: isClosed, sequence, body, label)
            return
        }
        loops.append(Loop(label: label))
        let index = loops.count - 1
        let state = allocate(4)
        let source = operand(sequence)
        mark(sequence.span)
        emit(.iterate, state, source.register)
        own(state)
        finish(source)
        let start = code.count
        mark(sequence.span)
        emit(.next, state, patterns.count)
        let end = word()
        pushScope(loop: index)
        for (offset, pattern) in patterns.enumerated() {
            let register = state + 2 + offset
            own(register)
            if case .bind = pattern.kind {
                bind(pattern, to: register)
            } else {
                scopes[scopes.count - 1].owned.append(register)
                destructure(pattern, register)
            }
        }
        discard(body)
        popScope()
        land(loops[index].continues)
        land(jump(.jump), at: start)
        land(end)
        land(loops[index].breaks)
        release(state)
        loops.removeLast()
    }

    /// `for i in a..<b`: no range is made.
    private func rangeLoop(
        _ pattern: Pattern, _ lower: Expression, _ upper: Expression?, isClosed: Bool,
        _ whole: Expression,
        _ body: Block, _ label: String?
    ) {
        loops.append(Loop(label: label))
        let index = loops.count - 1
        let state = allocate(3)
        ownedValue(lower, into: state)
        if let upper {
            ownedValue(upper, into: state + 1)
        } else {
            loadConstant(state + 1, constant(.int(.max)))
        }
        mark(whole.span)
        emit(.prepareRange, state, isClosed || upper == nil ? 1 : 0)
        let empty = word()
        // From here on both are ints.
        disown(state)
        disown(state + 1)
        let start = code.count
        pushScope(loop: index)
        switch pattern.kind {
        case .bind:
            guard let variable = unit.resolution.bindings[ObjectIdentifier(pattern)] else { break }
            if variable.needsCell {
                emit(.move, state + 2, state)
                bind(pattern, to: state + 2)
            } else {
                registers[ObjectIdentifier(variable)] = state
            }
        case .any: break
        default: destructure(pattern, state)
        }
        discard(body)
        popScope()
        land(loops[index].continues)
        mark(whole.span)
        emit(.nextInRange, state)
        let again = word()
        land(again, at: start)
        land(empty)
        land(loops[index].breaks)
        loops.removeLast()
    }

    // MARK: Assertions

    // MARK: Modules

    private func importModule(_ declaration: Import, _ statement: Statement) {
        guard let index = unit.modules[ObjectIdentifier(statement)] else { return }
        let module = allocate()
        mark(statement.span)
        emit(.runModule, module, wide: index)
        own(module)
        let variables = unit.resolution.imports[ObjectIdentifier(statement)] ?? []
        for (variable, item) in zip(variables, declaration.names) {
            let register = allocate()
            mark(item.span)
            emit(.getExport, register, module)
            word(symbol(item.name))
            own(register)
            define(variable, register)
        }
        if let variable = unit.resolution.declarations[ObjectIdentifier(statement)] {
            define(variable, module)
        } else {
            release(module)
        }
    }
}

extension Expression {
    /// The value may be a container that is held elsewhere too.
    fileprivate var mayGiveContainer: Bool {
        switch outermost.kind {
        case .name, .self, .index, .member, .call, .optionalChain, .coalesce, .if, .match, .attempt,
            .try, .block:
            true
        default: false
        }
    }
}
