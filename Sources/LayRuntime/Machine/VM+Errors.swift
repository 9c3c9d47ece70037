internal import LayBounds
internal import LaySyntax

extension VM {
    /// Sets the error on its way; gives false, so that slow paths can return it.
    @discardableResult
    func fail(_ kind: ErrorKind, _ message: String, help: String? = nil) -> Bool {
        pending = LayError(kind, message, help: help)
        return false
    }

    func failDepth() {
        fail(
            .limit, "calls are nested too deeply",
            help: "a recursion that never ends? at most \(Self.deepestCalls) calls may be active")
    }

    func failBool(_ value: Value) {
        fail(
            .typeError, "a condition must be a bool, not \(describe(value))",
            help: "compare it: x != nil, x != 0, not s.is_empty")
    }

    func failUnary(_ operation: String, _ value: Value) {
        fail(.typeError, "'\(operation)' needs an int, not \(describe(value))")
    }

    func failRange(_ lower: Value, _ upper: Value) {
        fail(.typeError, "a range needs ints, not \(describe(lower.isInt ? upper : lower))")
    }

    func failUndefined(_ slot: Int) {
        let value = machine.pointee.globals[slot]
        if value.is(.inUse) {
            failInUse(value)
            return
        }
        let known = session?.variables.values.first { variable in
            if case .global(slot) = variable.place { return true }
            return false
        }
        let name = globalNames[slot] ?? known?.name
        fail(
            .nameError,
            "\(name.map { "'\($0)'" } ?? "a variable") is used before its declaration has run",
            help: "move the declaration above the first use")
    }

    func failInUse(_ value: Value) {
        if value.is(.missing) {
            fail(.nameError, "a function is used before its declaration has run")
        } else {
            fail(
                .invalidState, "the value is being changed by a method that is still running",
                help: "copy it before the call")
        }
    }

    func failPush(_ value: Value) {
        fail(.nameError, "\(describe(value)) has no method 'push'")
    }

    /// The error as the machine carries it; what a host's code throws becomes one.
    func layError(_ error: any Error) -> LayError {
        if let error = error as? LayError { return error }
        if let diagnostic = error as? Diagnostic {
            var result = LayError(diagnostic.kind, diagnostic.message, help: diagnostic.help)
            result.place = (diagnostic.source, diagnostic.span)
            return result
        }
        return translate(error) ?? LayError(.ioError, "\(error)")
    }

    /// Called from time to time at back-edges and calls: limits, cancellation, garbage cycles.
    @inline(never)
    func look() -> Bool {
        if audits { audit() }
        // A large heap is audited less often, so that a test takes time in proportion.
        let steps = audits ? auditCost / 16 + 1 : Self.fuelPerLook
        machine.pointee.fuel = steps - 1
        stepsTaken += steps
        if isCancelled() { return fail(.cancelled, "the run was cancelled") }
        if let stepLimit, stepsTaken > stepLimit {
            return fail(
                .limit, "the script took more than \(stepLimit) steps",
                help: "the host set this limit")
        }
        if machine.pointee.budget < 0 {
            return fail(
                .limit, "the script uses more than \(memoryLimit) bytes",
                help: "the host set this limit")
        }
        if machine.pointee.cycleCandidates > machine.pointee.cycleLimit { machine.collectCycles() }
        return true
    }

    /// Takes the pending error to its handler, releasing what the frames on the way own.
    ///
    /// - Returns: where the handling frame, now the current one, goes on; `nil` when the error
    ///   left the frame that a native entered.
    func unwind(from start: UnsafeMutablePointer<UInt32>) -> UnsafeMutablePointer<UInt32>? {
        var error = pending ?? LayError(.ioError, "the machine failed without an error")
        var frame = machine.pointee.frame
        var word = start - frame.pointee.function.pointee.code.pointee.code
        if error.place == nil {
            let prototype = prototype(of: frame)
            error.place = (prototype.source, prototype.span(at: word))
        }
        if error.trace.isEmpty { error.trace = trace(from: frame, word) }
        pending = error
        while true {
            let code = frame.pointee.function.pointee.code
            let prototype = prototypes[Int(code.pointee.prototype)]
            let base = frame.pointee.base
            let handler = error.isUncatchable ? nil : prototype.handlers.last { $0.covers(word) }
            // What the handler's code owns as well stays, but for the error's own register.
            var kept: Set<UInt8> = []
            if let handler {
                for range in prototype.owned where range.contains(Int(handler.target)) {
                    kept.insert(range.register)
                }
                kept.remove(handler.register)
            }
            for range in prototype.owned where range.contains(word) {
                if kept.contains(range.register) { continue }
                machine.release(base[Int(range.register)])
            }
            if let handler {
                base[Int(handler.register)] = machine.makeHost(
                    ErrorObject(error), type: BuiltinType.error.rawValue)
                pending = nil
                return code.pointee.code + Int(handler.target)
            }
            let wasEntry = frame.pointee.kind == .entry
            frame -= 1
            machine.pointee.frame = frame
            if wasEntry { return nil }
            word = frame.pointee.pc - frame.pointee.function.pointee.code.pointee.code - 1
        }
    }

