/// Files of `NAME=value` lines: what docker's `--env-file` reads, and the `.env` of docker compose.
package struct EnvironmentFile {
    /// Names and values, in order; of a name that comes twice the last value at the first place.
    package private(set) var entries: [(name: String, value: String)] = []
    private var places: [String: Int] = [:]
    private let known: [String: String]

    /// Reads a file as docker's `--env-file` does: what is behind `=` is the value as it stands, and a
    /// name alone takes its value from `known`.
    ///
    /// - Throws: `DocumentError`, and what `step` throws.
    package init(
        docker text: UnsafeRawBufferPointer, known: [String: String], step: ReadingStep
    ) throws {
        self.known = known
        var number = 0
        for bytes in ByteLines(text) {
            number += 1
            try step(bytes.count)
            let bytes = bytes.last == 13 ? bytes.dropLast() : bytes
            guard var line = String(validating: bytes, as: UTF8.self) else {
                throw DocumentError(line: number, "the text is no UTF-8")
            }
            if number == 1, line.unicodeScalars.first == "\u{feff}" {
                line = String(line.unicodeScalars.dropFirst())
            }
            line = String(line.drop(while: \.isWhitespace))
            if line.isEmpty || line.hasPrefix("#") { continue }
            let mark = line.firstIndex(of: "=")
            let name = String(mark.map { line[..<$0] } ?? line[...])
            if name.isEmpty {
                throw DocumentError(line: number, "'\(line)' has no name before '='")
            }
            if name.contains(where: \.isWhitespace) {
                throw DocumentError(line: number, "the name '\(name)' holds white space")
            }
            if let mark {
                set(name, String(line[line.index(after: mark)...]))
            } else if let value = known[name] {
                set(name, value)
            }
        }
    }

    /// Reads a file as docker compose does: values in quotes, comments behind values, and variables,
    /// whose values are those above in the file or in `known`.
    ///
    /// - Throws: `DocumentError`, and what `step` throws.
    package init(
        compose text: UnsafeRawBufferPointer, known: [String: String], step: ReadingStep
    ) throws {
        self.known = known
        // Four bytes for each scalar, and the text itself.
        try step(text.count)
        guard let whole = String(validating: text, as: UTF8.self) else {
            throw DocumentError(line: 1, "the text is no UTF-8")
        }
        var reader = EnvironmentReader(whole)
        while let (name, line) = try reader.name(step) {
            switch try reader.value(line) {
            case .none: if let value = known[name] { set(name, value) }
            case .literal(let value): set(name, value)
            case .template(let value):
                let text = try EnvironmentTemplate(value, line: line).expanded(step) {
                    self.value(of: $0)
                }
                set(name, text)
            }
        }
    }

    /// What is set above, or known besides.
    private func value(of name: String) -> String? {
        places[name].map { entries[$0].value } ?? known[name]
    }

    private mutating func set(_ name: String, _ value: String) {
        if let place = places[name] {
            entries[place].value = value
        } else {
            places[name] = entries.count
            entries.append((name, value))
        }
    }
}

/// Walks a `.env` file.
private struct EnvironmentReader {
    enum Found {
        /// The name stands alone.
        case none
        /// In single quotes, or without a dollar sign.
        case literal(String)
        /// It may name variables; backslashes of double quotes are still there.
        case template(EnvironmentTemplate.Text)
    }

    private let text: [Unicode.Scalar]
    private var place = 0
    private var line = 1

    init(_ text: String) {
        // A newline is one scalar, whatever stands before it.
        var scalars: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar == "\n", scalars.last == "\r" { scalars.removeLast() }
            scalars.append(scalar)
        }
        if scalars.first == "\u{feff}" { scalars.removeFirst() }
        self.text = scalars
    }

    private var next: Unicode.Scalar? { place < text.count ? text[place] : nil }

    private mutating func skipSpace() {
        while let scalar = next, scalar != "\n", scalar.properties.isWhitespace { place += 1 }
    }

    private mutating func skipLine() {
        while let scalar = next, scalar != "\n" { place += 1 }
    }

    /// The next name and its line; `nil` at the end.
    mutating func name(_ step: ReadingStep) throws -> (String, line: Int)? {
        while let scalar = next {
            if scalar == "#" {
                skipLine()
            } else if scalar == "\n" {
                line += 1
                place += 1
                try step(16)
            } else if scalar.properties.isWhitespace {
                place += 1
            } else {
                break
            }
        }
        if next == nil { return nil }
        var name = word()
        if name == "export", let scalar = next, scalar.properties.isWhitespace, scalar != "\n" {
            skipSpace()
            name = word()
        }
        let isPlain =
            name.unicodeScalars.first.map { $0 == "_" || $0.properties.isAlphabetic } ?? false
        guard isPlain else {
            let rest = String(String.UnicodeScalarView(text[place...].prefix { $0 != "\n" }))
            throw DocumentError(line: line, "'\(name)\(rest)' begins with no variable's name")
        }
        return (name, line)
    }

    private mutating func word() -> String {
        let start = place
        while let scalar = next,
            scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                || "_.-".unicodeScalars.contains(scalar)
        { place += 1 }
        return String(String.UnicodeScalarView(text[start..<place]))
    }

    mutating func value(_ first: Int) throws -> Found {
        skipSpace()
        if next == nil || next == "\n" { return .none }
        guard next == "=" || next == ":" else {
            throw DocumentError(line: first, "expected '=' behind the name")
        }
        place += 1
        skipSpace()
        if let quote = next, quote == "'" || quote == "\"" { return try quoted(quote, first) }
        let start = place
        skipLine()
        var part = text[start..<place]
        // A comment begins behind white space.
        for index in part.indices
        where part[index] == "#" && (index == start || part[index - 1].properties.isWhitespace) {
            part = part[..<index]
            break
        }
        while let last = part.last, last.properties.isWhitespace { part.removeLast() }
        return .template(.init(scalars: Array(part), hasEscapes: false))
    }

    private mutating func quoted(_ quote: Unicode.Scalar, _ first: Int) throws -> Found {
        place += 1
        var value: [Unicode.Scalar] = []
        while let scalar = next, scalar != quote {
            if scalar == "\n" { line += 1 }
            place += 1
            value.append(scalar)
            if scalar == "\\", let escaped = next {
                if quote == "'" {
                    if escaped == "'" { value[value.count - 1] = "'" } else { continue }
                } else {
                    value.append(escaped)
                }
                if escaped == "\n" { line += 1 }
                place += 1
            }
        }
        if next == nil { throw DocumentError(line: first, "the value's quote is not closed") }
        place += 1
        let start = place
        skipLine()
        let rest = String(String.UnicodeScalarView(text[start..<place])).trimmed
        if !rest.isEmpty, !rest.hasPrefix("#") {
            throw DocumentError(line: line, "behind the closing quote stands '\(rest)'")
        }
        if quote == "'" { return .literal(String(String.UnicodeScalarView(value))) }
        return .template(.init(scalars: value, hasEscapes: true))
    }
}
