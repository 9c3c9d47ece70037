/// How values are written.
struct JqLayout: Sendable {
    /// Blanks of a level; 0 for all in one line.
    var indent = 0
    /// Whether levels are indented by tabs.
    var usesTabs = false
    var isSorted = false
    var isASCII = false
    /// The colours of the kinds; nil for none.
    var colors: JqColors?

    /// Whether parts stand in lines of their own.
    var isPretty: Bool { usesTabs || indent > 0 }
}

/// Writes a value as JSON, level by level.
struct JqPrinter {
    private struct Level {
        let value: JqValue
        let count: Int
        let color: [UInt8]
        var next = 0
        /// Places of the entries where keys are sorted.
        var places: [Int] = []
    }

    private let layout: JqLayout
    private let bytes: JqBytes
    private var levels: [Level] = []
    /// From so many bytes on nothing more is written.
    private let limit: Int

    /// Containers in one another that are written.
    private static let deepest = 256

    private init(_ layout: JqLayout, _ bytes: JqBytes, limit: Int) {
        self.layout = layout
        self.bytes = bytes
        self.limit = limit
    }

    /// Adds the text of a value.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func print(_ value: JqValue, _ layout: JqLayout, _ bytes: JqBytes) throws {
        var printer = JqPrinter(layout, bytes, limit: Int.max)
        try printer.print(value)
    }

    /// The text of a value in one line.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func text(_ value: JqValue, _ account: JqAccount) throws -> JqText {
        let bytes = JqBytes(account)
        try print(value, JqLayout(), bytes)
        return bytes.text(account)
    }

    /// At least the first bytes of a value's text.
    static func start(of value: JqValue, _ most: Int) -> [UInt8] {
        let bytes = JqBytes(nil)
        if case .text(let text) = value {
            // Of a long text only the beginning is looked at.
            text.with { span in
                let part = UnsafeBufferPointer(rebasing: span.prefix(most))
                try? JqStringPrinter.print(part, isASCII: false, bytes)
            }
            return Array(bytes.array.prefix(most))
        }
        var printer = JqPrinter(JqLayout(), bytes, limit: most)
        try? printer.print(value)
        return Array(bytes.array.prefix(most))
    }

    private mutating func print(_ value: JqValue) throws {
        try open(value)
        while let level = levels.last, bytes.count < limit {
            if level.next < level.count {
                try element(level)
            } else {
                try close(level)
            }
        }
    }

    // MARK: Parts

    /// Writes a value that has no parts, or what stands before its parts.
    private mutating func open(_ value: JqValue) throws {
        let color = layout.colors?[value.kind] ?? []
        try bytes.append(color)
        if levels.count > Self.deepest {
            try bytes.append("<stripped: exceeds max depth>")
            return try closeElement()
        }
        switch value {
        case .null, .label, .trail: try bytes.append("null")
        case .no: try bytes.append("false")
        case .yes: try bytes.append("true")
        case .number(let number): try JqNumberText.append(number, bytes)
        case .text(let text):
            try text.with { try JqStringPrinter.print($0, isASCII: layout.isASCII, bytes) }
        case .array(let array):
            if array.count > 0 {
                try bytes.append(UInt8(ascii: "["))
                try newLine(levels.count + 1)
                levels.append(Level(value: value, count: array.count, color: color))
                return
            }
            try bytes.append("[]")
        case .object(let object):
            if object.count > 0 {
                try bytes.append(UInt8(ascii: "{"))
                try newLine(levels.count + 1)
                var level = Level(value: value, count: object.count, color: color)
                if layout.isSorted { level.places = object.sortedPlaces() }
                levels.append(level)
                return
            }
            try bytes.append("{}")
        }
        try closeElement()
    }

    private mutating func element(_ level: Level) throws {
        let index = level.next
        levels[levels.count - 1].next = index + 1
        if index > 0 {
            try bytes.append(UInt8(ascii: ","))
            try newLine(levels.count)
        }
        switch level.value {
        case .array(let array): try open(array[index])
        case .object(let object):
            let entry = object[layout.isSorted ? level.places[index] : index]
            try key(entry.key, level.color)
            try open(entry.value)
        default: break
        }
    }

    private func key(_ key: JqText, _ color: [UInt8]) throws {
        let isColored = layout.colors != nil
        if isColored {
            try bytes.append(JqColors.reset)
            try bytes.append(JqColors.field)
        }
        try key.with { try JqStringPrinter.print($0, isASCII: layout.isASCII, bytes) }
        if isColored {
            try bytes.append(JqColors.reset)
            try bytes.append(color)
        }
        try bytes.append(UInt8(ascii: ":"))
        if layout.isPretty { try bytes.append(32) }
        if isColored { try bytes.append(JqColors.reset) }
    }

    private mutating func close(_ level: Level) throws {
        levels.removeLast()
        try newLine(levels.count)
        try bytes.append(level.color)
        if case .array = level.value {
            try bytes.append(UInt8(ascii: "]"))
        } else {
            try bytes.append(UInt8(ascii: "}"))
        }
        try closeElement()
    }

    /// Colours end, and those of the container begin again.
    private func closeElement() throws {
        guard layout.colors != nil else { return }
        try bytes.append(JqColors.reset)
        if let level = levels.last { try bytes.append(level.color) }
    }

    private func newLine(_ depth: Int) throws {
        guard layout.isPretty else { return }
        try bytes.append(10)
        if layout.usesTabs {
            try bytes.append(repeating: 9, depth)
        } else {
            try bytes.append(repeating: 32, depth &* layout.indent)
        }
    }
}

