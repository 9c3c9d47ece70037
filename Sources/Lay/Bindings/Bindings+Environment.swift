internal import LayBounds
internal import LayRuntime

/// The environment variables of the host in a script: what was not granted is refused, and not
/// taken for what is not set.
struct EnvironmentHandle: ModelValue {
    static var type: ValueType { "environment" }
    static var described: String { "the environment" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.environmentType }
}

extension Bindings {
    /// The variables that are granted and set, by name.
    var variables: [(key: String, value: String)] {
        host.environment.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The value of a variable; `nil` for one that is granted and not set.
    ///
    /// - Throws: `PermissionDenied` with the grant that would allow it.
    private func variable(_ name: String) throws -> String? {
        if let value = host.environment[name] { return value }
        if let unset = host.unsetVariables, !unset.contains(name) {
            throw LayError.noVariable(name, grant: host.environmentGrantName)
        }
        return nil
    }

    private func variable(_ key: Value) throws -> String? {
        guard key.tag == .string else { throw LayError.noVariableName(vm.describe(key)) }
        return try variable(key.text)
    }

    func installEnvironment() {
        let type = environmentType
        let table = TypeTable<EnvironmentHandle>(
            self, type,
            "The environment variables that are granted; one that is not is an error, one that is not set is nil."
        )
        type.operators = [
            ("e[name]", "the variable's value, or nil"),
            ("name in e", "true when the variable is set"),
        ]
        type.assignmentHelp =
            "the host's environment stays as it is; env: of start sets a container's"
        type.index = { [unowned self] vm, _, key in
            try variable(key).map { vm.string($0) } ?? .nil
        }
        type.contains = { [unowned self] _, key, _ in try variable(key) != nil }
        type.equals = { _, _, _ in true }
        type.asMap = { [unowned self] _, _ in map(variables) }
        type.display = { [unowned self] vm, _, isReadable in
            let map = map(variables)
            defer { vm.release(map) }
            return try vm.display(map, readable: isReadable)
        }
        table.property(
            "length", "How many variables are granted and set.",
            example: "host.env.length  # => 0"
        ) { bindings, _ in bindings.variables.count }
        table.property(
            "is_empty", "True when none is granted and set.",
            example: "host.env.is_empty  # => true"
        ) { bindings, _ in bindings.variables.isEmpty }
        table.property(
            "keys", "The names of those that are granted and set, in order.",
            example: "host.env.keys  # => []"
        ) { bindings, _ in bindings.variables.map(\.key) }
        table.property(
            "values", "The values of those that are granted and set, in the order of their names.",
            example: "host.env.values  # => []"
        ) { bindings, _ in bindings.variables.map(\.value) }
        table.property(
            "entries", "Lists of a name and its value.", example: "host.env.entries  # => []"
        ) { bindings, _ in bindings.variables.map { [$0.key, $0.value] } }
        table.method(
            "get", "The value of a variable, or something else when it is not set.",
            [
                Parameter("name", "the variable"),
                Parameter("default", "what there is otherwise"),
            ],
            example:
                "(try { host.env.get(\"HOME\") } catch e { e.kind })  # => \"PermissionDenied\""
        ) { (bindings, _, name: String, standard: Value?) in
            if let value = try bindings.variable(name) { return bindings.value(value) }
            return standard.map { bindings.vm.retain($0) } ?? .nil
        }
        table.method(
            "has", "True when a variable is set.", [Parameter("name", "the variable")],
            example:
                "(try { host.env.has(\"HOME\") } catch e { e.kind })  # => \"PermissionDenied\""
        ) { (bindings, _, name: String) in try bindings.variable(name) != nil }
    }
}
