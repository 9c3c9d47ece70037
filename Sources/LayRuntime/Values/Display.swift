internal import LayBounds
internal import LaySyntax

extension VM {
    /// Deeper structures are cut short when they are shown.
    private static let deepestDisplay = 60

    /// The text of a value: as `print` shows it, or as a script could read it back.
    ///
    /// - Throws: what a native type's own display throws.
    package func display(_ value: Value, readable: Bool) throws -> String {
        if value.is(.string), !readable { return value.text }
        if !readable, let table = try table(value) { return table }
        var shown = ShownText(self)
        try display(value, into: &shown, depth: 0, isTop: !readable)
        return shown.text
    }

    /// A list of native values of one type, drawn as a table; `nil` for any other value.
    private func table(_ value: Value) throws -> String? {
        guard let elements = value.elements, let first = elements.first, first.is(.object),
            let row = types[typeID(first)].row,
            elements.allSatisfy({ $0.is(.object) && typeID($0) == typeID(first) })
        else { return nil }
        let rows = try elements.map { try row(self, $0).map { $0.shown() } }
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { column < $0.count ? $0[column].columns : 0 }.max() ?? 0
        }
        return rows.map { cells in
            var line = ""
            for (column, cell) in cells.enumerated() {
                let isLast = column == cells.count - 1
                line +=
                    cell
                    + (isLast
                        ? "" : String(repeating: " ", count: widths[column] - cell.columns + 2))
            }
            return line
        }.joined(separator: "\n")
    }

    private func display(
        _ value: Value, into shown: inout ShownText, depth: Int, isTop: Bool = false
    )
        throws
    {
        if depth > Self.deepestDisplay {
            shown.text += "…"
            return
        }
        try shown.look()
        switch value.tag {
        case .nil: shown.text += "nil"
        case .true: shown.text += "true"
        case .false: shown.text += "false"
        case .int: shown.text += String(value.asInt)
        case .float: shown.text += Self.text(of: value.asFloat)
        case .string:
            try reserve(value.byteCount &* 3)
            shown.text += Self.quoted(value.text)
        case .bytes:
            try reserve(value.byteCount &* 5)
            shown.text += "b" + Self.quoted(bytes: value.buffer)
        case .list:
            shown.text += "["
            for (index, element) in (value.elements ?? UnsafeBufferPointer(start: nil, count: 0))
                .enumerated()
            {
                if index > 0 { shown.text += ", " }
                try display(element, into: &shown, depth: depth + 1)
            }
            shown.text += "]"
        case .map:
            shown.text += "{"
            for (index, entry) in (value.entries ?? []).enumerated() {
                if index > 0 { shown.text += ", " }
                try displayKey(entry.key, into: &shown, depth: depth)
                shown.text += ": "
                try display(entry.value, into: &shown, depth: depth + 1)
            }
            shown.text += "}"
        case .record: try displayRecord(value, into: &shown, depth: depth)
        case .range:
            let range = value.range.pointee
            if range.header.flags & RangeObject.hasLower != 0 { shown.text += String(range.lower) }
            let hasUpper = range.header.flags & RangeObject.hasUpper != 0
            shown.text +=
                range.header.flags & RangeObject.isClosed != 0 || !hasUpper ? "..." : "..<"
            if hasUpper { shown.text += String(range.upper) }
        case .function:
            let prototype = prototypes[Int(value.function.pointee.code.pointee.prototype)]
            shown.text +=
                "fn \(prototype.signature.text(prototype.name, skippingReceiver: prototype.isMethod))"
        case .native:
            let native = machine.pointee.natives[value.indexed.pointee.index]
            shown.text +=
                "fn \(native.signature.text(native.name, skippingReceiver: native.isMethod))"
        case .type: shown.text += types[value.indexed.pointee.index].name
        case .module: shown.text += "module \(modules[value.indexed.pointee.index].name)"
        case .object:
            let type = types[typeID(value)]
            let text = try type.display?(self, value, !isTop) ?? "<\(type.name)>"
            shown.text += text.shown(keepingLines: true)
        case .missing, .inUse, .cell: shown.text += "<\(value.tag)>"
        }
    }

    private func displayKey(_ key: Value, into shown: inout ShownText, depth: Int) throws {
        guard key.is(.string) else {
            shown.text += "["
            try display(key, into: &shown, depth: depth + 1)
            shown.text += "]"
            return
        }
        let name = key.text
        let isBare =
            !name.isEmpty
            && name.unicodeScalars.allSatisfy { $0 == "_" || $0.properties.isXIDContinue }
            && name.unicodeScalars.first.map { $0 == "_" || $0.properties.isXIDStart } == true
        shown.text += isBare ? name : Self.quoted(name)
    }

    private func displayRecord(_ value: Value, into shown: inout ShownText, depth: Int) throws {
        let type = types[typeID(value)]
        shown.text += type.name + "("
        for index in 0..<value.fieldCount {
            if index > 0 { shown.text += ", " }
            shown.text += name(of: type.fields[index]) + ": "
            try display(value.fields[index], into: &shown, depth: depth + 1)
        }
        shown.text += ")"
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
                if scalar.steersTerminals {
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

/// A text that a value is shown by, while it grows: values that share parts show them again and
/// again, so that its length has nothing to do with theirs.
private struct ShownText {
    var text = ""
    private let vm: VM
    private var asked = VM.freelyAllocated

    init(_ vm: VM) { self.vm = vm }

    /// Takes a step, and asks for room for the text to double.
    mutating func look() throws {
        try vm.work(1)
        let count = text.utf8.count
        if count < asked { return }
        asked = count &* 2
        try vm.reserve(count &* 3)
    }
}
