internal import LaySyntax

/// What is changed: a variable and the way from it to a value inside.
struct Path {
    enum Step {
        case field(String, Span)
        case index(Expression)
    }

    let root: Variable
    let rootSpan: Span
    let steps: [Step]
}

/// The evaluated indexes of a path.
struct PathSteps {
    enum Step {
        case field(String, Span)
        case index(Operand)
        /// A literal of a long path, which is loaded where it is used.
        case literal(Expression)
    }

    let steps: [Step]
}

extension Compiler {
    /// The expression as a path of a variable that may change, or `nil`.
    func path(of expression: Expression) -> Path? {
        var steps: [Path.Step] = []
        var side = LeftSide(expression, before: previous.waiting)
        while true {
            let current = side.current
            switch current.kind {
            case .member(let base, let name, let span, isOptional: false):
                steps.append(.field(name, span))
                side.descend(to: base)
            case .index(let base, let index):
                steps.append(.index(index))
                side.descend(to: base)
            case .name, .self:
                guard let variable = variable(of: current), variable.isMutable else { return nil }
                return Path(root: variable, rootSpan: current.span, steps: steps.reversed())
            default: return nil
            }
        }
    }

    /// Evaluates the path's indexes, before anything is changed.
    func evaluate(_ path: Path, before later: [Expression]) -> PathSteps {
        PathSteps(
            steps: path.steps.map { step in
                switch step {
                case .field(let name, let span): return .field(name, span)
                case .index(let expression):
                    if path.steps.count > 8, literalConstant(expression) != nil {
                        return .literal(expression)
                    }
                    return .index(operand(expression, before: later))
                }
            })
    }

    /// The register of an evaluated index; the caller gives it free again.
    private func key(_ step: PathSteps.Step) -> Int {
        switch step {
        case .field: 0
        case .index(let operand): operand.register
        case .literal(let expression): operand(expression).register
        }
    }

    func finish(_ steps: PathSteps) {
        for case .index(let operand) in steps.steps.reversed() { finish(operand) }
    }

    /// Walks to the value at the end of the path, making each value on the way the only one of
    /// its place; gives its register, borrowed.
    func unique(_ path: Path, _ steps: PathSteps, _ span: Span) -> Int {
        walk(path, steps.steps[...])
    }

    /// The instruction that uses the register makes what is in it unique.
    private func walk(_ path: Path, _ steps: ArraySlice<PathSteps.Step>) -> Int {
        var current: Int
        mark(path.rootSpan)
        if case .global(let slot) = path.root.place {
            current = allocate()
            emit(.uniqueGlobal, current, wide: slot)
        } else if let local = localRegister(path.root) {
            current = local
        } else {
            current = allocate()
            if let slot = slot(of: path.root), !path.root.needsCell {
                emit(far: .unique, current, in: slots ?? 0, slot)
            } else if path.root.owner === scope {
                emit(.uniqueCell, current, cellRegister(path.root))
            } else {
                let upvalue = scope.capture(path.root)
                if upvalue > 255 {
                    emit(.uniqueCell, current, borrow(upvalue: upvalue))
                } else {
                    emit(.uniqueUpvalueCell, current, upvalue)
                }
            }
        }
        for (index, step) in steps.enumerated() {
            // Of a long path the steps share a register; the first is never the variable's own.
            let next = index > 0 && steps.count > 8 ? current : allocate()
            switch step {
            case .field(let name, let span):
                mark(span)
                emit(.uniqueField, next, current)
                word(symbol(name))
            case .index, .literal:
                let saved = top
                emit(.uniqueElement, next, current, key(step))
                top = saved
            }
            current = next
        }
        return current
    }

