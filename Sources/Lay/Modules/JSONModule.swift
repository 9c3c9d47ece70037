internal import CJansson
internal import LayArchive
internal import LayBounds
internal import LayRuntime

/// The module `json`: texts to values and back; maps keep the order of the text, ints are exact.
struct JSONModule {
    let vm: VM
    private static let deepest = 500
    /// Jansson reads no deeper.
    private static let deepestRead = 2048
    /// Bytes of the stack that a level of reading takes at most.
    private static let frame = 1 << 10

    static func install(in vm: VM) {
        vm.defineModule(
            "json", "Texts in JSON to values and back; ints are exact.",
            [
                vm.member(
                    "parse",
                    MemberDescription(
                        "The value that a text in JSON stands for; maps keep the order of the text.",
                        [MemberParameter("text", "string | bytes", "the text")], gives: .any,
                        example: """
                            import json
                            json.parse('{"name": "web", "ports": [80, 443]}')  # => {name: "web", ports: [80, 443]}
                            """)
                ) { call in
                    let isText = call[0].tag == .string || call[0].tag == .bytes
                    guard isText else { throw call.mismatch(0, "a string or bytes") }
                    return try JSONModule(vm: call.vm).parse(call[0].buffer)
                },
                vm.member(
                    "write",
                    MemberDescription(
                        "A value as a text in JSON.",
                        [
                            MemberParameter(
                                "value", "any", "nil, a bool, number, string, list, map or record"),
                            .optional(
                                "indent", "int",
                                "how many spaces each level is moved in, on lines of its own"),
                            .optional(
                                "sort_keys", "bool", "true to sort the keys of maps",
                                default: "false"),
                        ], gives: "string",
                        example: #"""
                            import json
                            json.write([1, nil, true])  # => "[1,null,true]"
                            json.write([1], indent: 2)  # => "[\n  1\n]"
                            """#)
                ) { call in
                    let indent = call.has(1) ? try call.int(1) : nil
                    if let indent, !(0...20).contains(indent) {
                        throw LayError.wideIndent(indent)
                    }
                    var text = GrowingText(call.vm)
                    let sorts = try call.flag(2)
                    try JSONModule(vm: call.vm).write(call[0], to: &text, 0, indent, sorts)
                    return try text.bytes.withUnsafeBytes { try call.vm.string($0) }
                },
            ])
    }

    // MARK: Reading

    func parse(_ text: UnsafeRawBufferPointer) throws -> Value {
        var problem = json_error_t()
        let flags = Int(JSON_DECODE_ANY | JSON_ALLOW_NUL)
        // The reader holds its own copy of everything: a node of about 100 bytes behind each comma,
        // colon and bracket, and then the values are made.
        var (nodes, depth, deepest) = (1, 0, 0)
        for byte in text {
            switch byte {
            case UInt8(ascii: ","), UInt8(ascii: ":"): nodes &+= 1
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                nodes &+= 1
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            default: break
            }
        }
        // The reader and the values take a frame each a level; brackets in texts count too.
        if min(deepest, Self.deepestRead) * Self.frame > StackBound.remaining - StackBound.reserve {
            throw LayError.nestedJSON
        }
        try vm.work(bytes: text.count &* 4)
        try vm.reserve(nodes &* 160 &+ text.count &* 2)
        guard
            let root = json_loadb(
                text.baseAddress?.assumingMemoryBound(to: CChar.self), text.count, flags, &problem)
        else {
            if json_error_code(&problem) == json_error_numeric_overflow,
                let widened = JSONNumbers.widened(text)
            {
                return try widened.withUnsafeBytes { try parse($0) }
            }
            let message = withUnsafeBytes(of: problem.text) { buffer in
                String(decoding: buffer.prefix { $0 != 0 }, as: UTF8.self)
            }
            throw LayError.noJSON(problem.line, problem.column, message)
        }
        defer { json_decref(root) }
        return try value(root)
    }

    /// Jansson bounds the nesting, so the recursion is bounded too.
    private func value(_ json: UnsafeMutablePointer<json_t>) throws -> Value {
        try vm.work(1)
        switch json.pointee.type {
        case JSON_OBJECT:
            let map = vm.map([])
            var iterator = json_object_iter(json)
            while let current = iterator {
                if let key = json_object_iter_key(current),
                    let inner = json_object_iter_value(current)
                {
                    let name = UnsafeRawBufferPointer(
                        start: key, count: json_object_iter_key_len(current))
                    do {
                        vm.set(name, to: try value(inner), in: map)
                    } catch {
                        vm.release(map)
                        throw error
                    }
                }
                iterator = json_object_iter_next(json, current)
            }
            return map
        case JSON_ARRAY:
            return try vm.collect { append in
                for index in 0..<json_array_size(json) {
                    if let element = json_array_get(json, index) { append(try value(element)) }
                }
            }
        case JSON_STRING:
            let bytes = UnsafeRawBufferPointer(
                start: json_string_value(json), count: json_string_length(json))
            return try vm.string(bytes)
        case JSON_INTEGER: return .int(Int(json_integer_value(json)))
        case JSON_REAL: return .float(json_real_value(json))
        case JSON_TRUE: return .bool(true)
        case JSON_FALSE: return .bool(false)
        default: return .nil
        }
    }

    // MARK: Writing

    private func write(
        _ value: Value, to text: inout GrowingText, _ depth: Int, _ indent: Int?, _ sorts: Bool
    ) throws {
        if depth > Self.deepest || !StackBound.hasRoom {
            throw LayError.deepValue(in: "json")
        }
        try vm.work(1)
        switch value.tag {
        case .nil: try text.add("null".utf8)
        case .true: try text.add("true".utf8)
        case .false: try text.add("false".utf8)
        case .int: try text.add(String(value.asInt).utf8)
        case .float:
            guard value.asFloat.isFinite else {
                throw LayError.noNumberInJSON(value.asFloat)
            }
            try text.add("\(value.asFloat)".utf8)
        case .string: try quote(value.buffer, to: &text)
        case .list:
            try text.add(UInt8(ascii: "["))
            for (index, element) in (value.elements ?? .init(start: nil, count: 0)).enumerated() {
                if index > 0 { try text.add(UInt8(ascii: ",")) }
                try newline(&text, depth + 1, indent)
                try write(element, to: &text, depth + 1, indent, sorts)
            }
            if value.elements?.isEmpty == false { try newline(&text, depth, indent) }
            try text.add(UInt8(ascii: "]"))
        case .map:
            var entries = value.entries ?? []
            if let other = entries.first(where: { $0.key.tag != .string }) {
                throw LayError.noKeyInJSON(vm.describe(other.key))
            }
            if sorts { entries.sort { $0.key.buffer.lexicographicallyPrecedes($1.key.buffer) } }
            try text.add(UInt8(ascii: "{"))
            for (index, entry) in entries.enumerated() {
                if index > 0 { try text.add(UInt8(ascii: ",")) }
                try newline(&text, depth + 1, indent)
                try quote(entry.key.buffer, to: &text)
                try text.add(UInt8(ascii: ":"))
                if indent != nil { try text.add(UInt8(ascii: " ")) }
                try write(entry.value, to: &text, depth + 1, indent, sorts)
            }
            if !entries.isEmpty { try newline(&text, depth, indent) }
            try text.add(UInt8(ascii: "}"))
        case .record:
            try write(fields: value, to: &text, depth, indent, sorts)
        default:
            throw LayError.noForm(of: vm.describe(value), in: "json")
        }
    }

    private func write(
        fields record: Value, to text: inout GrowingText, _ depth: Int, _ indent: Int?,
        _ sorts: Bool
    ) throws {
        let map = vm.map(vm.fields(of: record).map { ($0.name, vm.retain($0.value)) })
        defer { vm.release(map) }
        try write(map, to: &text, depth, indent, sorts)
    }

    private func newline(_ text: inout GrowingText, _ depth: Int, _ indent: Int?) throws {
        guard let indent else { return }
        try text.add(10)
        try text.add(repeatElement(32, count: depth * indent))
    }

    private func quote(_ bytes: UnsafeRawBufferPointer, to text: inout GrowingText) throws {
        try text.add(UInt8(ascii: "\""))
        var start = 0
        for (offset, byte) in bytes.enumerated()
        where byte < 0x20 || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
            try text.add(bytes[start..<offset])
            start = offset + 1
            switch byte {
            case 10: try text.add("\\n".utf8)
            case 13: try text.add("\\r".utf8)
            case 9: try text.add("\\t".utf8)
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): try text.add([UInt8(ascii: "\\"), byte])
            default: try text.add(((byte < 16 ? "\\u000" : "\\u00") + String(byte, radix: 16)).utf8)
            }
        }
        try text.add(bytes[start...])
        try text.add(UInt8(ascii: "\""))
    }
}
