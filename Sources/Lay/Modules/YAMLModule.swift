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
                    let text = try call.string(0)
                    // Three bytes are enough for a node.
                    try call.vm.reserve(text.utf8.count &* 40)
                    let node: YAMLNode
                    do throws(YAMLError) {
                        node = try YAMLNode(parsing: text) { StackBound.hasRoom }
                    } catch {
                        throw LayError.noYAML(error)
                    }
                    return try YAMLModule(vm: call.vm).value(node)
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
                    var growth = Growth(call.vm)
                    let node = try YAMLModule(vm: call.vm).node(call[0], 0, &growth)
                    do throws(YAMLError) {
                        return call.vm.string(try node.text())
                    } catch {
                        throw LayError.writesNoYAML(error)
                    }
                },
            ])
    }

    private func value(_ node: YAMLNode) throws -> Value {
        try vm.work(1)
        switch node {
        case .null: return .nil
        case .bool(let value): return .bool(value)
        case .int(let value): return .int(value)
        case .float(let value): return .float(value)
        case .string(let value): return vm.string(value)
        case .sequence(let elements):
            return try vm.collect { append in
                for element in elements { append(try value(element)) }
            }
        case .mapping(let entries):
            let map = vm.map([])
            do {
                for entry in entries {
                    // Every node is a value that can be a key, maps aside.
                    let key = try value(entry.key)
                    let inner = try value(entry.value)
                    if (try? vm.set(key, to: inner, in: map)) == nil {
                        vm.release(key)
                        vm.release(inner)
                    }
                }
                return map
            } catch {
                vm.release(map)
                throw error
            }
        }
    }

    private func node(_ value: Value, _ depth: Int, _ growth: inout Growth) throws -> YAMLNode {
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
