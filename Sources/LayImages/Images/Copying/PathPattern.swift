/// One pattern for paths, of which most are compared without a machine.
struct PathPattern: Sendable {
    struct Fault: Error { let reason: String }

    private enum Kind {
        case exact([UInt8])
        case prefix([UInt8])
        /// What a path ends with; one that begins with a slash fits without it, too.
        case suffix([UInt8])
        case program(PatternProgram)
    }

    /// True for one that begins with `!`.
    let isExclusion: Bool
    private let kind: Kind

    /// The pattern that a text is, with blanks around it taken away and cleaned as a path; `nil` for a
    /// blank one.
    init?(_ text: String) throws(Fault) {
        var cleaned = GoPath.cleaned(GoPath.trimmed(text))
        guard let first = cleaned.first else { return nil }
        isExclusion = first == UInt8(ascii: "!")
        if isExclusion {
            if cleaned.count == 1 { throw Fault(reason: "illegal exclusion pattern: \"!\"") }
            cleaned.removeFirst()
        }
        do throws(NamePattern.Broken) {
            _ = try NamePattern(cleaned)
        } catch {
            throw Fault(reason: "syntax error in pattern")
        }
        kind = try Self.kind(cleaned)
    }

    /// True when the pattern fits the whole of a path that has no slash in front.
    ///
    /// - Complexity: O(*n* · *m*).
    func matches(_ path: [UInt8]) -> Bool {
        switch kind {
        case .exact(let text): path == text
        case .prefix(let text): path.starts(with: text)
        case .suffix(let text):
            path.count >= text.count && path[(path.count - text.count)...].elementsEqual(text)
                || text.first == UInt8(ascii: "/") && path.elementsEqual(text.dropFirst())
        case .program(let program): program.matches(path)
        }
    }

    /// False when the pattern can fit nothing below a directory.
    func mayMatch(below directory: [UInt8]) -> Bool {
        if directory.isEmpty { return true }
        return switch kind {
        case .exact(let text): Self.leads(directory, to: text, isWhole: true)
        case .prefix(let text): Self.leads(directory, to: text, isWhole: false)
        case .suffix: true
        case .program(let program):
            Self.leads(directory, to: program.head, isWhole: false)
                && program.mayMatch(deeperThan: directory.count { $0 == UInt8(ascii: "/") })
        }
    }

    /// True when something below a directory may begin with a text, or be it where that is the whole.
    private static func leads(_ directory: [UInt8], to text: [UInt8], isWhole: Bool) -> Bool {
        let way = directory + [UInt8(ascii: "/")]
        return text.starts(with: way) || !isWhole && way.starts(with: text)
    }

    /// Tells the simple kinds from those that need a machine, as the peer does it: a `**` in front
    /// is a suffix and one at the end a prefix, when nothing else is special.
    private static func kind(_ pattern: [UInt8]) throws(Fault) -> Kind {
        let text = String(decoding: pattern, as: UTF8.self)
        var regex = ""
        var special = Special.none
        var rest = text.unicodeScalars[...]
        var isFirst = true
        while let scalar = rest.popFirst() {
            defer { isFirst = false }
            switch scalar {
            case "*" where rest.first == "*":
                rest.removeFirst()
                if rest.first == "/" { rest.removeFirst() }
                if !rest.isEmpty {
                    regex += "(.*/)?"
                    special = .all
                } else if special == .none {
                    special = .end
                } else {
                    regex += ".*"
                    special = .all
                }
                if isFirst { special = .start }
            case "*":
                regex += "[^/]*"
                special = .all
            case "?":
                regex += "[^/]"
                special = .all
            case "\\":
                regex += "\\"
                if let quoted = rest.popFirst() {
                    regex.unicodeScalars.append(quoted)
                    special = .all
                } else {
                    regex += "\\"
                }
            case "[", "]":
                regex.unicodeScalars.append(scalar)
                special = .all
            case ".", "+", "(", ")", "|", "{", "}", "$":
                regex += "\\"
                regex.unicodeScalars.append(scalar)
            default: regex.unicodeScalars.append(scalar)
            }
        }
        switch special {
        case .none: return .exact(pattern)
        case .end: return .prefix(Array(pattern.dropLast(2)))
        case .start: return .suffix(Array(pattern.dropFirst(2)))
        case .all: return .program(try PatternProgram(regex))
        }
    }

    private enum Special { case none, start, end, all }
}

/// Texts and paths as Go's `strings.TrimSpace` and `filepath.Clean` leave them.
package enum GoPath {
    /// The text without the white space around it.
    package static func trimmed(_ text: String) -> Substring {
        let scalars = text.unicodeScalars
        func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }
        guard let first = scalars.firstIndex(where: { !isSpace($0) }),
            let last = scalars.lastIndex(where: { !isSpace($0) })
        else { return "" }
        return text[first...last]
    }

    /// The shortest path that means the same, lexically; nothing for nothing.
    package static func cleaned(_ text: Substring) -> [UInt8] {
        let bytes = Array(text.utf8)
        if bytes.isEmpty { return [] }
        let isRooted = bytes.first == UInt8(ascii: "/")
        var names: [ArraySlice<UInt8>] = []
        for name in bytes.split(separator: UInt8(ascii: "/")) {
            if name.elementsEqual([0x2e]) { continue }
            if name.elementsEqual([0x2e, 0x2e]) {
                if let last = names.last, !last.elementsEqual([0x2e, 0x2e]) {
                    names.removeLast()
                    continue
                }
                if isRooted { continue }
            }
            names.append(name)
        }
        let joined = Array(names.joined(separator: [UInt8(ascii: "/")]))
        if isRooted { return [UInt8(ascii: "/")] + joined }
        return joined.isEmpty ? [UInt8(ascii: ".")] : joined
    }
}
