/// Texts of sections and `key = value` lines, as in `.ini` files and systemd's units.
package enum INI {
    /// Reads a text: keys before the first section, and a mapping for each section.
    ///
    /// With `repeats` every value is a sequence of all that its key was given.
    ///
    /// - Throws: `DocumentError`, and what `step` throws.
    package static func read(
        _ text: UnsafeRawBufferPointer, repeats: Bool, step: ReadingStep
    ) throws -> DocumentNode {
        var sections: [(name: String?, keys: KeyedLines)] = [(nil, KeyedLines())]
        var places: [String: Int] = [:]
        var current = 0
        var number = 0
        for line in ByteLines(text) {
            number += 1
            try step(line.count)
            guard var content = String(validating: line, as: UTF8.self)?.trimmed else {
                throw DocumentError(line: number, "the text is no UTF-8")
            }
            if number == 1, content.unicodeScalars.first == "\u{feff}" {
                content = String(content.unicodeScalars.dropFirst()).trimmed
            }
            if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
            if content.hasPrefix("[") {
                guard let end = content.firstIndex(of: "]"), content[end...].dropFirst().isComment
                else { throw DocumentError(line: number, "the section '\(content)' has no ']'") }
                let name = String(content[..<end].dropFirst()).trimmed
                current = places[name] ?? sections.count
                if places.updateValue(current, forKey: name) == nil {
                    sections.append((name, KeyedLines()))
                }
                continue
            }
            guard let mark = content.firstIndex(where: { $0 == "=" || $0 == ":" }) else {
                throw DocumentError(line: number, "'\(content)' has no '='")
            }
            let key = String(content[..<mark]).trimmed
            if key.isEmpty {
                throw DocumentError(line: number, "a value has no key before its '='")
            }
            let value = String(content[mark...].dropFirst()).trimmed
            try sections[current].keys.add(key, value, line: number, repeats: repeats)
        }
        var entries: [(key: DocumentNode, value: DocumentNode)] = []
        for section in sections {
            let keys = section.keys.entries(repeats: repeats)
            if let name = section.name {
                entries.append((.string(name), .mapping(keys)))
            } else {
                entries += keys
            }
        }
        return .mapping(entries)
    }
}

/// The keys of a section, in order.
private struct KeyedLines {
    private var order: [String] = []
    private var values: [String: (line: Int, texts: [String])] = [:]

    mutating func add(_ key: String, _ value: String, line: Int, repeats: Bool) throws {
        guard let known = values[key] else {
            order.append(key)
            values[key] = (line, [value])
            return
        }
        if !repeats {
            throw DocumentError(line: line, "'\(key)' has a value already, from line \(known.line)")
        }
        values[key]?.texts.append(value)
    }

    func entries(repeats: Bool) -> [(key: DocumentNode, value: DocumentNode)] {
        order.map { key in
            let texts = values[key]?.texts ?? []
            let value: DocumentNode =
                repeats
                ? .sequence(texts.map { .string($0) }) : texts.first.map { .string($0) } ?? .null
            return (.string(key), value)
        }
    }
}

extension StringProtocol {
    /// Without the white space at both ends.
    var trimmed: String {
        var part = Substring(self).unicodeScalars
        while let first = part.first, first.properties.isWhitespace { part.removeFirst() }
        while let last = part.last, last.properties.isWhitespace { part.removeLast() }
        return String(part)
    }

    /// True when only a comment or nothing follows.
    fileprivate var isComment: Bool {
        let rest = trimmed
        return rest.isEmpty || rest.hasPrefix("#") || rest.hasPrefix(";")
    }
}
