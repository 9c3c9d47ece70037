internal import LaySyntax

extension Compiler {
    /// Lets a pattern that is a name (or `_`) take the value in the register, which is owned.
    func bind(_ pattern: Pattern, to register: Int) {
        if let variable = unit.resolution.bindings[ObjectIdentifier(pattern)] {
            if !isOwned(register) { own(register) }
            define(variable, register)
        } else {
            scopes[scopes.count - 1].owned.append(register)
        }
    }

    /// Takes the value apart; one that does not fit is an error.
    func destructure(_ pattern: Pattern, _ register: Int) {
        let exits = test(pattern, register)
        if exits.isEmpty { return }
        let fits = jump(.jump)
        land(exits)
        mark(pattern.span)
        var keys: [String] = []
        if case .map(let items) = pattern.kind {
            keys = items.filter { $0.standard == nil }.map(\.key)
        }
        emit(.failMatch, register, 1)
        word(constant(.names(keys)))
        land(fits)
    }

    /// Emits the tests of a pattern and binds its names, which belong to the scope around; gives
    /// the jumps taken when it does not fit.
    ///
    /// All registers are set to nil first, so that whichever test fails they can be released.
    func test(_ pattern: Pattern, _ register: Int) -> [Int] {
        var plans: [ObjectIdentifier: Int] = [:]
        reserve(pattern, &plans, isRoot: true)
        var exits: [Int] = []
        emitTest(pattern, register, plans, &exits, isRoot: true)
        share(pattern, plans)
        return exits
    }

    /// Allocates a register for each value the pattern looks at inside.
    private func reserve(_ pattern: Pattern, _ plans: inout [ObjectIdentifier: Int], isRoot: Bool) {
        func take(_ inner: Pattern) {
            let register = allocate()
            emit(.loadNil, register)
            own(register)
            scopes[scopes.count - 1].owned.append(register)
            plans[ObjectIdentifier(inner)] = register
        }
        if isRoot, case .bind = pattern.kind { take(pattern) }
        switch pattern.kind {
        case .list(let patterns, let rest):
            for inner in patterns {
                take(inner)
                reserve(inner, &plans, isRoot: false)
            }
            if let inner = rest?.pattern { take(inner) }
        case .map(let items):
            for item in items {
                take(item.pattern)
                reserve(item.pattern, &plans, isRoot: false)
            }
        case .alternatives(let patterns):
            for inner in patterns { reserve(inner, &plans, isRoot: false) }
        default: break
        }
    }

    private func emitTest(
        _ pattern: Pattern, _ register: Int, _ plans: [ObjectIdentifier: Int], _ exits: inout [Int],
        isRoot: Bool
    ) {
        let saved = top
        defer { top = saved }
        mark(pattern.span)
        switch pattern.kind {
        case .any: break
        case .bind:
            if isRoot, let copy = plans[ObjectIdentifier(pattern)] { emit(.copy, copy, register) }
            if let variable = unit.resolution.bindings[ObjectIdentifier(pattern)] {
                registers[ObjectIdentifier(variable)] = plans[ObjectIdentifier(pattern)] ?? register
            }
        case .literal(let value):
            let operand = operand(value)
            exits.append(jump(.jumpNotEqual, register, operand.register))
            finish(operand)
        case .range(let lower, let upper, let isClosed):
            let range = allocate()
            value(Expression.range(lower, upper, isClosed, pattern.span), into: range)
            let result = allocate()
            emit(.matchRange, result, register, range)
            release(range)
            exits.append(jump(.jumpIfFalse, result))
        case .type(let type):
            let result = allocate()
            emit(.isType, result, register)
            word(constant(.types(references(type))))
            exits.append(jump(.jumpIfFalse, result))
        case .alternatives(let patterns):
            var fits: [Int] = []
            for (index, inner) in patterns.enumerated() {
                var failed: [Int] = []
                emitTest(inner, register, plans, &failed, isRoot: false)
                if index == patterns.count - 1 {
                    exits += failed
                } else {
                    fits.append(jump(.jump))
                    land(failed)
                }
            }
            land(fits)
        case .list(let patterns, let rest): listTest(patterns, rest, register, plans, &exits)
        case .map(let items): mapTest(items, register, plans, &exits)
        }
    }

