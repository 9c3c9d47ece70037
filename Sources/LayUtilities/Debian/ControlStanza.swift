import LayFiles
import LayShell

/// A paragraph of a control file: fields with their values, in their order (deb-control(5)).
struct ControlStanza: Sendable {
    /// A field; the lines of its value are as they stand, without the blank after the colon.
    struct Field: Sendable {
        let name: String
        var value: [UInt8]
    }

    private(set) var fields: [Field] = []

    /// The place of a field, whose name may be written large or small.
    private func place(_ name: String) -> Int? {
        fields.firstIndex { Self.isSame($0.name, name) }
    }

    private static func isSame(_ one: String, _ other: String) -> Bool {
        guard one.utf8.count == other.utf8.count else { return false }
        return zip(one.utf8, other.utf8).allSatisfy { a, b in
            a == b || (a | 32 == b | 32 && (a | 32) &- 97 < 26)
        }
    }

    /// A field with its name as it is written.
    func field(_ name: String) -> Field? { place(name).map { fields[$0] } }

    /// The value of a field.
    subscript(name: String) -> [UInt8]? {
        get { place(name).map { fields[$0].value } }
        set {
            if let place = place(name) {
                if let newValue {
                    fields[place].value = newValue
                } else {
                    fields.remove(at: place)
                }
            } else if let newValue {
                fields.append(Field(name: name, value: newValue))
            }
        }
    }

    /// The value of a field as text; empty where there is none.
    func text(_ name: String) -> String {
        self[name].map { String(decoding: $0, as: UTF8.self) } ?? ""
    }

    /// Sets a field to a text, or takes it out where there is none.
    mutating func set(_ name: String, _ text: String?) { self[name] = text.map { Array($0.utf8) } }

    /// The first line of the description.
    var synopsis: [UInt8] { Array((self["Description"] ?? []).prefix { $0 != 10 }) }

    // MARK: Text

    /// The fields that dpkg writes first, in its order.
    private static let order = [
        "package", "essential", "protected", "status", "priority", "section", "installed-size",
        "origin", "maintainer", "bugs", "architecture", "multi-arch", "source", "version",
        "config-version", "replaces", "provides", "depends", "pre-depends", "recommends",
        "suggests", "breaks", "conflicts", "enhances", "conffiles", "filename", "size", "md5sum",
        "description", "triggers-pending", "triggers-awaited",
    ]
    private static let places = Dictionary(
        uniqueKeysWithValues: order.enumerated().map { ($0.element, $0.offset) })

    /// The same with its fields in dpkg's order, those that it does not know behind it.
    var sorted: ControlStanza {
        var keyed = fields.enumerated().map { index, field in
            (Self.places[field.name.lowercased()] ?? Self.order.count + index, field)
        }
        keyed.sort { $0.0 < $1.0 }
        var copy = ControlStanza()
        copy.fields = keyed.map(\.1)
        return copy
    }

    /// The lines of all fields that say anything.
    var bytes: [UInt8] {
        var result: [UInt8] = []
        for field in fields where !field.value.isEmpty {
            result += field.name.utf8
            result.append(58)
            if field.value.first != 10 { result.append(32) }
            result += field.value
            result.append(10)
        }
        return result
    }
}

/// Reads the paragraphs of a control file one after the other.
struct ControlReader {
    private let reader: ByteReader
    private let context: ProgramContext

    init(_ reader: ByteReader, _ context: ProgramContext) {
        self.reader = reader
        self.context = context
    }

    /// The next paragraph; `nil` at the end.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    mutating func next() throws -> ControlStanza? {
        var stanza = StanzaParser()
        while let line = try reader.line() {
            if line.range.isEmpty {
                if stanza.isEmpty { continue }
                break
            }
            stanza.add(reader.bytes[line.range])
        }
        if stanza.isEmpty { return nil }
        try context.step()
        return stanza.finish()
    }

    /// The paragraphs of text in memory.
    static func stanzas(_ bytes: [UInt8]) -> [ControlStanza] {
        var result: [ControlStanza] = []
        var stanza = StanzaParser()
        for line in bytes.split(separator: 10, omittingEmptySubsequences: false) {
            if line.isEmpty {
                if !stanza.isEmpty { result.append(stanza.finish()) }
            } else {
                stanza.add(line)
            }
        }
        if !stanza.isEmpty { result.append(stanza.finish()) }
        return result
    }
}

/// Collects the lines of a paragraph.
private struct StanzaParser {
    private var name = ""
    private var value: [UInt8] = []
    private var stanza = ControlStanza()
    var isEmpty: Bool { name.isEmpty }

    mutating func add(_ line: ArraySlice<UInt8>) {
        if line.first == 32 || line.first == 9 {
            value.append(10)
            value += line
            return
        }
        guard line.first != UInt8(ascii: "#"), let colon = line.firstIndex(of: 58) else { return }
        close()
        name = String(decoding: line[..<colon], as: UTF8.self)
        let rest = line[(colon + 1)...].drop { $0 == 32 || $0 == 9 }
        let end = rest.lastIndex { $0 != 32 && $0 != 9 && $0 != 13 } ?? rest.startIndex - 1
        value = Array(rest[..<(end + 1)])
    }

    private mutating func close() {
        if !name.isEmpty { stanza[name] = value }
        value = []
    }

    mutating func finish() -> ControlStanza {
        close()
        defer { self = StanzaParser() }
        return stanza
    }
}