/// Writes texts in quotes.
enum JqStringPrinter {
    private static let hexDigits = Array("0123456789abcdef".utf8)

    /// Adds a text in quotes.
    ///
    /// - Throws: what the host throws where there is no memory.
    static func print(
        _ span: UnsafeBufferPointer<UInt8>, isASCII: Bool, _ bytes: JqBytes
    ) throws {
        try bytes.append(UInt8(ascii: "\""))
        var start = 0
        var place = 0
        while place < span.count {
            let byte = span[place]
            let isPlain =
                byte >= 0x20 && byte != 0x22 && byte != 0x5C && byte != 0x7F
                && (byte < 0x80 || !isASCII)
            if isPlain {
                place &+= 1
                continue
            }
            try bytes.append(UnsafeBufferPointer(rebasing: span[start..<place]))
            if byte < 0x80 {
                try escape(byte, bytes)
                place &+= 1
            } else {
                try escape(
                    character: JqUnicode.next(span, &place) ?? JqUnicode.replacement, bytes)
            }
            start = place
        }
        try bytes.append(UnsafeBufferPointer(rebasing: span[start..<place]))
        try bytes.append(UInt8(ascii: "\""))
    }

    private static func escape(_ byte: UInt8, _ bytes: JqBytes) throws {
        switch byte {
        case 8: try bytes.append("\\b")
        case 9: try bytes.append("\\t")
        case 10: try bytes.append("\\n")
        case 12: try bytes.append("\\f")
        case 13: try bytes.append("\\r")
        case 0x22, 0x5C:
            try bytes.append(0x5C)
            try bytes.append(byte)
        default: try escape(unit: UInt32(byte), bytes)
        }
    }

    private static func escape(character: UInt32, _ bytes: JqBytes) throws {
        if character < 0x10000 { return try escape(unit: character, bytes) }
        let rest = character &- 0x10000
        try escape(unit: 0xD800 | rest >> 10, bytes)
        try escape(unit: 0xDC00 | rest & 0x3FF, bytes)
    }

    private static func escape(unit: UInt32, _ bytes: JqBytes) throws {
        try bytes.append("\\u")
        for shift: UInt32 in [12, 8, 4, 0] {
            try bytes.append(hexDigits[Int(unit >> shift & 15)])
        }
    }
}

/// The colours of the kinds of values, as escape sequences.
struct JqColors: Sendable {
    private var sequences: [[UInt8]]

    static let reset = Array("\u{1B}[0m".utf8)
    /// The colour of keys.
    static let field = Array("\u{1B}[34;1m".utf8)
    /// The most bytes of a colour.
    private static let longest = 12

    /// The colours that jq begins with.
    init() {
        sequences = ["1;30", "0;39", "0;39", "0;39", "0;32", "1;39", "1;39"].map {
            Array("\u{1B}[\($0)m".utf8)
        }
    }

    /// Colours as `JQ_COLORS` has them; false where they are not understood.
    mutating func set(_ text: [UInt8]) -> Bool {
        var made = sequences
        var rest = text[...]
        for index in made.indices where !rest.isEmpty {
            let color = rest.prefix { $0 != UInt8(ascii: ":") }
            guard color.count <= Self.longest,
                color.allSatisfy({ $0 &- 48 < 10 || $0 == UInt8(ascii: ";") })
            else { return false }
            made[index] = Array("\u{1B}[".utf8) + color + [UInt8(ascii: "m")]
            rest = rest.dropFirst(color.count + 1)
        }
        sequences = made
        return true
    }

    subscript(_ kind: JqValue.Kind) -> [UInt8] { sequences[kind.rawValue] }
}
