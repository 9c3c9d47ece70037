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
        return registers[ObjectIdentifier(variable)]
    }

    func variable(of expression: Expression) -> Variable? {
        unit.resolution.uses[ObjectIdentifier(expression)]
    }

    /// Puts the variable's value into the register, owned unless it is safe to borrow it.
    func load(_ variable: Variable, into register: Int, borrowing: Bool) {
        if case .global(let slot) = variable.place {
            if borrowing, !variable.isMutable {
                emit(.getGlobal, register, wide: slot)
                return
            }
            emit(.copyGlobal, register, wide: slot)
        } else if variable.owner === scope {
            let source = registers[ObjectIdentifier(variable)] ?? 0
            emit(variable.needsCell ? .getCell : .copy, register, source)
        } else if variable.needsCell {
            emit(.getUpvalueCell, register, scope.capture(variable))
        } else {
            emit(.getUpvalue, register, scope.capture(variable))
            if borrowing { return }
            emit(.copy, register, register)
        }
        own(register)
    }

    /// The register gets the variable's new value, which it owns; `isFirst` for the declaration.
    func store(_ register: Int, in variable: Variable) {
        if case .global(let slot) = variable.place {
            emit(.setGlobal, register, wide: slot)
        } else if variable.owner === scope {
            let target = registers[ObjectIdentifier(variable)] ?? 0
            emit(variable.needsCell ? .setCell : .replace, target, register)
        } else {
            emit(.setUpvalueCell, scope.capture(variable), register)
        }
        disown(register)
    }

    /// Makes the value in `register`, which is owned, the variable's first one.
    ///
    /// A local's register is the value's own; the caller keeps it allocated.
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
        }
        registers[ObjectIdentifier(variable)] = register
        if isOwned(register) { scopes[scopes.count - 1].owned.append(register) }
    }

    /// The expression's value for reading; `later` are the expressions evaluated before the use.
    func operand(_ expression: Expression, before later: [Expression] = []) -> Operand {
        switch expression.kind {
        case .name, .self:
            guard let variable = variable(of: expression) else { break }
            if let register = localRegister(variable) {
                let mayChange = variable.isReassigned && later.contains(where: \.holdsStatements)
                if !mayChange { return Operand(register: register, isTemporary: false) }
            }
            let register = allocate()
            mark(expression.span)
            load(variable, into: register, borrowing: true)
            return Operand(register: register, isTemporary: true)
        case .string, .bytes, .float:
            guard let constant = literalConstant(expression) else { break }
            let register = allocate()
            emit(.loadConstant, register, wide: constant)
            return Operand(register: register, isTemporary: true)
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
}