    private func listTest(
        _ patterns: [Pattern], _ rest: (index: Int, pattern: Pattern?)?, _ register: Int,
        _ plans: [ObjectIdentifier: Int], _ exits: inout [Int]
    ) {
        let result = allocate()
        emit(.matchList, result, register, patterns.count)
        word(rest == nil ? 0 : 1)
        exits.append(jump(.jumpIfFalse, result))
        for (index, inner) in patterns.enumerated() {
            guard let target = plans[ObjectIdentifier(inner)] else { continue }
            if let rest, index >= rest.index {
                emit(.listFromEnd, target, register, patterns.count - index)
            } else {
                emit(.loadInt, result, wide: index)
                emit(.getElement, target, register, result)
            }
            emitTest(inner, target, plans, &exits, isRoot: false)
        }
        if let rest, let inner = rest.pattern, let target = plans[ObjectIdentifier(inner)] {
            emit(.listRest, target, register, rest.index)
            word(patterns.count - rest.index)
            emitTest(inner, target, plans, &exits, isRoot: false)
        }
    }

    private func mapTest(
        _ items: [MapPatternItem], _ register: Int, _ plans: [ObjectIdentifier: Int],
        _ exits: inout [Int]
    ) {
        for item in items {
            guard let target = plans[ObjectIdentifier(item.pattern)] else { continue }
            mark(item.keySpan)
            emit(.matchKey, target, register)
            word(symbol(item.key))
            let given = jump(.jumpIfGiven, target)
            if let standard = item.standard {
                let computed = allocate()
                ownedValue(standard, into: computed)
                emit(.replace, target, computed)
                disown(computed)
            } else {
                exits.append(jump(.jump))
            }
            land(given)
            emitTest(item.pattern, target, plans, &exits, isRoot: false)
        }
    }

    /// Puts the names that inner functions share and may not copy into cells; globals into slots.
    private func share(_ pattern: Pattern, _ plans: [ObjectIdentifier: Int]) {
        switch pattern.kind {
        case .bind:
            guard let variable = unit.resolution.bindings[ObjectIdentifier(pattern)],
                let register = plans[ObjectIdentifier(pattern)]
            else { return }
            if case .global(let slot) = variable.place {
                let copy = allocate()
                emit(.copy, copy, register)
                emit(.setGlobal, copy, wide: slot)
            } else if variable.needsCell {
                emit(.makeCell, register)
            }
        case .list(let patterns, let rest):
            for inner in patterns { share(inner, plans) }
            if let inner = rest?.pattern { share(inner, plans) }
        case .map(let items): for item in items { share(item.pattern, plans) }
        default: break
        }
    }

    func match(_ subject: Expression, _ arms: [MatchArm], _ whole: Expression, into target: Int) {
        let register = allocate()
        ownedValue(subject, into: register)
        var ends: [Int] = []
        for arm in arms {
            let saved = top
            pushScope()
            var exits = test(arm.pattern, register)
            if let condition = arm.condition { exits += branch(condition, when: false) }
            value(arm.body, into: target)
            if !isOwned(target) { own(target) }
            popKeepingOwned(target, exits: exits, ends: &ends)
            top = saved
        }
        mark(subject.span)
        emit(.failMatch, register, 0)
        word(constant(.names([])))
        land(ends)
        own(target)
        release(register)
    }
}

extension Expression {
    /// A range made from a pattern's bounds.
    fileprivate static func range(
        _ lower: Expression?, _ upper: Expression?, _ isClosed: Bool, _ span: Span
    ) -> Expression {
        Expression(.range(lower: lower, upper: upper, isClosed: isClosed), span)
    }
}
