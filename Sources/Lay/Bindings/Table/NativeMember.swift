internal import LayBounds
internal import LayRuntime

/// What is said of a parameter; its type and whether it may be left out come from the Swift type
/// that the member's function takes.
struct Parameter {
    let name: String
    let meaning: String
    let standard: String?

    /// A parameter; `standard` is what it is when it is left out, where that is not `nil`.
    init(_ name: String, _ meaning: String, default standard: String? = nil) {
        self.name = name
        self.meaning = meaning
        self.standard = standard
    }

    func described<Argument: ScriptArgument>(_: Argument.Type) -> MemberParameter {
        if Argument.isRest { return .rest(name, Argument.type, meaning) }
        if let known = Argument.standard {
            return .optional(name, Argument.type, meaning, default: standard ?? known)
        }
        return MemberParameter(name, Argument.type, meaning)
    }
}

/// A function with its description: what a type's name, the constructor of a type or every module
/// offers.
///
/// Overloads for up to four parameters and a pack for more: packs that are specialised into one
/// function compile in quadratic time, so these stay out of line.
struct NativeMember {
    let description: MemberDescription
    let body: (Bindings, borrowing NativeCall) throws -> Value

    @inline(never)
    init<R: ScriptResult>(
        _ sentence: String, example: String,
        _ body: @escaping (Bindings) throws -> R
    ) {
        description = MemberDescription(
            sentence, [], gives: R.type, example: example)
        self.body = { bindings, call in
            try body(bindings).given(by: bindings)
        }
    }

    @inline(never)
    init<A: ScriptArgument, R: ScriptResult>(
        _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, A) throws -> R
    ) {
        description = MemberDescription(
            sentence, [parameters[0].described(A.self)], gives: R.type, example: example)
        self.body = { bindings, call in
            try body(bindings, A.take(call, 0, bindings)).given(by: bindings)
        }
    }

    @inline(never)
    init<A: ScriptArgument, B: ScriptArgument, R: ScriptResult>(
        _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, A, B) throws -> R
    ) {
        description = MemberDescription(
            sentence, [parameters[0].described(A.self), parameters[1].described(B.self)],
            gives: R.type, example: example)
        self.body = { bindings, call in
            try body(bindings, A.take(call, 0, bindings), B.take(call, 1, bindings)).given(
                by: bindings)
        }
    }

    @inline(never)
    init<A: ScriptArgument, B: ScriptArgument, C: ScriptArgument, R: ScriptResult>(
        _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, A, B, C) throws -> R
    ) {
        description = MemberDescription(
            sentence,
            [
                parameters[0].described(A.self), parameters[1].described(B.self),
                parameters[2].described(C.self),
            ], gives: R.type, example: example)
        self.body = { bindings, call in
            try body(
                bindings, A.take(call, 0, bindings), B.take(call, 1, bindings),
                C.take(call, 2, bindings)
            ).given(by: bindings)
        }
    }

    @inline(never)
    init<
        A: ScriptArgument, B: ScriptArgument, C: ScriptArgument, D: ScriptArgument, R: ScriptResult
    >(
        _ sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, A, B, C, D) throws -> R
    ) {
        description = MemberDescription(
            sentence,
            [
                parameters[0].described(A.self), parameters[1].described(B.self),
                parameters[2].described(C.self), parameters[3].described(D.self),
            ], gives: R.type, example: example)
        self.body = { bindings, call in
            try body(
                bindings, A.take(call, 0, bindings), B.take(call, 1, bindings),
                C.take(call, 2, bindings), D.take(call, 3, bindings)
            ).given(by: bindings)
        }
    }

    @inline(never)
    init<each A: ScriptArgument, R: ScriptResult>(
        many sentence: String, _ parameters: [Parameter], example: String,
        _ body: @escaping (Bindings, repeat each A) throws -> R
    ) {
        description = MemberDescription(
            sentence, describedParameters(parameters, repeat (each A).self), gives: R.type,
            example: example)
        self.body = { bindings, call in
            var index = -1
            func next() -> Int {
                index += 1
                return index
            }
            return try body(bindings, repeat (each A).take(call, next(), bindings))
                .given(by: bindings)
        }
    }
}

/// Parameters with the types of a pack.
func describedParameters<each A: ScriptArgument>(
    _ parameters: [Parameter], _ types: repeat (each A).Type
) -> [MemberParameter] {
    var result: [MemberParameter] = []
    for type in repeat each types { result.append(parameters[result.count].described(type)) }
    return result
}

extension Bindings {
    /// Gives every module a function.
    func define(_ name: String, _ member: NativeMember) {
        vm.define(name, member.description) { [unowned self] call in
            try RunBounds.look()
            return try member.body(self, call)
        }
    }

    /// Adds a function that a type's name offers.
    func function(_ type: TypeInfo, _ name: String, _ member: NativeMember) {
        vm.function(type, name, member.description) { [unowned self] call in
            try RunBounds.look()
            return try member.body(self, call)
        }
    }

    /// Sets what calling a type's name does.
    func constructor(_ type: TypeInfo, _ member: NativeMember) {
        vm.constructor(type, member.description) { [unowned self] call in
            try RunBounds.look()
            return try member.body(self, call)
        }
    }
}
