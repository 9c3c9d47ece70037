internal import LayBounds

extension VM {
    /// Calls `window[0]` with the `count` arguments behind it, which are borrowed.
    ///
    /// A function of the language gets a frame, which the loop then runs; anything else has run
    /// when this returns and its value stands in `window[0]`.
    ///
    /// - Returns: false when the call failed.
    func call(
        _ window: Slot, count: Int, isMethod: Bool, mutates: Bool = false, isMember: Bool = false
    ) -> Bool {
        // A member's window begins one slot above the one its value goes to.
        call(
            window, count: count, isMethod: isMethod, mutates: mutates,
            result: isMember ? window - 1 : window)
    }

    /// `isPlaced` says that the arguments which go by their labels are in their places.
    private func call(
        _ window: Slot, count: Int, isMethod: Bool, mutates: Bool, result: Slot,
        isPlaced: Bool = false
    ) -> Bool {
        let callee = window.pointee
        if isMethod, !prepareReceiver(callee, window + 1, mutates: mutates) { return false }
        switch callee.tag {
        case .function:
            machine.pointee.fuel &-= 1
            if machine.pointee.fuel < 0, !look() { return false }
            let prototype = prototypes[Int(callee.function.pointee.code.pointee.prototype)]
            guard
                let arranged = arrange(
                    prototype.signature, prototype.name, window, count,
                    isMethod: isMethod && prototype.isMethod,
                    receivers: prototype.isMethod ? 1 : 0, result: result)
            else { return false }
            return enter(callee, arranged, arranged == result ? .plain : .relocated)
        case .native:
            let native = machine.pointee.natives + callee.indexed.pointee.index
            if let calculation = native.pointee.calculation, count == 1, window[1].isNumber {
                result.pointee = .float(calculation(window[1].number))
                return true
            }
            machine.pointee.fuel &-= 1
            if machine.pointee.fuel < 0, !look() { return false }
            guard
                let arranged = arrange(
                    native.pointee.signature, native.pointee.name, window, count,
                    isMethod: native.pointee.isMethod, receivers: nil, result: result,
                    isPlaced: isPlaced)
            else { return false }
            if native.pointee.compiled.is(.function), count == native.pointee.signature.count,
                !arranged[count].isMissing
            {
                return enter(
                    native.pointee.compiled, arranged, arranged == result ? .plain : .relocated)
            }
            guard runNative(native, arranged) else { return false }
            result[0] = arranged[0]
            return true
        case .type:
            let type = types[callee.indexed.pointee.index]
            if type.isRecord {
                // The constructor takes the type as its receiver, in a window above the arguments,
                // which stay with the caller.
                if window + 2 * count + 8 >= machine.pointee.stackEnd {
                    failDepth()
                    return false
                }
                let moved = window + count + 3
                moved[-1] = Value(.int, bits: UInt64(UInt(bitPattern: result)))
                moved[0] = type.constructor
                moved[1] = callee
                for place in 0..<count { moved[place + 2] = window[place + 1] }
                return call(
                    moved, count: count + 1, isMethod: true, mutates: false, result: result)
            }
            if type.constructor.isNil {
                pending = .noConstructor(type)
                return false
            }
            window[0] = type.constructor
            return call(window, count: count, isMethod: false, mutates: false, result: result)
        default:
            pending = .notCallable(describe(callee))
            return false
        }
    }

    /// Calls a record's type with arguments that are consumed.
    func construct(_ window: Slot, _ count: Int) -> Bool {
        do {
            let arguments = (0..<count).map { window[$0 + 1] }
            let record = try call(window[0], arguments)
            for value in arguments { release(value) }
            window[0] = record
            return true
        } catch {
            pending = layError(error)
            return false
        }
    }

    /// Starts a frame for a function whose arguments are in place.
    func enter(_ callee: Value, _ window: Slot, _ kind: Frame.Kind) -> Bool {
        let function = callee.function
        let code = function.pointee.code
        let base = window + 1
        let next = machine.pointee.frame + 1
        if base + Int(code.pointee.registerCount) >= machine.pointee.stackEnd
            || next >= machine.pointee.framesEnd
        {
            let prototype = prototypes[Int(code.pointee.prototype)]
            if prototype.signature.isWide {
                machine.release(window[prototype.isMethod ? 2 : 1])
            } else if prototype.signature.hasRest {
                machine.release(window[prototype.signature.count])
            }
            failDepth()
            return false
        }
        next.pointee = Frame(
            pc: code.pointee.code, base: base, constants: code.pointee.constants,
            function: function,
            kind: kind)
        machine.pointee.frame = next
        return true
    }

