internal import LayBounds
internal import LayRuntime

/// The members of a type of the model: each is one entry with its name, a sentence, its parameters,
/// an example and the function.
struct TypeTable<Receiver: ScriptArgument> {
    unowned let bindings: Bindings
    let type: TypeInfo

    /// Members of `type`, described by `sentence`.
    init(_ bindings: Bindings, _ type: TypeInfo, _ sentence: String) {
        self.bindings = bindings
        self.type = type
        type.documentation = sentence
    }

    /// Adds a member that is read without a call.
    @inline(never)
    func property<R: ScriptResult>(
        _ name: String, _ sentence: String, example: String,
        _ body: @escaping (Bindings, Receiver) throws -> R
    ) {
        bindings.vm.property(type, name, sentence, gives: R.type, example: example) {
            [unowned bindings, type] _, value in
            guard let receiver = try Receiver.receiver(value, bindings) else {
                throw LayError.noReceiver(of: name, type.name)
            }
            return try body(bindings, receiver).given(by: bindings)
        }
    }

    private func add(
        _ name: String, _ description: MemberDescription,
        _ body: @escaping (Bindings, borrowing NativeCall) throws -> Value
    ) {
        bindings.vm.method(type, name, description) { [unowned bindings] call in
            // The machine looks at the bounds by the turns it makes, and these cost more than one.
            try RunBounds.look()
            return try body(bindings, call)
        }
    }

    /// Adds a method.
    @inline(never)
    func method<R: ScriptResult>(
        _ name: String, _ sentence: String, example: String,
        _ body: @escaping (Bindings, Receiver) throws -> R
    ) {
        let description = MemberDescription(
            sentence, [], gives: R.type, example: example)
        add(name, description) { bindings, call in
            try body(bindings, Receiver.take(call, 0, bindings)).given(by: bindings)
        }
    }

    /// Adds a method that gives nothing.
    @inline(never)
    func action(
        _ name: String, _ sentence: String, example: String,
        _ body: @escaping (Bindings, Receiver) throws -> Void
    ) {
        let description = MemberDescription(
            sentence, [], gives: "nil", example: example)
        add(name, description) { bindings, call in
            try body(bindings, Receiver.take(call, 0, bindings))
            return .nil
        }
    }

    /// Adds a method.
    @inline(never)
    func method<A: ScriptArgument, R: ScriptResult>(
        _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, A) throws -> R
    ) {
        let description = MemberDescription(
            sentence, [parameters[0].described(A.self)], gives: R.type, example: example)
        add(name, description) { bindings, call in
            try body(bindings, Receiver.take(call, 0, bindings), A.take(call, 1, bindings)).given(
                by: bindings)
        }
    }

    /// Adds a method that gives nothing.
    @inline(never)
    func action<A: ScriptArgument>(
        _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, A) throws -> Void
    ) {
        let description = MemberDescription(
            sentence, [parameters[0].described(A.self)], gives: "nil", example: example)
        add(name, description) { bindings, call in
            try body(bindings, Receiver.take(call, 0, bindings), A.take(call, 1, bindings))
            return .nil
        }
    }

    /// Adds a method.
    @inline(never)
    func method<A: ScriptArgument, B: ScriptArgument, R: ScriptResult>(
        _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, A, B) throws -> R
    ) {
        let description = MemberDescription(
            sentence, [parameters[0].described(A.self), parameters[1].described(B.self)],
            gives: R.type, example: example)
        add(name, description) { bindings, call in
            try body(
                bindings, Receiver.take(call, 0, bindings), A.take(call, 1, bindings),
                B.take(call, 2, bindings)
            ).given(by: bindings)
        }
    }

    /// Adds a method that gives nothing.
    @inline(never)
    func action<A: ScriptArgument, B: ScriptArgument>(
        _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, A, B) throws -> Void
    ) {
        let description = MemberDescription(
            sentence, [parameters[0].described(A.self), parameters[1].described(B.self)],
            gives: "nil", example: example)
        add(name, description) { bindings, call in
            try body(
                bindings, Receiver.take(call, 0, bindings), A.take(call, 1, bindings),
                B.take(call, 2, bindings))
            return .nil
        }
    }

    /// Adds a method.
    @inline(never)
    func method<A: ScriptArgument, B: ScriptArgument, C: ScriptArgument, R: ScriptResult>(
        _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, A, B, C) throws -> R
    ) {
        let description = MemberDescription(
            sentence,
            [
                parameters[0].described(A.self), parameters[1].described(B.self),
                parameters[2].described(C.self),
            ], gives: R.type, example: example)
        add(name, description) { bindings, call in
            try body(
                bindings, Receiver.take(call, 0, bindings), A.take(call, 1, bindings),
                B.take(call, 2, bindings), C.take(call, 3, bindings)
            ).given(by: bindings)
        }
    }

    /// Adds a method that gives nothing.
    @inline(never)
    func action<A: ScriptArgument, B: ScriptArgument, C: ScriptArgument>(
        _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, A, B, C) throws -> Void
    ) {
        let description = MemberDescription(
            sentence,
            [
                parameters[0].described(A.self), parameters[1].described(B.self),
                parameters[2].described(C.self),
            ], gives: "nil", example: example)
        add(name, description) { bindings, call in
            try body(
                bindings, Receiver.take(call, 0, bindings), A.take(call, 1, bindings),
                B.take(call, 2, bindings), C.take(call, 3, bindings))
            return .nil
        }
    }

    /// Adds a method.
    @inline(never)
    func method<
        A: ScriptArgument, B: ScriptArgument, C: ScriptArgument, D: ScriptArgument, R: ScriptResult
    >(
        _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, A, B, C, D) throws -> R
    ) {
        let description = MemberDescription(
            sentence,
            [
                parameters[0].described(A.self), parameters[1].described(B.self),
                parameters[2].described(C.self), parameters[3].described(D.self),
            ], gives: R.type, example: example)
        add(name, description) { bindings, call in
            try body(
                bindings, Receiver.take(call, 0, bindings), A.take(call, 1, bindings),
                B.take(call, 2, bindings), C.take(call, 3, bindings), D.take(call, 4, bindings)
            ).given(by: bindings)
        }
    }

    /// Adds a method that gives nothing.
    @inline(never)
    func action<A: ScriptArgument, B: ScriptArgument, C: ScriptArgument, D: ScriptArgument>(
        _ name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, A, B, C, D) throws -> Void
    ) {
        let description = MemberDescription(
            sentence,
            [
                parameters[0].described(A.self), parameters[1].described(B.self),
                parameters[2].described(C.self), parameters[3].described(D.self),
            ], gives: "nil", example: example)
        add(name, description) { bindings, call in
            try body(
                bindings, Receiver.take(call, 0, bindings), A.take(call, 1, bindings),
                B.take(call, 2, bindings), C.take(call, 3, bindings), D.take(call, 4, bindings))
            return .nil
        }
    }

    /// Adds a method of more than four parameters.
    @inline(never)
    func method<each A: ScriptArgument, R: ScriptResult>(
        many name: String, _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, Receiver, repeat each A) throws -> R
    ) {
        let description = MemberDescription(
            sentence, describedParameters(parameters, repeat (each A).self), gives: R.type,
            example: example)
        add(name, description) { bindings, call in
            var index = 0
            func next() -> Int {
                index += 1
                return index
            }
            return try body(
                bindings, Receiver.take(call, 0, bindings),
                repeat (each A).take(call, next(), bindings)
            ).given(by: bindings)
        }
    }
}
