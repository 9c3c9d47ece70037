/// Reads TOML 1.0, byte by byte.
struct TOMLReader {
    let text: UnsafeRawBufferPointer
    var place = 0
    private let step: ReadingStep
    let hasRoom: () -> Bool
    private var asked = 0
    static let deepest = 200

    init(
        _ text: UnsafeRawBufferPointer, _ step: @escaping ReadingStep,
        _ hasRoom: @escaping () -> Bool
    ) {
        (self.text, self.step, self.hasRoom) = (text, step, hasRoom)
    }

    // MARK: Where it is

    var next: UInt8? { place < text.count ? text[place] : nil }

    func isNext(_ sign: String) -> Bool {
        let bytes = sign.utf8
        return place + bytes.count <= text.count
            && text[place..<(place + bytes.count)].elementsEqual(bytes)
    }

    /// The error for what stands at a place.
    func fault(_ message: String, at place: Int? = nil) -> DocumentError {
        let end = min(place ?? self.place, text.count)
        let before = text[..<end]
        let start = before.lastIndex(of: 10).map { $0 + 1 } ?? 0
        return DocumentError(
            line: before.count { $0 == 10 } + 1,
            column: text[start..<end].count { $0 & 0xc0 != 0x80 } + 1, message)
    }

    /// What stands at the place, for a message.
    var found: String {
        guard let next else { return "the end of the text" }
        if next == 10 || next == 13 { return "the end of the line" }
        let rest = text[place...].prefix(4)
        guard let scalar = String(decoding: rest, as: UTF8.self).unicodeScalars.first else {
            return "nothing"
        }
        return scalar.value < 0x20 ? "a control character" : "'\(scalar)'"
    }

    mutating func skipSpace() { while next == 32 || next == 9 { place += 1 } }

    /// Skips a comment, and refuses the control characters in it.
    private mutating func skipComment() throws {
        guard next == UInt8(ascii: "#") else { return }
        while let byte = next, byte != 10 {
            if byte == 13, place + 1 < text.count, text[place + 1] == 10 { return }
            if byte < 32 && byte != 9 || byte == 127 {
                throw fault("a comment holds no control characters")
            }
            place += 1
        }
    }

    /// Skips a newline; false where none is.
    private mutating func skipNewline() -> Bool {
        if next == 10 {
            place += 1
        } else if isNext("\r\n") {
            place += 2
        } else {
            return false
        }
        return true
    }

    /// Skips space, comments and newlines, as between the elements of an array.
    mutating func skipLines() throws {
        repeat {
            try ask()
            skipSpace()
            try skipComment()
        } while skipNewline()
    }

    private mutating func ask() throws {
        try step(place - asked)
        asked = place
    }

    // MARK: The document

    mutating func document() throws -> TOMLTable {
        if isNext("\u{feff}") { place += 3 }
        let (root, rules) = (TOMLTable(), TOMLRules())
        var header: [String] = []
        // Tables that dotted keys made are closed when the next header comes.
        var pending: [[String]] = []
        while true {
            try skipLines()
            guard let first = next else { return root }
            if first == UInt8(ascii: "[") {
                for keys in pending { rules.declare(keys) }
                pending = []
                header = try self.header(root, rules)
            } else {
                try pair(root, rules, header, &pending)
            }
            skipSpace()
            try skipComment()
            if next != nil, !skipNewline() {
                throw fault("a line ends behind its value, and here is \(found)")
            }
        }
    }

    private mutating func header(_ root: TOMLTable, _ rules: TOMLRules) throws -> [String] {
        let start = place
        let isList = isNext("[[")
        place += isList ? 2 : 1
        skipSpace()
        let keys = try key()
        let close = isList ? "]]" : "]"
        guard isNext(close) else {
            throw fault("expected '\(close)' behind the table's name, found \(found)")
        }
        place += close.utf8.count
        let name = shown(keys)
        if rules.isFrozen(keys) { throw fault("\(name) is closed: it is a value", at: start) }
        if isList {
            rules.forget(keys)
            rules.declare(keys)
            guard let above = root.table(at: keys.dropLast()), let last = keys.last else {
                throw fault("\(name) is below a value", at: start)
            }
            switch above[last] {
            case nil: above[last] = .tables(TOMLTable.List())
            case .tables(let list): list.tables.append(TOMLTable())
            case .table, .value: throw fault("\(name) is no list of tables", at: start)
            }
            return keys
        }
        if rules.isDeclared(keys) { throw fault("the table \(name) is there twice", at: start) }
        rules.declare(keys)
        guard root.table(at: keys) != nil else {
            throw fault("\(name) is a value, not a table", at: start)
        }
        return keys
    }

    private mutating func pair(
        _ root: TOMLTable, _ rules: TOMLRules, _ header: [String], _ pending: inout [[String]]
    ) throws {
        let start = place
        let (keys, value) = try pair(0)
        let all = header + keys
        for count in 1..<max(1, keys.count) {
            let above = Array((header + keys.prefix(count)))
            if rules.isDeclared(above) {
                throw fault("\(shown(above)) is a table of its own header", at: start)
            }
            pending.append(above)
        }
        let parent = all.dropLast()
        if rules.isFrozen(parent) { throw fault("\(shown(Array(parent))) is closed", at: start) }
        guard let table = root.table(at: parent), let last = all.last else {
            throw fault("\(shown(Array(parent))) is a value, not a table", at: start)
        }
        if table[last] != nil { throw fault("\(shown(all)) is there twice", at: start) }
        switch value {
        case .sequence, .mapping: rules.freeze(all)
        default: break
        }
        table[last] = .value(value)
    }

    /// A key, `=` and a value.
    mutating func pair(_ depth: Int) throws -> (keys: [String], value: DocumentNode) {
        let keys = try key()
        guard next == UInt8(ascii: "=") else {
            throw fault("expected '=' behind the key, found \(found)")
        }
        place += 1
        skipSpace()
        return (keys, try value(depth))
    }

    // MARK: Keys

    /// A key of parts with dots between them, and the space behind it.
    private mutating func key() throws -> [String] {
        var keys: [String] = []
        while true {
            if keys.count >= Self.deepest { throw fault("the key has too many parts") }
            keys.append(try keyPart())
            skipSpace()
            guard next == UInt8(ascii: ".") else { return keys }
            place += 1
            skipSpace()
        }
    }

    private mutating func keyPart() throws -> String {
        if next == UInt8(ascii: "\"") { return try basicString() }
        if next == UInt8(ascii: "'") { return try literalString() }
        let start = place
        while let byte = next, Self.isBare(byte) { place += 1 }
        if place == start { throw fault("expected a key, found \(found)") }
        return String(decoding: text[start..<place], as: UTF8.self)
    }

    private static func isBare(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    func shown(_ keys: [String]) -> String { "'" + keys.joined(separator: ".") + "'" }
}