    /// Brings positional arguments into the form the callee wants: absent ones marked, further
    /// ones collected in the rest, which the callee owns.
    ///
    /// The caller still owns its argument registers, so arguments that go into a rest must not be
    /// written over: then the window moves above them, behind a slot that tells where it was.
    ///
    /// A function of the language with very many parameters gets them in a list behind its
    /// `receivers`.
    ///
    /// - Returns: the window to call with; `nil` after an error.
    private func arrange(
        _ signature: Signature, _ name: String, _ window: Slot, _ count: Int, isMethod: Bool,
        receivers: Int?, result: Slot, isPlaced: Bool = false
    ) -> Slot? {
        let wanted = signature.count
        if window + wanted + count + 4 >= machine.pointee.stackEnd {
            failDepth()
            return nil
        }
        let isWide = receivers != nil && signature.isWide
        if count == wanted, !signature.hasRest, !isWide { return window }
        if count < wanted {
            for index in count..<wanted where !signature.parameters[index].isOptional {
                pending = .missingArgument(index, for: name, signature, isMethod: isMethod)
                return nil
            }
        }
        guard signature.hasRest else {
            if count > wanted {
                pending = .tooManyArguments(
                    count - (isMethod ? 1 : 0), for: name, signature, isMethod: isMethod)
                return nil
            }
            for index in count..<wanted { window[index + 1] = .missing }
            return isWide ? pack(signature, window, wanted, receivers ?? 0, result) : window
        }
        if isWide {
            for index in min(count, wanted)..<wanted { window[index + 1] = .missing }
            return pack(signature, window, max(count, wanted), receivers ?? 0, result)
        }
        let fixed = wanted - 1
        let first = isPlaced ? fixed : fixed - signature.labelled
        let rest = machine.makeList(capacity: max(0, count - first))
        var arranged = window
        if count > first {
            for index in first..<count {
                window[index + 1].retain()
                machine.append(window[index + 1], to: rest.list)
            }
            arranged = window + count + 2
            arranged[-1] = Value(.int, bits: UInt64(UInt(bitPattern: result)))
            for index in 0...first { arranged[index] = window[index] }
        }
        for index in min(count, first)..<fixed { arranged[index + 1] = .missing }
        arranged[wanted] = rest
        return arranged
    }

    /// Puts the arguments that stand in the window into a list, in a window above them.
    private func pack(
        _ signature: Signature, _ window: Slot, _ count: Int, _ receivers: Int, _ result: Slot
    ) -> Slot {
        func retained(_ index: Int) -> Value {
            window[index + 1].retain()
            return window[index + 1]
        }
        let fixed = signature.count - (signature.hasRest ? 1 : 0)
        let list = machine.makeList(capacity: signature.count)
        for index in receivers..<fixed { machine.append(retained(index), to: list.list) }
        if signature.hasRest {
            let rest = machine.makeList(capacity: count - fixed)
            for index in fixed..<count where !window[index + 1].isMissing {
                machine.append(retained(index), to: rest.list)
            }
            machine.append(rest, to: list.list)
        }
        let arranged = window + count + 2
        arranged[-1] = Value(.int, bits: UInt64(UInt(bitPattern: result)))
        for index in 0...receivers { arranged[index] = window[index] }
        arranged[receivers + 1] = list
        return arranged
    }

    /// A method that changes its receiver needs one that was taken out of a place, for itself.
    private func prepareReceiver(_ callee: Value, _ receiver: Slot, mutates: Bool) -> Bool {
        let changes =
            callee.is(.native)
            ? machine.pointee.natives[callee.indexed.pointee.index].isMutating
            : callee.is(.function) && callee.function.pointee.code.pointee.isMutating
        if !changes { return true }
        if mutates {
            return machine.makeUnique(receiver)
        }
        let name =
            callee.is(.native)
            ? machine.pointee.natives[callee.indexed.pointee.index].name
            : prototypes[Int(callee.function.pointee.code.pointee.prototype)].name
        return fail(.unheldReceiver(of: name, typeName(receiver.pointee)))
    }

    /// Runs a native whose arguments are in place; its value goes to `window[0]`.
    private func runNative(_ native: UnsafeMutablePointer<NativeFunction>, _ window: Slot) -> Bool {
        let wanted = native.pointee.signature.count
        let frame = machine.pointee.frame
        let saved = machine.pointee.top
        var top = window + 1 + wanted
        if frame >= machine.pointee.frames {
            let end =
                frame.pointee.base + Int(frame.pointee.function.pointee.code.pointee.registerCount)
            if end > top { top = end }
        }
        machine.pointee.top = saved > top ? saved : top
        defer { machine.pointee.top = saved }
        do {
            let result = try native.pointee.body(
                NativeCall(vm: self, arguments: window + 1, count: wanted, native: native))
            if native.pointee.signature.hasRest { machine.release(window[wanted]) }
            // What it made is looked at before anything is made of it.
            publish()
            if memory.isExceeded, !look(audits: false) {
                machine.release(result)
                return false
            }
            window[0] = result
            return true
        } catch {
            if native.pointee.signature.hasRest { machine.release(window[wanted]) }
            pending = layError(error)
            return false
        }
    }

