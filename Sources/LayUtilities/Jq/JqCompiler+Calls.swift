extension JqCompiler {
    /// Makes the instructions of a call.
    ///
    /// - Parameter inner: what the arguments see, where that is not what the call sees.
    func compileCall(
        _ name: [UInt8], _ arguments: [Int], _ span: JqSpan, _ scope: JqScope?,
        inner: JqScope? = nil
    ) throws {
        let seen = inner ?? scope
        switch JqScope.call(name, arguments.count, in: scope) {
        case .parameter(let index, let level):
            emit(.parameter, index, self.level - level)
            return
        case .function(let definition):
            return compileCall(
                definition, distance: definition.level < 0 ? -1 : level - definition.level,
                arguments, seen)
        default: break
        }
        if try compileInline(name, arguments, seen) { return }
        if let definition = global(name, arguments.count) {
            return compileCall(definition, distance: -1, arguments, seen)
        }
        let text = String(decoding: name, as: UTF8.self)
        guard let native = JqNatives.number(text, arguments.count) else {
            return report("\(text)/\(arguments.count) is not defined", span)
        }
        for argument in arguments.reversed() { try compileInner(argument, seen) }
        emit(.native, native, arguments.count)
    }

    /// Calls what jq has by itself.
    func emitNative(_ name: String, _ count: Int) {
        if let native = JqNatives.number(name, count) { emit(.native, native, count) }
    }

    private func compileCall(
        _ definition: JqDefinition, distance: Int, _ arguments: [Int], _ scope: JqScope?
    ) {
        let number = number(of: definition)
        // Numbers first, since arguments may be compiled only after the call.
        let parts = arguments.map { argument($0, scope) }
        emit(.call, number, distance)
        for part in parts { emit(part.operation, part.first, part.second) }
    }

    private func argument(
        _ node: Int, _ scope: JqScope?
    ) -> (operation: JqOperation, first: Int, second: Int) {
        if case .call(let name, let arguments, _) = source.tree.nodes[node], arguments.isEmpty {
            switch JqScope.call(name, 0, in: scope) {
            case .parameter(let index, let level):
                return (.argumentParameter, index, self.level - level)
            case .function(let definition):
                let distance = definition.level < 0 ? -1 : level - definition.level
                return (.argument, number(of: definition), distance)
            default: break
            }
        }
        return (.argument, lambda(.node(node), scope), 0)
    }

    /// Makes the instructions of functions that are no calls; false for other ones.
    private func compileInline(
        _ name: [UInt8], _ arguments: [Int], _ scope: JqScope?
    ) throws -> Bool {
        switch (String(decoding: name, as: UTF8.self), arguments.count) {
        case ("empty", 0): emit(.backtrack)
        case ("path", 1):
            emit(.pathBegin)
            try compile(arguments[0], scope)
            emit(.pathEnd)
        case ("range", 2): try compileRange(arguments, scope)
        case ("select", 1):
            try compileCondition(arguments[0], scope, {}) { self.emit(.backtrack) }
        case ("map", 1):
            try compileCollect(scope) {
                self.emit(.each)
                try self.compile(arguments[0], scope)
            }
        default: return false
        }
        return true
    }

    private func compileRange(_ arguments: [Int], _ scope: JqScope?) throws {
        let (start, counter) = (newLocal(), newLocal())
        emit(.duplicate)
        try compile(arguments[0], scope)
        emit(.store, start)
        try compile(arguments[1], scope)
        emit(.duplicate)
        emit(.load, start)
        emit(.store, counter)
        emit(.range, counter)
    }
}