    private func prototype(of frame: UnsafeMutablePointer<Frame>) -> Prototype {
        prototypes[Int(frame.pointee.function.pointee.code.pointee.prototype)]
    }

    private func trace(from innermost: UnsafeMutablePointer<Frame>, _ word: Int) -> [TraceEntry] {
        var entries: [TraceEntry] = []
        var frame = innermost
        var word = word
        while frame >= machine.pointee.frames, entries.count < 64 {
            let prototype = prototype(of: frame)
            let line = prototype.source.position(of: prototype.span(at: word).start).line
            entries.append(
                TraceEntry(
                    function: prototype.name.isEmpty ? "fn" : prototype.name,
                    place: "\(prototype.source.name):\(line)"))
            frame -= 1
            if frame >= machine.pointee.frames {
                word = frame.pointee.pc - frame.pointee.function.pointee.code.pointee.code - 1
            }
        }
        return entries
    }

    // MARK: Throwing and catching

    func throwValue(_ value: Value) {
        guard let object = object(value, as: ErrorObject.self) else {
            fail(
                .typeError, "only an error can be thrown, not \(describe(value))",
                help: "throw error(\"message\", kind: \"Kind\")")
            return
        }
        let word = object.error.kind.rawValue
        if ErrorKind.engine.contains(where: { $0.isUncatchable && $0.rawValue == word }) {
            fail(
                .valueError, "a script cannot throw a \(word)",
                help: "this kind is the engine's own")
            return
        }
        pending = object.error
    }

    func rethrow(_ value: Value) {
        pending = object(value, as: ErrorObject.self)?.error
    }

    func errorIsKind(_ value: Value, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32) -> Bool
    {
        guard let object = object(value, as: ErrorObject.self),
            case .names(let kinds) = constant(frame.pointee.function.pointee.code, index)
        else { return false }
        return kinds.contains(object.error.kind.rawValue)
    }

    func failAssert(
        _ message: Value, _ values: Slot, _ count: Int, _ frame: UnsafeMutablePointer<Frame>,
        _ index: UInt32
    ) {
        guard
            case .assertion(let text, let parts) = constant(
                frame.pointee.function.pointee.code, index)
        else { return }
        var shown: [String] = []
        for (offset, part) in parts.prefix(count).enumerated() {
            let value = (try? display(values[offset], readable: true)) ?? "?"
            if value != part {
                shown.append("\(part) is \(value.count > 300 ? value.prefix(300) + "…" : value)")
            }
        }
        var words = "assertion failed: \(text)"
        if !message.isMissing, let reason = try? display(message, readable: false) {
            words = "assertion failed: \(reason)"
        }
        fail(
            .assertionError, words,
            help: shown.isEmpty ? nil : shown.joined(separator: "\n           "))
    }

    func failMatch(
        _ value: Value, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32, isDestructuring: Bool
    ) {
        if !isDestructuring {
            fail(
                .valueError, "no arm of the match fits \(describe(value))",
                help: "add an arm: _ => …")
            return
        }
        if case .names(let keys) = constant(frame.pointee.function.pointee.code, index),
            value.is(.map),
            let absent = keys.first(where: { get($0, in: value) == nil })
        {
            fail(
                .keyError, "the map has no key '\(absent)'",
                help: nearest(
                    absent, (value.entries ?? []).filter { $0.key.is(.string) }.map(\.key.text)
                )
                .map { "did you mean '\($0)'?" } ?? "give it a default: {\(absent) = …}")
            return
        }
        fail(.valueError, "\(describe(value)) does not fit the pattern")
    }
}
