internal import LayBounds
internal import LaySyntax

extension VM {
    /// Sets the error on its way; gives false, so that slow paths can return it.
    @inline(never)
    @discardableResult
    func fail(_ error: LayError) -> Bool {
        pending = error
        return false
    }

    // The loop calls these: they stay out of it, so that no error takes room in its frame.

    @inline(never)
    func failDepth() { fail(.deepCalls(deepestCalls)) }

    @inline(never)
    func failBool(_ value: Value) { fail(.noCondition(describe(value))) }

    @inline(never)
    func failUnary(_ operation: String, _ value: Value) {
        fail(.noIntOperand(of: operation, describe(value)))
    }

    @inline(never)
    func failRange(_ lower: Value, _ upper: Value) {
        fail(.noRangeBound(describe(lower.isInt ? upper : lower)))
    }

    @inline(never)
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
        fail(.notYetDeclared(globalNames[slot] ?? known?.name))
    }

    @inline(never)
    func failInUse(_ value: Value) {
        fail(value.is(.missing) ? .functionNotYetDeclared : .beingChanged)
    }

    /// The error as the machine carries it; what a host's code throws becomes one.
    func layError(_ error: any Error) -> LayError {
        if let error = error as? LayError { return error }
        if let diagnostic = error as? Diagnostic {
            var result = LayError(diagnostic.kind, diagnostic.message, help: diagnostic.help)
            result.place = (diagnostic.source, diagnostic.span)
            return result
        }
        return translate(error) ?? .unknown(error)
    }

    /// Takes the pending error to its handler, releasing what the frames on the way own.
    ///
    /// - Returns: where the handling frame, now the current one, goes on; `nil` when the error
    ///   left the frame that a native entered.
    func unwind(from start: UnsafeMutablePointer<UInt32>) -> UnsafeMutablePointer<UInt32>? {
        // What ended code that could not fail comes before what followed from it.
        var error = stopped ?? pending ?? .unexplained
        // What is put off runs after `exit`, and is not stopped by it.
        if stopped?.exit != nil { stopped = nil }
        var frame = machine.pointee.frame
        var word = start - frame.pointee.function.pointee.code.pointee.code
        if error.place == nil {
            // A member that is written in the language fails where the script calls it.
            var (outer, place) = (frame, word)
            var blamesCall = error.blamesCall
            while prototype(of: outer).isLibrary || blamesCall, outer > machine.pointee.frames {
                blamesCall = false
                outer -= 1
                place = outer.pointee.pc - outer.pointee.function.pointee.code.pointee.code - 1
            }
            let prototype = prototype(of: outer)
            error.place = (prototype.source, prototype.span(at: place))
        }
        if error.trace.isEmpty { error.trace = trace(from: frame, word) }
        pending = error
        while true {
            let code = frame.pointee.function.pointee.code
            let prototype = prototypes[Int(code.pointee.prototype)]
            let base = frame.pointee.base
            let handler = prototype.handlers.last { $0.covers(word) && $0.takes(error) }
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
                    ErrorObject(error, memory), type: BuiltinType.error.rawValue)
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
            if !prototype.isLibrary {
                let line = prototype.source.line(of: prototype.span(at: word).start)
                entries.append(
                    TraceEntry(
                        function: prototype.name.isEmpty ? "fn" : prototype.name,
                        source: prototype.source, line: line))
            }
            frame -= 1
            if frame >= machine.pointee.frames {
                word = frame.pointee.pc - frame.pointee.function.pointee.code.pointee.code - 1
            }
        }
        return entries
    }

    // MARK: Throwing and catching

    @inline(never)
    func throwValue(_ value: Value) {
        guard let object = object(value, as: ErrorObject.self) else {
            fail(.noError(describe(value)))
            return
        }
        let word = object.error.kind.rawValue
        if ErrorKind.engine.contains(where: { $0.isUncatchable && $0.rawValue == word }) {
            fail(.ownKind(word))
            return
        }
        pending = object.error
    }

    func rethrow(_ value: Value) {
        pending = object(value, as: ErrorObject.self)?.error
    }

    /// Throws an error on that was thrown while another one was on its way.
    func rethrow(_ value: Value, cause: Value) {
        guard var error = object(value, as: ErrorObject.self)?.error else { return }
        let first = object(cause, as: ErrorObject.self)?.error
        if let first, first.exit != nil || first.endsExit {
            error.endsExit = error.exit == nil
        } else if let first, !error.isUncatchable,
            !error.details.contains(where: { $0.name == "cause" })
        {
            error.hold(cause: first, root(cause))
        }
        pending = error
    }

    func errorIsKind(_ value: Value, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32) -> Bool
    {
        guard let object = object(value, as: ErrorObject.self),
            case .names(let kinds) = constant(frame.pointee.function.pointee.code, index)
        else { return false }
        return kinds.contains(object.error.kind.rawValue)
    }

    @inline(never)
    func failAssert(
        _ message: Value, _ values: Slot, _ count: Int, _ frame: UnsafeMutablePointer<Frame>,
        _ index: UInt32
    ) {
        guard
            case .assertion(let text, let parts, let computed) = constant(
                frame.pointee.function.pointee.code, index)
        else { return }
        var shown: [String] = []
        func show(_ part: String, _ value: Value) {
            let value = (try? display(value, readable: true)) ?? "?"
            let line = "\(part) is \(value.count > 300 ? value.prefix(300) + "…" : value)"
            if value != part, !shown.contains(line) { shown.append(line) }
        }
        for (offset, part) in parts.enumerated() where offset < count { show(part, values[offset]) }
        if !computed.isEmpty, count > 0, values[count - 1].is(.list) {
            let list = values[count - 1].list
            for index in stride(from: 0, to: list.pointee.count - 1, by: 2) {
                let number = list.pointee.data[index].asInt
                if computed.indices.contains(number) {
                    show(computed[number], list.pointee.data[index + 1])
                }
            }
        }
        let reason = message.isMissing ? nil : try? display(message, readable: false)
        fail(.assertionFailed(reason ?? text, values: shown))
    }

    @inline(never)
    func failMatch(
        _ value: Value, _ frame: UnsafeMutablePointer<Frame>, _ index: UInt32, isDestructuring: Bool
    ) {
        if !isDestructuring {
            fail(.noArm(for: describe(value)))
            return
        }
        if case .names(let keys) = constant(frame.pointee.function.pointee.code, index),
            value.is(.map),
            let absent = keys.first(where: { get($0, in: value) == nil })
        {
            let known = (value.entries ?? []).filter { $0.key.is(.string) }.map(\.key.text)
            fail(.missingPatternKey(absent, nearest: nearest(absent, known)))
            return
        }
        let given =
            value.is(.list) ? "a list of \(value.list.pointee.count) elements" : describe(value)
        fail(.noPattern(for: given))
    }
}