    /// Moves the value at the end of the path out of its place.
    func take(_ path: Path, _ steps: PathSteps, into target: Int, _ span: Span) {
        guard let last = steps.steps.last else {
            mark(path.rootSpan)
            if case .global(let slot) = path.root.place {
                emit(.takeGlobal, target, wide: slot)
            } else if let local = localRegister(path.root) {
                emit(.move, target, local)
                emit(.loadInUse, local)
            } else if let slot = slot(of: path.root), !path.root.needsCell {
                emit(far: .take, target, in: slots ?? 0, slot)
            } else if path.root.owner === scope {
                emit(.takeCell, target, cellRegister(path.root))
            } else {
                let upvalue = scope.capture(path.root)
                if upvalue > 255 {
                    emit(.takeCell, target, borrow(upvalue: upvalue))
                } else {
                    emit(.takeUpvalueCell, target, upvalue)
                }
            }
            return
        }
        let container = walk(path, steps.steps.dropLast())
        switch last {
        case .field(let name, let span):
            mark(span)
            emit(.takeField, target, container)
            word(symbol(name))
        case .index, .literal:
            let key = key(last)
            mark(span)
            emit(.takeElement, target, container, key)
        }
    }

    /// Moves a value to the end of the path, whose old value it replaces.
    func putBack(_ path: Path, _ steps: PathSteps, _ register: Int, _ span: Span) {
        guard let last = steps.steps.last else {
            if let local = localRegister(path.root) {
                emit(.replace, local, register)
                disown(register)
            } else {
                store(register, in: path.root)
            }
            return
        }
        let container = walk(path, steps.steps.dropLast())
        set(container, last, register, span)
    }

    private func set(_ container: Int, _ step: PathSteps.Step, _ register: Int, _ span: Span) {
        mark(span)
        switch step {
        case .field(let name, let place):
            mark(place)
            emit(.setField, container, register)
            word(symbol(name))
            word(-1)
            word()
        case .index, .literal: emit(.setElement, container, key(step), register)
        }
        disown(register)
    }

    // MARK: Assignments

    func assign(_ targets: [Expression], _ values: [Expression]) {
        if targets.count == 1 {
            if unit.resolution.elementTargets.contains(ObjectIdentifier(targets[0])) {
                return setElement(targets[0], values[0])
            }
            guard let path = path(of: targets[0]) else { return }
            let steps = evaluate(path, before: values)
            if steps.steps.isEmpty, path.root.isScalar, path.root.annotation == nil,
                let local = localRegister(path.root)
            {
                assignScalar(values[0], to: local)
                return
            }
            let register = allocate()
            ownedValue(values[0], into: register)
            check(register, for: path, steps, values[0].span)
            putBack(path, steps, register, targets[0].span)
            finish(steps)
            return
        }
        if !fits(values.count) {
            assignPacked(targets, values)
            return
        }
        let first = allocate(values.count)
        for (offset, value) in values.enumerated() { ownedValue(value, into: first + offset) }
        for (offset, target) in targets.enumerated() {
            guard let path = path(of: target) else { continue }
            let steps = evaluate(path, before: [])
            check(first + offset, for: path, steps, values[offset].span)
            putBack(path, steps, first + offset, target.span)
            finish(steps)
        }
    }

    /// Sets an element of a built-in value's member, whose method `set` does it.
    private func setElement(_ target: Expression, _ value: Expression) {
        guard case .index(let base, let key) = target.kind else { return }
        let method = Expression(
            .member(base, "set", nameSpan: target.span, isOptional: false), target.span)
        effect(Expression(.call(method, [Argument(key), Argument(value)]), target.span))
    }

    /// Assigns more values than there are registers.
    private func assignPacked(_ targets: [Expression], _ values: [Expression]) {
        let list = packed(values)
        for (index, target) in targets.enumerated() {
            guard let path = path(of: target) else { continue }
            let saved = top
            let steps = evaluate(path, before: [])
            let register = allocate()
            loadInt(register, Int64(index))
            emit(.getElement, register, list, register)
            own(register)
            check(register, for: path, steps, values[index].span)
            putBack(path, steps, register, target.span)
            finish(steps)
            top = saved
        }
        release(list)
    }

