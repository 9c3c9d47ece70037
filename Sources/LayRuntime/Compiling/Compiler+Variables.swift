internal import LaySyntax

/// Where an instruction finds a value.
struct Operand {
    let register: Int
    /// True for a register of this expression's own, which is given up after use.
    let isTemporary: Bool
}

extension Compiler {
    /// The register of a variable that lives in one of this function, not in a cell.
    func localRegister(_ variable: Variable) -> Int? {
        guard case .local = variable.place, variable.owner === scope, !variable.needsCell else {
            return nil
        }
        guard let register = registers[ObjectIdentifier(variable)], slot(register) == nil else {
            return nil
        }
        return register
    }

    func variable(of expression: Expression) -> Variable? {
        unit.resolution.uses[ObjectIdentifier(expression)]
    }

    /// Puts the variable's value into the register, owned unless it is safe to borrow it; for
    /// certain is it when `isBrief`, as then nothing runs before the use.
    func load(
        _ variable: Variable, into register: Int, borrowing: Bool, isBrief: Bool = false
    ) {
        if case .global(let slot) = variable.place {
            if variable.isScalar || borrowing && (!variable.isMutable || isBrief) {
                emit(.getGlobal, register, wide: slot)
                return
            }
            emit(.copyGlobal, register, wide: slot)
        } else if let slot = slot(of: variable), !variable.needsCell {
            let isSafe = borrowing && (!variable.isReassigned || isBrief)
            if variable.isScalar || isSafe {
                emit(far: .get, register, in: slots ?? 0, slot)
                return
            }
            emit(far: .copy, register, in: slots ?? 0, slot)
        } else if variable.owner === scope {
            let source = cellRegister(variable)
            if variable.isScalar, !variable.needsCell {
                emit(.move, register, source)
                return
            }
            emit(variable.needsCell ? .getCell : .copy, register, source)
        } else if variable.needsCell {
            let upvalue = scope.capture(variable)
            if upvalue > 255 {
                emit(.getCell, register, borrow(upvalue: upvalue))
            } else {
                emit(.getUpvalueCell, register, upvalue)
            }
        } else {
            let upvalue = scope.capture(variable)
            if upvalue > 255 {
                emit(far: .getUpvalue, register, upvalue)
            } else {
                emit(.getUpvalue, register, upvalue)
            }
            if borrowing || variable.isScalar { return }
            emit(.copy, register, register)
        }
        if !variable.isScalar { own(register) }
    }

    /// The register gets the variable's new value, which it owns; `isFirst` for the declaration.
    func store(_ register: Int, in variable: Variable) {
        if case .global(let slot) = variable.place {
            emit(.setGlobal, register, wide: slot)
        } else if let slot = slot(of: variable), !variable.needsCell {
            emit(far: .define, register, in: slots ?? 0, slot)
        } else if variable.owner === scope {
            let isPlain = variable.isScalar && !variable.needsCell
            emit(
                variable.needsCell ? .setCell : isPlain ? .move : .replace,
                cellRegister(variable), register)
        } else {
            let upvalue = scope.capture(variable)
            if upvalue > 255 {
                emit(.setCell, borrow(upvalue: upvalue), register)
            } else {
                emit(.setUpvalueCell, upvalue, register)
            }
        }
        disown(register)
    }

    /// Makes the value in `register`, which is owned, the variable's first one.
    ///
    /// A local's register is the value's own; the caller keeps it allocated, unless the value went
    /// into a slot.
    func define(_ variable: Variable, _ register: Int) {
        if case .global(let slot) = variable.place {
            emit(.setGlobal, register, wide: slot)
            disown(register)
            return
        }
        if variable.needsCell {
            emit(.makeCell, register)
            disown(register)
            own(register)
        } else if variable.isScalar {
            disown(register)
        }
        if wantsSlot(register) {
            registers[ObjectIdentifier(variable)] = moveToSlot(register)
            return
        }
        registers[ObjectIdentifier(variable)] = register
        if isOwned(register) { scopes[scopes.count - 1].owned.append(register) }
    }

    func facts(_ expressions: [Expression]) -> ExpressionFacts {
        ExpressionFacts(expressions, mutatingNames: unit.mutatingNames)
    }

