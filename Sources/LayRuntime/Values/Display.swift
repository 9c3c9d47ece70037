extension VM {
    /// Deeper structures are cut short when they are shown.
    private static let deepestDisplay = 60

    /// The text of a value: as `print` shows it, or as a script could read it back.
    ///
    /// - Throws: what a native type's own display throws.
    package func display(_ value: Value, readable: Bool) throws -> String {
        if value.is(.string), !readable { return value.text }
        if !readable, let table = try table(value) { return table }
        var text = ""
        try display(value, into: &text, depth: 0, isTop: !readable)
        return text
    }

    /// A list of native values of one type, drawn as a table; `nil` for any other value.
    private func table(_ value: Value) throws -> String? {
        guard let elements = value.elements, let first = elements.first, first.is(.object),
            let row = types[typeID(first)].row,
            elements.allSatisfy({ $0.is(.object) && typeID($0) == typeID(first) })
        else { return nil }
        let rows = try elements.map { try row(self, $0) }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
        }
        return rows.map { cells in
            var line = ""
            for (column, cell) in cells.enumerated() {
                let isLast = column == cells.count - 1
                line +=
                    cell
                    + (isLast ? "" : String(repeating: " ", count: widths[column] - cell.count + 2))
            }
            return line
        }.joined(separator: "\n")
    }

    private func display(_ value: Value, into text: inout String, depth: Int, isTop: Bool = false)
        throws
    {
        if depth > Self.deepestDisplay {
            text += "…"
            return
        }
        switch value.tag {
        case .nil: text += "nil"
        case .true: text += "true"
        case .false: text += "false"
        case .int: text += String(value.asInt)
        case .float: text += Self.text(of: value.asFloat)
        case .string: text += Self.quoted(value.text)
        case .bytes: text += "b" + Self.quoted(bytes: value.buffer)
        case .list:
            text += "["
            for (index, element) in (value.elements ?? UnsafeBufferPointer(start: nil, count: 0))
                .enumerated()
            {
                if index > 0 { text += ", " }
                try display(element, into: &text, depth: depth + 1)
            }
            text += "]"
        case .map:
            text += "{"
            for (index, entry) in (value.entries ?? []).enumerated() {
                if index > 0 { text += ", " }
                try displayKey(entry.key, into: &text, depth: depth)
                text += ": "
                try display(entry.value, into: &text, depth: depth + 1)
            }
            text += "}"
        case .record: try displayRecord(value, into: &text, depth: depth)
        case .range:
            let range = value.range.pointee
            if range.header.flags & RangeObject.hasLower != 0 { text += String(range.lower) }
            let hasUpper = range.header.flags & RangeObject.hasUpper != 0
            text += range.header.flags & RangeObject.isClosed != 0 || !hasUpper ? "..." : "..<"
            if hasUpper { text += String(range.upper) }
        case .function:
            let prototype = prototypes[Int(value.function.pointee.code.pointee.prototype)]
            text +=
                "fn \(prototype.signature.text(prototype.name, skippingReceiver: prototype.isMethod))"
        case .native:
            let native = machine.pointee.natives[value.indexed.pointee.index]
            text += "fn \(native.signature.text(native.name, skippingReceiver: native.isMethod))"
        case .type: text += types[value.indexed.pointee.index].name
        case .module: text += "module \(modules[value.indexed.pointee.index].name)"
        case .object:
            let type = types[typeID(value)]
            text += try type.display?(self, value, !isTop) ?? "<\(type.name)>"
        case .missing, .inUse, .cell: text += "<\(value.tag)>"
        }
    }

    private func displayKey(_ key: Value, into text: inout String, depth: Int) throws {
        guard key.is(.string) else {
            text += "["
            try display(key, into: &text, depth: depth + 1)
            text += "]"
            return
        }
        let name = key.text
        let isBare =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
            && name.unicodeScalars.first.map { $0 == "_" || $0.properties.isXIDStart } == true
        text += isBare ? name : Self.quoted(name)
    }

    private func displayRecord(_ value: Value, into text: inout String, depth: Int) throws {
        let type = types[typeID(value)]
        text += type.name + "("
        for index in 0..<value.fieldCount {
            if index > 0 { text += ", " }
            text += name(of: type.fields[index]) + ": "
            try display(value.fields[index], into: &text, depth: depth + 1)
        }
        text += ")"
    }

    /// A float as `print` shows it.
    package static func text(of number: Double) -> String {
        number.isNaN ? "nan" : number.isInfinite ? (number < 0 ? "-inf" : "inf") : "\(number)"
    }

    /// A string literal of the language.
    package static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\t": result += "\\t"
            case "\r": result += "\\r"
            case "\0": result += "\\0"
            default:
                if scalar.value < 0x20 || scalar.value == 0x7f {
                    result += "\\u{\(String(scalar.value, radix: 16))}"
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result + "\""
    }

    private static func quoted(bytes: UnsafeRawBufferPointer) -> String {
        var result = "\""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""): result += "\\\""
            case UInt8(ascii: "\\"): result += "\\\\"
            case 10: result += "\\n"
            case 9: result += "\\t"
            case 0x20..<0x7f: result.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let digits = String(byte, radix: 16)
                result += "\\x" + (digits.count == 1 ? "0" + digits : digits)
            }
        }
        return result + "\""
    }
}