    // MARK: Named and spread arguments

    /// Calls with labels or spreads; `window` lies above the arguments, which the caller keeps.
    ///
    /// `receiver` is where a method's receiver lies, which goes in front of the arguments.
    func callNamed(
        _ callee: Value, _ window: Slot, receiver: Slot?, _ arguments: Slot, _ count: Int,
        _ constant: UInt32, _ frame: UnsafeMutablePointer<Frame>, mutates: Bool = false
    ) -> Bool {
        guard case .shape(let shapes) = self.constant(frame.pointee.function.pointee.code, constant)
        else { return false }
        var positional: [Value] = []
        var named: [(name: String, value: Value)] = []
        var block: Value?
        if let receiver {
            if !prepareReceiver(callee, receiver, mutates: mutates) { return false }
            positional.append(receiver.pointee)
        }
        for index in 0..<count {
            let value = arguments[index]
            switch shapes[index] {
            case .positional: positional.append(value)
            case .named(let name): named.append((name, value))
            case .trailing: block = value
            case .spread:
                if let elements = value.elements {
                    positional += elements
                } else if let entries = value.entries {
                    for (key, value) in entries {
                        guard key.is(.string) else {
                            return fail(.noLabel(describe(key)))
                        }
                        named.append((key.text, value))
                    }
                } else {
                    return fail(.notSpreadable(describe(value)))
                }
            }
        }
        return callArranged(
            callee, window, positional, named, block, isMethod: receiver != nil,
            receiver: mutates ? receiver : nil)
    }

    private func callArranged(
        _ callee: Value, _ window: Slot, _ positional: [Value],
        _ named: [(name: String, value: Value)], _ block: Value?,
        isMethod: Bool, receiver: Slot?
    ) -> Bool {
        let signature: Signature
        let name: String
        switch callee.tag {
        case .function:
            let prototype = prototypes[Int(callee.function.pointee.code.pointee.prototype)]
            (signature, name) = (prototype.signature, prototype.name)
        case .native:
            let native = machine.pointee.natives[callee.indexed.pointee.index]
            (signature, name) = (native.signature, native.name)
        case .type:
            let type = types[callee.indexed.pointee.index]
            if type.constructor.isNil {
                pending = .noConstructor(type)
                return false
            }
            let values = type.isRecord ? [callee] + positional : positional
            return callArranged(
                type.constructor, window, values, named, block, isMethod: type.isRecord,
                receiver: nil)
        default:
            pending = .notCallable(describe(callee))
            return false
        }
        let parameters = signature.parameters
        let fixed = parameters.count - (signature.hasRest ? 1 : 0)
        let given = positional.count + (block == nil ? 0 : 1)
        if given > fixed, !signature.hasRest {
            pending = .tooManyArguments(
                given - (isMethod ? 1 : 0), for: name, signature, isMethod: isMethod)
            return false
        }
        if window + max(parameters.count, given) + 2 >= machine.pointee.stackEnd {
            failDepth()
            return false
        }
        var places = [Value](repeating: .missing, count: fixed)
        let unlabelled = fixed - signature.labelled
        for (index, value) in positional.prefix(unlabelled).enumerated() { places[index] = value }
        let index = named.isEmpty ? nil : ParameterIndex(parameters.prefix(fixed))
        for (label, value) in named {
            guard let index = index?[label] else {
                pending = .unknownLabel(label, for: name, signature, isMethod: isMethod)
                return false
            }
            if !places[index].isMissing {
                pending = .argumentGivenTwice(index, for: name, signature, isMethod: isMethod)
                return false
            }
            places[index] = value
        }
        var extra = Array(positional.dropFirst(unlabelled))
        if let block {
            // A native has its options behind the function: there the first free place is meant.
            let place =
                callee.is(.native) ? places.firstIndex(where: \.isMissing) : places.indices.last
            if signature.hasRest {
                extra.append(block)
            } else if let place, places[place].isMissing {
                places[place] = block
            } else {
                pending = .argumentGivenTwice(
                    fixed - 1, for: name, signature, isMethod: isMethod)
                return false
            }
        }
        window[0] = callee
        var count = 0
        for (index, value) in places.enumerated() {
            window[index + 1] = value
            if !value.isMissing { count = index + 1 }
            if value.isMissing, !parameters[index].isOptional {
                pending = .missingArgument(index, for: name, signature, isMethod: isMethod)
                return false
            }
        }
        if !extra.isEmpty {
            for (index, value) in extra.enumerated() { window[fixed + 1 + index] = value }
            count = fixed + extra.count
        }
        if let receiver, callee.is(.function), callee.function.pointee.code.pointee.isMutating {
            // The receiver is changed in the window; it goes back to the register it came from.
            let saved = machine.pointee.top
            machine.pointee.top = max(saved, window + parameters.count + 2)
            defer { machine.pointee.top = saved }
            guard
                let arranged = arrange(
                    signature, name, window, count, isMethod: isMethod, receivers: 1,
                    result: window)
            else { return false }
            let succeeded = nested { enter(callee, arranged, .entry) && run() }
            receiver.pointee = arranged[1]
            window[0] = arranged[0]
            return succeeded
        }
        return call(
            window, count: count, isMethod: isMethod, mutates: receiver != nil, result: window,
            isPlaced: true)
    }

