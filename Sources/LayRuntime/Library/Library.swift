extension VM {
    /// Gives the machine its built-in types and functions.
    func installLibrary() {
        installTypes()
        installFunctions()
        installOutput()
        installStrings()
        installBytes()
        installLists()
        installSequences()
        installMaps()
        installNumbers()
        installRanges()
        installErrors()
        installFunctionMembers()
    }

    private func installTypes() {
        for builtin in BuiltinType.allCases { type(builtin).documentation = builtin.sentence }
        for builtin in BuiltinType.allCases where ![.nil, .module, .iterator].contains(builtin) {
            if builtin == .type { continue }
            define(builtin.name, typeValue(type(builtin)))
        }
        type(.iterator).display = { _, _, _ in "<iterator>" }
    }

    private func installFunctions() {
        installFormatting()
        define(
            "repr",
            MemberDescription(
                "A value as a script would write it.",
                [MemberParameter("value", "any", "what is shown")], gives: "string",
                example: "repr([\"a\", 1])  # => \"[\\\"a\\\", 1]\"")
        ) { call in
            call.vm.string(try call.vm.display(call[0], readable: true))
        }
        define(
            "type",
            MemberDescription(
                "The name of a value's type.",
                [MemberParameter("value", "any", "the value")], gives: "string",
                example: "type(toolbox)  # => \"image\"")
        ) { call in call.vm.string(call.vm.typeName(call[0])) }
        let best: [MemberParameter] = [
            .rest("values", "any", "what is compared, or one list of it")
        ]
        define(
            "min",
            MemberDescription(
                "The least of its arguments, or of the elements of a single list.", best,
                gives: .any, example: "min(3, 1, 2)  # => 1")
        ) { call in try extreme(call, "min") { $0 < 0 } }
        define(
            "max",
            MemberDescription(
                "The greatest of its arguments, or of the elements of a single list.", best,
                gives: .any, example: "max([3, 1, 2])  # => 3")
        ) { call in try extreme(call, "max") { $0 > 0 } }
        define(
            "zip",
            MemberDescription(
                "Lists of what stands at the same place in several lists, as long as the shortest.",
                [.rest("lists", "list", "the lists")], gives: "list[list]",
                example: "zip([1, 2], [\"a\", \"b\"])  # => [[1, \"a\"], [2, \"b\"]]")
        ) { call in
            let lists = try call.list(0)
            return try call.vm.collect { append in
                var sources: [UnsafeBufferPointer<Value>] = []
                for value in lists {
                    guard let elements = value.elements else {
                        throw LayError.noListToZip(call.vm.describe(value))
                    }
                    sources.append(elements)
                }
                for index in 0..<(sources.map(\.count).min() ?? 0) {
                    try call.vm.work(sources.count)
                    append(call.vm.list(sources.map { call.vm.retain($0[index]) }))
                }
            }
        }
        define(
            "help",
            MemberDescription(
                "Writes what there is, or what is known of a value, a type, a module or a member.",
                [
                    .optional(
                        "value", "any", "a value, a member as image.run, or a member's name")
                ], gives: "nil", example: "help(image.run)")
        ) { call in
            var text = (call[0].isMissing ? call.vm.overview : call.vm.help(call[0])) + "\n"
            text.withUTF8 { call.vm.output(UnsafeRawBufferPointer($0)) }
            return .nil
        }
        define(
            "test",
            MemberDescription(
                "A test that lay test runs, on a world of its own; a run of the file passes it over.",
                [
                    MemberParameter("name", "string", "what it shows"),
                    MemberParameter("body", "fn() -> any", "fails by throwing"),
                ], gives: "nil", example: "test(\"sums\") { assert 1 + 1 == 2 }")
        ) { call in
            // `lay test` runs these; a run of the file does not.
            let name = try call.string(0)
            try call.vm.runTest?(name, call[1])
            return .nil
        }
    }

    func requireOrder(_ x: Value, _ y: Value) throws -> Int {
        guard let order = compare(x, y) else { throw takePending() }
        return order
    }

    func requireHash(_ key: Value) throws -> UInt64 {
        guard let hash = hash(key) else { throw takePending() }
        return hash
    }

    /// Calls a function that must give a bool.
    func requireBool(_ function: Value, _ arguments: [Value]) throws -> Bool {
        try bool(try call(function, arguments))
    }
}

/// The least or greatest of the arguments, or of the elements of a single list.
private func extreme(_ call: borrowing NativeCall, _ name: String, _ isBetter: (Int) -> Bool) throws
    -> Value
{
    var values = try call.list(0)
    if values.count == 1, let elements = values[0].elements { values = elements }
    guard var best = values.first else {
        throw LayError.noneToCompare(name, help: "give it at least one value")
    }
    for value in values.dropFirst() where isBetter(try call.vm.requireOrder(value, best)) {
        best = value
    }
    return call.vm.retain(best)
}
