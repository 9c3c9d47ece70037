internal import LayBounds
internal import LayRuntime
internal import LayText

/// The module `toml`: TOML 1.0 to values and back.
enum TOMLModule {
    static func install(in vm: VM) {
        vm.defineModule(
            "toml", "Texts in TOML 1.0 to values and back; dates and times are texts.",
            [
                vm.member(
                    "parse",
                    MemberDescription(
                        "The map that a text in TOML 1.0 stands for; dates and times are strings, which time.parse reads.",
                        [.readText], gives: "map",
                        example: #"""
                            import toml
                            toml.parse("name = \"web\"\n[ports]\nhttp = 80")  # => {name: "web", ports: {http: 80}}
                            """#)
                ) { call in
                    try call.vm.value(
                        of: call.reading("TOML") { text, step in
                            try DocumentNode.toml(text, step: step) { StackBound.hasRoom }
                        })
                },
                vm.member(
                    "write",
                    MemberDescription(
                        "A map as a text in TOML.",
                        [MemberParameter("value", "map", "the values by their keys")],
                        gives: "string",
                        example: #"""
                            import toml
                            toml.write({name: "web", ports: {http: 80}})  # => "name = \"web\"\n\n[ports]\nhttp = 80\n"
                            """#)
                ) { call in
                    guard call[0].tag == .map || call[0].tag == .record else {
                        throw call.mismatch(0, "a map")
                    }
                    var writer = TOMLWriter(call.vm)
                    try writer.table(call[0], path: [])
                    return try writer.text.bytes.withUnsafeBytes { try call.vm.string($0) }
                },
            ])
    }
}

/// Writes values as TOML: of each table first what fits on a line, then the tables below it.
private struct TOMLWriter {
    private let vm: VM
    var text: GrowingText
    private static let deepest = 100

    init(_ vm: VM) {
        self.vm = vm
        text = GrowingText(vm)
    }

    mutating func table(_ table: Value, path: [String]) throws {
        if path.count > Self.deepest || !StackBound.hasRoom { throw LayError.deepValue(in: "toml") }
        let entries = try entries(table)
        for (name, value) in entries where !isTable(value) && !isTables(value) {
            try text.add("\(key(name)) = ".utf8)
            try inline(value, 0)
            try text.add(10)
        }
        for (name, value) in entries {
            let inner = path + [name]
            let header = inner.map { key($0) }.joined(separator: ".")
            if isTable(value) {
                try headline("[\(header)]")
                try self.table(value, path: inner)
            } else if isTables(value) {
                for element in value.elements ?? .init(start: nil, count: 0) {
                    try headline("[[\(header)]]")
                    try self.table(element, path: inner)
                }
            }
        }
    }

    private mutating func headline(_ header: String) throws {
        if !text.bytes.isEmpty { try text.add(10) }
        try text.add((header + "\n").utf8)
    }

    private func isTable(_ value: Value) -> Bool { value.tag == .map || value.tag == .record }

    /// True for a list that is nothing but maps.
    private func isTables(_ value: Value) -> Bool {
        guard let elements = value.elements, !elements.isEmpty else { return false }
        return elements.allSatisfy { isTable($0) }
    }

    private func entries(_ table: Value) throws -> [(name: String, value: Value)] {
        if table.tag == .record { return vm.fields(of: table) }
        return try (table.entries ?? []).map { entry in
            try vm.work(2)
            guard entry.key.tag == .string else {
                throw LayError.noForm(of: "the key \(vm.describe(entry.key))", in: "toml")
            }
            return (entry.key.text, entry.value)
        }
    }

    private mutating func inline(_ value: Value, _ depth: Int) throws {
        if depth > Self.deepest || !StackBound.hasRoom { throw LayError.deepValue(in: "toml") }
        try vm.work(1)
        switch value.tag {
        case .true, .false: try text.add((value.isTrue ? "true" : "false").utf8)
        case .int: try text.add(String(value.asInt).utf8)
        case .float: try text.add(VM.text(of: value.asFloat).utf8)
        case .string: try text.add(quoted(value.text).utf8)
        case .list:
            try text.add(UInt8(ascii: "["))
            for (index, element) in (value.elements ?? .init(start: nil, count: 0)).enumerated() {
                if index > 0 { try text.add(", ".utf8) }
                try inline(element, depth + 1)
            }
            try text.add(UInt8(ascii: "]"))
        case .map, .record:
            try text.add(UInt8(ascii: "{"))
            for (index, entry) in try entries(value).enumerated() {
                try text.add("\(index > 0 ? ", " : "")\(key(entry.name)) = ".utf8)
                try inline(entry.value, depth + 1)
            }
            try text.add(UInt8(ascii: "}"))
        case .nil: throw LayError.noTOMLNil
        default: throw LayError.noForm(of: vm.describe(value), in: "toml")
        }
    }

    private func key(_ name: String) -> String {
        let isBare =
            !name.isEmpty
            && name.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0)
                    || (0x61...0x7a).contains($0) || $0 == 0x5f || $0 == 0x2d
            }
        return isBare ? name : quoted(name)
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case _ where scalar.value < 32 || scalar.value == 127:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