    /// Runs a body that uses Swift's stack, when the thread has room for it.
    private func nested(_ body: () -> Bool) -> Bool {
        if !StackBound.hasRoom { return fail(.nestedCalls) }
        nesting += 1
        defer { nesting -= 1 }
        return body()
    }

    /// `push` of something that is no list, in code that was compiled before any type had one.
    @inline(never)
    func push(_ value: Slot, onto receiver: Slot) -> Bool {
        guard let method = method(receiver.pointee, symbol("push"), 1),
            prepareReceiver(method, receiver, mutates: true)
        else { return false }
        let frame = machine.pointee.frame
        let saved = machine.pointee.top
        let end =
            frame.pointee.base + Int(frame.pointee.function.pointee.code.pointee.registerCount)
        machine.pointee.top = max(saved, end)
        defer { machine.pointee.top = saved }
        let window = machine.pointee.top
        guard
            callArranged(
                method, window, [receiver.pointee, value.pointee], [], nil, isMethod: true,
                receiver: receiver)
        else { return false }
        machine.release(window.pointee)
        machine.release(value.pointee)
        return true
    }

    // MARK: From Swift

    /// Calls a value with borrowed arguments and gives its owned result.
    ///
    /// - Throws: `LayError`, with its place and trace.
    package func call(_ callee: Value, _ arguments: [Value]) throws -> Value {
        let frame = machine.pointee.frame
        let saved = machine.pointee.top
        if frame >= machine.pointee.frames {
            let end =
                frame.pointee.base + Int(frame.pointee.function.pointee.code.pointee.registerCount)
            machine.pointee.top = max(saved, end)
        }
        defer { machine.pointee.top = saved }
        let window = machine.pointee.top
        if window + arguments.count + 4 >= machine.pointee.stackEnd {
            failDepth()
            throw takePending()
        }
        machine.pointee.top = window + arguments.count + 2
        callee.retain()
        defer { machine.release(callee) }
        window[0] = callee
        for (index, value) in arguments.enumerated() { window[index + 1] = value }
        let succeeded = nested {
            guard call(window, count: arguments.count, isMethod: false) else { return false }
            if machine.pointee.frame == frame { return true }
            // A window that was moved tells where its value goes; an entry leaves it in its own.
            let entered = machine.pointee.frame
            let arranged = entered.pointee.base - 1
            entered.pointee.kind = .entry
            guard run() else { return false }
            window[0] = arranged[0]
            return true
        }
        if !succeeded { throw takePending() }
        return window[0]
    }

    func takePending() -> LayError {
        defer { pending = nil }
        return pending ?? .unexplained
    }

    /// A function value whose captured values come from the current frame.
    func makeFunction(
        _ code: UnsafeMutablePointer<LoadedFunction>, _ base: Slot,
        _ current: UnsafeMutablePointer<FunctionObject>
    ) -> Value {
        let count = Int(code.pointee.upvalueCount)
        let object = machine.allocate(
            24 &+ count &* MemoryLayout<Value>.stride, .function, extra: count)
        object.assumingMemoryBound(to: FunctionObject.self).pointee.code = code
        let result = Value(.function, object)
        let outer = (UnsafeMutableRawPointer(current) + 24).assumingMemoryBound(to: Value.self)
        for index in 0..<count {
            let source = Int(code.pointee.upvalues[index])
            let value =
                source < 0
                ? outer[~source]
                : source < 256
                    ? base[source] : base[source & 255].list.pointee.data[(source >> 8) &- 1]
            value.retain()
            result.upvalues[index] = value
        }
        machine.pointee.cycleCandidates &+= 1
        return result
    }
}