    func compound(
        _ target: Expression, _ operation: BinaryOperator, _ value: Expression, _ span: Span
    ) {
        guard let path = path(of: target) else { return }
        if path.steps.isEmpty, let type = path.root.annotation, !type.grows {
            assign([target], [Expression(.binary(operation, target, value), span)])
            return
        }
        let steps = evaluate(path, before: [value])
        let isImmediate = isImmediate(operation, value)
        if steps.steps.isEmpty, path.root.isScalar, let local = localRegister(path.root) {
            let right = isImmediate ? nil : operand(value, isBrief: true)
            mark(span)
            emitCompound(
                operation, local, local, right?.register ?? 0, value, kinds(target, value))
            if let right { finish(right) }
            return
        }
        let right = operand(value, isBrief: true)
        // What is added stays what it is; the sum of two of a type is of it.
        if operation != .divide { check(right.register, for: path, steps, value.span) }
        let code = Int(Self.instruction(operation).code.rawValue)
        if let last = steps.steps.last {
            let container = walk(path, steps.steps.dropLast())
            mark(span)
            switch last {
            case .field(let name, _):
                emit(.updateField, container, right.register, code)
                word(symbol(name))
                word(-1)
                word()
            case .index, .literal:
                emit(.updateElement, container, key(last), right.register)
                word(code)
            }
        } else if case .global(let slot) = path.root.place {
            mark(span)
            emit(.updateGlobal, 0, right.register, code)
            word(slot)
        } else if let local = localRegister(path.root) {
            mark(span)
            emit(.updateRegister, local, right.register, code)
        } else if let slot = slot(of: path.root), !path.root.needsCell {
            mark(span)
            emit(far: .update, right.register, in: slots ?? 0, slot, code)
        } else if path.root.owner === scope {
            let cell = cellRegister(path.root)
            mark(span)
            emit(.updateCell, cell, right.register, code)
        } else {
            let upvalue = scope.capture(path.root)
            let cell = upvalue > 255 ? borrow(upvalue: upvalue) : nil
            mark(span)
            if let cell {
                emit(.updateCell, cell, right.register, code)
            } else {
                emit(.updateUpvalueCell, upvalue, right.register, code)
            }
        }
        finish(right)
        finish(steps)
    }

    /// The value of a variable that never holds an object, made where it belongs if it can be.
    private func assignScalar(_ value: Expression, to local: Int) {
        switch value.kind {
        case .int, .float, .bool, .nil, .binary, .name: self.value(value, into: local)
        default:
            let register = allocate()
            self.value(value, into: register)
            if isOwned(register) { disown(register) }
            emit(.move, local, register)
        }
    }

    /// `x += 1`: the number stands in the instruction.
    private func isImmediate(_ operation: BinaryOperator, _ value: Expression) -> Bool {
        guard case .int(let number) = value.kind, number.magnitude < 128 else { return false }
        return operation == .add || operation == .subtract
    }

    private func emitCompound(
        _ operation: BinaryOperator, _ result: Int, _ left: Int, _ right: Int, _ value: Expression,
        _ kind: ScalarKind
    ) {
        if isImmediate(operation, value), case .int(let number) = value.kind {
            emit(.addInt, result, left, operation == .add ? Int(number) : -Int(number))
        } else {
            emitBinary(operation, result, left, right, kind)
        }
    }

    func coalesceAssign(_ target: Expression, _ value: Expression) {
        guard let path = path(of: target) else { return }
        let steps = evaluate(path, before: [value])
        let current = allocate()
        self.value(target, into: current)
        let test = allocate()
        emit(.move, test, current)
        release(current)
        let skip = jump(.jumpIfNotNil, test)
        let register = allocate()
        ownedValue(value, into: register)
        check(register, for: path, steps, value.span)
        putBack(path, steps, register, target.span)
        land(skip)
        finish(steps)
    }
}
