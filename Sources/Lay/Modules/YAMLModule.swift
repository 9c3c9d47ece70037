internal import LayBounds
internal import LayRuntime
internal import LayText

/// The module `yaml`: the core schema of YAML 1.2, with maps in the order of the text.
struct YAMLModule {
    let vm: VM

    static func install(in vm: VM) {
        vm.defineModule(
            "yaml", "Texts in YAML to values and back, by the core schema of YAML 1.2.",
            [
                vm.member(
                    "parse",
                    MemberDescription(
                        "The value that a text in YAML 1.2 stands for; maps keep the order of the text.",
                        [MemberParameter("text", "string", "the text")], gives: .any,
                        example: #"""
                            import yaml
                            yaml.parse("name: web\nports: [80]")  # => {name: "web", ports: [80]}
                            """#)
                ) { call in
                    try call.vm.value(of: try parse(call, severally: false).first ?? .null)
                },
                vm.member(
                    "parse_all",
                    MemberDescription(
                        "The values of all documents in a text in YAML 1.2, with --- between them.",
                        [MemberParameter("text", "string", "the text")], gives: "list",
                        example: #"""
                            import yaml
                            yaml.parse_all("a: 1\n---\nb: 2\n")  # => [{a: 1}, {b: 2}]
                            """#)
                ) { call in
                    try call.vm.value(of: .sequence(try parse(call, severally: true)))
                },
                vm.member(
                    "write_all",
                    MemberDescription(
                        "Values as documents in YAML, with --- between them.",
                        [MemberParameter("values", "list", "the values, each a document")],
                        gives: "string",
                        example: #"""
                            import yaml
                            yaml.write_all([{a: 1}, {b: 2}])  # => "a: 1\n---\nb: 2\n"
                            """#)
                ) { call in
                    guard let values = call[0].elements else {
                        throw LayError.noDocuments(call.vm.describe(call[0]))
                    }
                    return try write(call, Array(values))
                },
                vm.member(
                    "write",
                    MemberDescription(
                        "A value as a text in YAML.",
                        [
                            MemberParameter(
                                "value", "any", "nil, a bool, number, string, list, map or record")
                        ], gives: "string",
                        example: #"""
                            import yaml
                            yaml.write({name: "web"})  # => "name: web\n"
                            """#)
                ) { call in
                    try write(call, [call[0]])
                },
            ])
    }

    private static func parse(_ call: borrowing NativeCall, severally: Bool) throws
        -> [DocumentNode]
    {
        let text = try call.string(0)
        // Three bytes are enough for a node.
        try call.vm.reserve(text.utf8.count &* 40)
        do throws(YAMLError) {
            if severally {
                return try DocumentNode.documents(parsing: text) { StackBound.hasRoom }
            }
            return [try DocumentNode(parsing: text) { StackBound.hasRoom }]
        } catch {
            throw LayError.noYAML(error)
        }
    }

    private static func write(_ call: borrowing NativeCall, _ values: [Value]) throws -> Value {
        var growth = Growth(call.vm)
        let module = YAMLModule(vm: call.vm)
        let nodes = try values.map { try module.node($0, 0, &growth) }
        do throws(YAMLError) {
            return call.vm.string(try DocumentNode.text(of: nodes))
        } catch {
            throw LayError.writesNoYAML(error)
        }
    }

    private func node(_ value: Value, _ depth: Int, _ growth: inout Growth) throws -> DocumentNode {
        if depth > 200 || !StackBound.hasRoom {
            throw LayError.deepValue(in: "yaml")
        }
        // The node, and its line in the text with what it is indented by.
        let isText = value.tag == .string
        try growth.add(64 + 2 * depth + (isText ? 2 * value.buffer.count : 0))
        switch value.tag {
        case .nil: return .null
        case .true: return .bool(true)
        case .false: return .bool(false)
        case .int: return .int(value.asInt)
        case .float: return .float(value.asFloat)
        case .string: return .string(value.text)
        case .list:
            return .sequence(
                try (value.elements ?? .init(start: nil, count: 0)).map {
                    try node($0, depth + 1, &growth)
                })
        case .map:
            return .mapping(
                try (value.entries ?? []).map {
                    (try node($0.key, depth + 1, &growth), try node($0.value, depth + 1, &growth))
                })
        case .record:
            return .mapping(
                try vm.fields(of: value).map {
                    (.string($0.name), try node($0.value, depth + 1, &growth))
                })
        default:
            throw LayError.noForm(of: vm.describe(value), in: "yaml")
        }
    }
}
