internal import LayBounds
internal import LayRuntime
internal import LayText

/// The module `csv`: comma-separated values by RFC 4180.
enum CSVModule {
    private static let separator = MemberParameter.optional(
        "separator", "string", "what stands between fields, one ASCII character", default: "\",\"")

    static func install(in vm: VM) {
        vm.defineModule(
            "csv", "Texts of comma-separated values to lists or maps and back.",
            [
                vm.member(
                    "parse",
                    MemberDescription(
                        "A list of the rows, each a list of strings, or a map by the names in the first row; empty lines are passed over.",
                        [
                            .readText, separator,
                            .optional(
                                "header", "bool", "true to make maps with the first row's names",
                                default: "false"),
                        ], gives: "list",
                        example: #"""
                            import csv
                            csv.parse("a,b\n1,\"x, y\"\n")  # => [["a", "b"], ["1", "x, y"]]
                            csv.parse("a;b\n1;2\n", separator: ";", header: true)  # => [{a: "1", b: "2"}]
                            """#)
                ) { call in try parse(call) },
                vm.member(
                    "write",
                    MemberDescription(
                        "Rows as a text: lists, or maps, whose keys are the first line; nil is an empty field.",
                        [
                            MemberParameter("rows", "list", "lists or maps of strings and numbers"),
                            separator,
                            .optional(
                                "newline", "string", "what ends a line", default: "\"\\r\\n\""),
                        ], gives: "string",
                        example: #"""
                            import csv
                            csv.write([["a", 1], ["x, y", nil]])  # => "a,1\r\n\"x, y\",\r\n"
                            csv.write([{a: 1}, {a: 2, b: 3}], newline: "\n")  # => "a,b\n1,\n2,3\n"
                            """#)
                ) { call in try write(call) },
            ])
    }

    private static func parse(_ call: borrowing NativeCall) throws -> Value {
        let vm = call.vm
        let (separator, hasHeader) = (
            try call.separator(1, UInt8(ascii: ",")), try call.flag(2)
        )
        var header: [String]?
        return try vm.collect { append in
            try call.reading("CSV", keeps: false) { text, step in
                try CSV.forEachRow(of: text, separator: separator, step: step) { row in
                    guard hasHeader else {
                        append(vm.list(row.fields.map { vm.string($0) }))
                        return
                    }
                    guard let names = header else {
                        header = try unique(row)
                        return
                    }
                    if row.fields.count != names.count {
                        throw DocumentError(
                            line: row.line,
                            "the row has \(row.fields.count) fields, the first has \(names.count)")
                    }
                    append(vm.map(zip(names, row.fields).map { ($0, vm.string($1)) }))
                }
            }
        }
    }

    private static func unique(_ row: CSV.Row) throws -> [String] {
        var seen: Set<String> = []
        for name in row.fields where !seen.insert(name).inserted {
            throw DocumentError(line: row.line, "the name '\(name)' is there twice")
        }
        return row.fields
    }

    private static func write(_ call: borrowing NativeCall) throws -> Value {
        let (vm, rows) = (call.vm, try call.list(0))
        let separator = try call.separator(1, UInt8(ascii: ","))
        let newline = try call.optionalString(2) ?? "\r\n"
        guard ["\n", "\r\n"].contains(newline) else {
            throw call.mismatch(2, "\"\\n\" or \"\\r\\n\"")
        }
        var text = GrowingText(vm)
        func line(_ fields: [String]) throws {
            for (index, field) in fields.enumerated() {
                try vm.work(bytes: field.utf8.count &* 2)
                if index > 0 { try text.add(separator) }
                try text.add(
                    CSV.written(field, separator: separator, isAlone: fields.count == 1).utf8)
            }
            try text.add(newline.utf8)
        }
        let names = try names(of: rows, vm)
        if let names { try line(names) }
        for row in rows {
            if let names {
                guard row.tag == .map else { throw LayError.mixedRows(vm.describe(row)) }
                try line(names.map { try field(vm.get($0, in: row) ?? .nil, vm) })
            } else {
                guard let fields = row.elements else { throw LayError.mixedRows(vm.describe(row)) }
                try line(fields.map { try field($0, vm) })
            }
        }
        return try text.bytes.withUnsafeBytes { try vm.string($0) }
    }

    /// The keys of all the maps, in the order in which they come first; `nil` for lists.
    private static func names(of rows: UnsafeBufferPointer<Value>, _ vm: VM) throws -> [String]? {
        guard rows.first?.tag == .map else { return nil }
        var (names, seen): ([String], Set<String>) = ([], [])
        for row in rows {
            for entry in row.entries ?? [] {
                try vm.work(2)
                guard entry.key.tag == .string else {
                    throw LayError.noField(vm.describe(entry.key))
                }
                if seen.insert(entry.key.text).inserted { names.append(entry.key.text) }
            }
        }
        return names
    }

    private static func field(_ value: Value, _ vm: VM) throws -> String {
        switch value.tag {
        case .nil: return ""
        case .string: return value.text
        case .int, .float, .true, .false: return try vm.display(value, readable: false)
        default: throw LayError.noField(vm.describe(value))
        }
    }
}
