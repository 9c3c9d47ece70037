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
        if !hasRoom(pattern.span) { return }
        func take(_ inner: Pattern) {
            let register = allocate()
            emit(.loadNil, register)
            if wantsSlot(register) {
                plans[ObjectIdentifier(inner)] = moveToSlot(register)
                top = register
                return
            }
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
        if !hasRoom(pattern.span) { return }
        let saved = top
        defer { top = saved }
        mark(pattern.span)
        switch pattern.kind {
        case .any: break
        case .bind:
            if isRoot, let copy = plans[ObjectIdentifier(pattern)] {
                let target = place(copy)
                emit(.copy, target, register)
                keep(target, in: copy)
            }
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
            word(constant(.types(shape(type))))
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
        let isLong = patterns.count > 255
        if isLong {
            emit(far: .matchList, result, in: register, patterns.count, rest == nil ? 0 : 1)
        } else {
            emit(.matchList, result, register, patterns.count)
            word(rest == nil ? 0 : 1)
        }
        exits.append(jump(.jumpIfFalse, result))
        for (index, inner) in patterns.enumerated() {
            guard let plan = plans[ObjectIdentifier(inner)] else { continue }
            let saved = top
            let target = place(plan)
            if let rest, index >= rest.index {
                if isLong {
                    emit(far: .listFromEnd, target, in: register, patterns.count - index)
                } else {
                    emit(.listFromEnd, target, register, patterns.count - index)
                }
            } else {
                loadInt(result, Int64(index))
                emit(.getElement, target, register, result)
            }
            keep(target, in: plan)
            emitTest(inner, target, plans, &exits, isRoot: false)
            top = saved
        }
        if let rest, let inner = rest.pattern, let plan = plans[ObjectIdentifier(inner)] {
            let target = place(plan)
            if isLong {
                emit(
                    far: .listRest, target, in: register, rest.index, patterns.count - rest.index)
            } else {
                emit(.listRest, target, register, rest.index)
                word(patterns.count - rest.index)
            }
            keep(target, in: plan)
            emitTest(inner, target, plans, &exits, isRoot: false)
        }
    }

    /// Where a part of the value is looked at: its register, or a temporary one for a slot.
    private func place(_ plan: Int) -> Int { slot(plan) == nil ? plan : allocate() }

    /// Lets the slot, if it is one, have what was found; the register then borrows it.
    private func keep(_ register: Int, in plan: Int) {
        if let slot = slot(plan) { emit(far: .define, register, in: slots ?? 0, slot) }
    }

    private func mapTest(
        _ items: [MapPatternItem], _ register: Int, _ plans: [ObjectIdentifier: Int],
        _ exits: inout [Int]
    ) {
        // A key that has to be there is looked for in what has keys alone.
        if items.allSatisfy({ $0.standard != nil }) {
            let result = allocate()
            emit(far: .matchFields, result, in: register)
            exits.append(jump(.jumpIfFalse, result))
        }
        for item in items {
            guard let plan = plans[ObjectIdentifier(item.pattern)] else { continue }
            let saved = top
            let target = place(plan)
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
            keep(target, in: plan)
            emitTest(item.pattern, target, plans, &exits, isRoot: false)
            top = saved
        }
    }

    /// Puts the names that inner functions share and may not copy into cells; globals into slots.
    private func share(_ pattern: Pattern, _ plans: [ObjectIdentifier: Int]) {
        switch pattern.kind {
        case .bind:
            guard let variable = unit.resolution.bindings[ObjectIdentifier(pattern)],
                let register = plans[ObjectIdentifier(pattern)]
            else { return }
            let saved = top
            if case .global(let global) = variable.place {
                let copy = allocate()
                if let slot = slot(register) {
                    emit(far: .copy, copy, in: slots ?? 0, slot)
                } else {
                    emit(.copy, copy, register)
                }
                emit(.setGlobal, copy, wide: global)
            } else if variable.needsCell, let slot = slot(register) {
                let copy = allocate()
                emit(far: .copy, copy, in: slots ?? 0, slot)
                emit(.makeCell, copy)
                emit(far: .define, copy, in: slots ?? 0, slot)
            } else if variable.needsCell {
                emit(.makeCell, register)
            }
            top = saved
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