    /// The expression's value for reading; `later` are the expressions evaluated before the use.
    ///
    /// `isBrief` promises that the instruction which uses it runs no code of the program; then an
    /// element or a member may be borrowed from where it lies.
    func operand(_ expression: Expression, before later: [Expression] = [], isBrief: Bool = false)
        -> Operand
    {
        switch expression.kind {
        case .previous: return previousOperand()
        case .name, .self:
            guard let variable = variable(of: expression) else { break }
            if let register = localRegister(variable) {
                if !variable.isReassigned || later.isEmpty || !facts(later).mayChange {
                    return Operand(register: register, isTemporary: false)
                }
            }
            let register = allocate()
            mark(expression.span)
            let isBrief = isBrief && (later.isEmpty || !facts(later).mayCall)
            load(variable, into: register, borrowing: true, isBrief: isBrief)
            return Operand(register: register, isTemporary: true)
        case .int, .bool, .string, .bytes, .float:
            guard let constant = literalConstant(expression) else { break }
            if let register = waiting[constant] {
                return Operand(register: register, isTemporary: false)
            }
            if case .int = expression.kind { break }
            if case .bool = expression.kind { break }
            let register = allocate()
            loadConstant(register, constant)
            return Operand(register: register, isTemporary: true)
        case .index, .member(_, _, _, isOptional: false):
            if isBrief, !isNoted(expression), let operand = peek(expression, before: later) {
                return operand
            }
        case .coalesce(let left, let right):
            guard isBrief, !isNoted(left), isScalar(right), !facts([right]).mayCall,
                let operand = peek(left, before: later)
            else { break }
            let end = jump(.jumpIfNotNil, operand.register)
            value(right, into: operand.register)
            land(end)
            return operand
        default: break
        }
        let register = allocate()
        value(expression, into: register)
        return Operand(register: register, isTemporary: true)
    }

    /// Gives an operand up after use.
    func finish(_ operand: Operand) {
        if operand.isTemporary { release(operand.register) }
    }

    /// The constant of a literal without parts that must be evaluated.
    func literalConstant(_ expression: Expression) -> Int? {
        switch expression.kind {
        case .bool(let value): return constant(.bool(value))
        case .int(let value): return constant(.int(value))
        case .float(let value): return constant(.float(value.bitPattern))
        case .bytes(let bytes): return constant(.bytes(bytes))
        case .string(let segments):
            var text = ""
            for segment in segments {
                guard case .text(let part) = segment else { return nil }
                text += part
            }
            return constant(.string(text))
        default: return nil
        }
    }

    // MARK: Borrowing

    /// An element or a member, borrowed from where it lies: no count is touched. What is made by
    /// the look-up itself is kept for a while by the machine.
    ///
    /// `nil` when the value could go before it is used.
    private func peek(_ expression: Expression, before later: [Expression]) -> Operand? {
        let facts = facts(later)
        if facts.mayCall || facts.lookups + pendingPeeks > 3 { return nil }
        switch expression.kind {
        case .index(let base, let index):
            guard let object = borrowable(base, before: [index] + later) else { return nil }
            pendingPeeks += 1
            let key = operand(index, isBrief: true)
            pendingPeeks -= 1
            let result = allocate()
            mark(expression.span)
            emit(.peekElement, result, object, key.register)
            finish(key)
            return Operand(register: result, isTemporary: true)
        case .member(let base, let name, let span, isOptional: false):
            guard let object = borrowable(base, before: later) else { return nil }
            let result = allocate()
            mark(span)
            emit(.peekField, result, object)
            word(symbol(name))
            word(-1)
            word()
            return Operand(register: result, isTemporary: true)
        default: return nil
        }
    }

    /// The register of a value that stays where it is until `later` is evaluated.
    func borrowable(_ expression: Expression, before later: [Expression]) -> Int? {
        let facts = facts(later)
        if facts.mayCall { return nil }
        switch expression.kind {
        case .name, .self:
            guard let variable = variable(of: expression) else { return nil }
            if let register = localRegister(variable) { return register }
            if variable.needsCell { return nil }
            return operand(expression, before: later, isBrief: true).register
        case .index, .member(_, _, _, isOptional: false):
            return isNoted(expression) ? nil : peek(expression, before: later)?.register
        default: return nil
        }
    }
}
