extension JqCompiler {
    /// Makes the instructions of what binds names, and of what catches errors.
    func compileBinding(_ node: JqNode, _ scope: JqScope?) throws {
        switch node {
        case .attempt(let body, let handler): try compileAttempt(body, handler, scope)
        case .reduce(let values, let patterns, let start, let update):
            try compileReduce(values, patterns, start, update, scope)
        case .foreach(let values, let patterns, let start, let update, let extract):
            try compileForeach(values, patterns, start, update, extract, scope)
        case .bind(let value, let patterns, let body):
            emit(.duplicate)
            emit(.innerBegin)
            try compile(value, scope)
            emit(.innerEnd)
            emit(.pop)
            try compilePatterns(patterns, scope) { try self.compile(body, $0) }
        case .label(let name, let body): try compileLabel(name, body, scope)
        case .breakOut(let name, let span):
            let label = Self.labelName(name)
            if case .variable(let slot, let level) = JqScope.variable(label, in: scope) {
                emit(.breakOut, slot, self.level - level)
            } else {
                let shown = String(decoding: label, as: UTF8.self)
                report("$\(shown) is not defined", span)
            }
        default: break
        }
    }

    private static func labelName(_ name: [UInt8]) -> [UInt8] { Array("*label-".utf8) + name }

    private func compileAttempt(_ body: Int, _ handler: Int?, _ scope: JqScope?) throws {
        let fork = emit(.forkTry)
        try compile(body, scope)
        let jump = emit(.jump)
        land(fork)
        if let handler {
            emit(.rethrowBreak)
            try compile(handler, scope)
        } else {
            emit(.backtrack)
        }
        land(jump)
    }

    private func compileLabel(_ name: [UInt8], _ body: Int, _ scope: JqScope?) throws {
        let slot = newLocal()
        emit(.label, slot)
        let fork = emit(.forkTry)
        try compile(
            body, JqScope(Self.labelName(name), .variable(slot, level: level), scope))
        let jump = emit(.jump)
        land(fork)
        emit(.checkBreak, slot)
        land(jump)
    }

    private func compileReduce(
        _ values: Int, _ patterns: [Int], _ start: Int, _ update: Int, _ scope: JqScope?
    ) throws {
        let state = newLocal()
        emit(.duplicate)
        try compile(start, scope)
        emit(.store, state)
        let fork = emit(.fork)
        emit(.duplicateTaking)
        try compile(values, scope)
        try compilePatterns(patterns, scope) {
            self.emit(.loadTaking, state)
            try self.compile(update, $0)
            self.emit(.store, state)
        }
        emit(.backtrack)
        land(fork)
        emit(.loadTaking, state)
    }

    private func compileForeach(
        _ values: Int, _ patterns: [Int], _ start: Int, _ update: Int, _ extract: Int?,
        _ scope: JqScope?
    ) throws {
        let state = newLocal()
        emit(.duplicate)
        try compile(start, scope)
        emit(.store, state)
        let fork = emit(.fork)
        emit(.duplicateTaking)
        try compile(values, scope)
        try compilePatterns(patterns, scope) {
            self.emit(.loadTaking, state)
            try self.compile(update, $0)
            self.emit(.duplicate)
            self.emit(.store, state)
            if let extract { try self.compile(extract, $0) }
        }
        let jump = emit(.jump)
        land(fork)
        emit(.backtrack)
        land(jump)
    }

    // MARK: Patterns

    /// Takes the uppermost value apart, and does something with the variables.
    private func compilePatterns(
        _ patterns: [Int], _ scope: JqScope?, _ body: (JqScope?) throws -> Void
    ) throws {
        var slots: [(name: [UInt8], slot: Int)] = []
        for pattern in patterns { collectNames(pattern, &slots) }
        var inner = scope
        for (name, slot) in slots { inner = JqScope(name, .variable(slot, level: level), inner) }
        guard patterns.count > 1 else {
            if let pattern = patterns.first { try compilePattern(pattern, slots, scope) }
            return try body(inner)
        }
        // All variables are there whichever pattern fits.
        let none = constant(.null)
        for (_, slot) in slots {
            emit(.duplicate)
            emit(.constant, none)
            emit(.store, slot)
        }
        var jumps: [Int] = []
        for pattern in patterns.dropLast() {
            let fork = emit(.forkAlternative)
            try compilePattern(pattern, slots, scope, isForked: true)
            jumps.append(emit(.jump))
            land(fork)
        }
        if let last = patterns.last { try compilePattern(last, slots, scope) }
        for jump in jumps { land(jump) }
        try body(inner)
    }

    private func collectNames(
        _ pattern: Int, _ slots: inout [(name: [UInt8], slot: Int)], depth: Int = 0
    ) {
        func note(_ name: [UInt8]) {
            if !slots.contains(where: { $0.name == name }) { slots.append((name, newLocal())) }
        }
        // Deeper patterns are refused where they are compiled.
        guard depth < Self.deepestPattern else { return }
        switch source.tree.patterns[pattern] {
        case .variable(let name): note(name)
        case .array(let parts):
            for part in parts { collectNames(part, &slots, depth: depth + 1) }
        case .object(let entries):
            for entry in entries {
                if let name = entry.variable { note(name) }
                if let part = entry.pattern { collectNames(part, &slots, depth: depth + 1) }
            }
        }
    }

    private static var deepestPattern: Int { 256 }

    private func compilePattern(
        _ pattern: Int, _ slots: [(name: [UInt8], slot: Int)], _ scope: JqScope?,
        isForked: Bool = false, depth: Int = 0
    ) throws {
        guard depth < Self.deepestPattern else {
            throw JqRaise("patterns are nested too deeply")
        }
        let store = isForked ? JqOperation.storeForked : .store
        func slot(_ name: [UInt8]) -> Int { slots.first { $0.name == name }?.slot ?? 0 }
        switch source.tree.patterns[pattern] {
        case .variable(let name): emit(store, slot(name))
        case .array(let parts):
            // From the last element to the first, as jq does.
            for (index, part) in parts.enumerated().reversed() {
                emit(.duplicate)
                emit(.field, constant(.number(index)))
                try compilePattern(part, slots, scope, isForked: isForked, depth: depth + 1)
            }
            emit(.pop)
        case .object(let entries):
            for entry in entries {
                emit(.duplicate)
                try compileInner(entry.key, scope)
                emit(.index)
                if let name = entry.variable {
                    if entry.pattern != nil { emit(.duplicate) }
                    emit(store, slot(name))
                }
                if let part = entry.pattern {
                    try compilePattern(part, slots, scope, isForked: isForked, depth: depth + 1)
                }
            }
            emit(.pop)
        }
    }
}
