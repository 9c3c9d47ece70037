/// A range of versions as npm writes it: comparators that all hold, in sets of which one does.
///
/// A prerelease is in a range only where a comparator of its set names a prerelease of the same three
/// numbers.
struct VersionRange {
    /// The part of a range that is none.
    struct Problem: Error { let part: String }

    private enum Sign { case less, atMost, equal, atLeast, greater }

    private struct Comparator {
        let sign: Sign
        let version: SemanticVersion
        /// Somebody wrote the version; an end such as 2.0.0-0 of ^1 nobody did.
        var isWritten = true

        func takes(_ other: SemanticVersion) -> Bool {
            switch sign {
            case .less: other < version
            case .atMost: other <= version
            case .equal: other == version
            case .atLeast: other >= version
            case .greater: other > version
            }
        }
    }

    /// Numbers of which the last may be missing: `1`, `1.2`, `1.x`, `*`.
    private struct Partial {
        var numbers: [Int] = []
        var prerelease: [SemanticVersion.Piece] = []

        var lower: SemanticVersion {
            let filled = numbers + [0, 0, 0]
            return SemanticVersion(filled[0], filled[1], filled[2], prerelease)
        }

        /// The first version behind all those that begin with so many of the numbers.
        func end(behind count: Int) throws(Problem) -> SemanticVersion {
            var result = [0, 0, 0]
            for index in 0..<count { result[index] = numbers[index] }
            let (raised, overflow) = result[count - 1].addingReportingOverflow(1)
            if overflow { throw Problem(part: "\(result[count - 1])") }
            result[count - 1] = raised
            // Its own prereleases are behind them too.
            return SemanticVersion(result[0], result[1], result[2], [.number(0)])
        }
    }

    private var sets: [[Comparator]] = []

    /// - Throws: `Problem`.
    init(_ text: String) throws(Problem) {
        for part in Self.alternatives(text) { sets.append(try Self.set(part)) }
    }

    func takes(_ version: SemanticVersion) -> Bool {
        sets.contains { set in
            guard set.allSatisfy({ $0.takes(version) }) else { return false }
            if version.prerelease.isEmpty { return true }
            return set.contains {
                $0.isWritten && !$0.version.prerelease.isEmpty
                    && $0.version.numbers == version.numbers
            }
        }
    }

    private static func alternatives(_ text: String) -> [Substring] {
        var result: [Substring] = []
        var rest = Substring(text)
        while let bar = rest.firstIndex(of: "|") {
            result.append(rest[..<bar])
            let next = rest.index(after: bar)
            // A single bar is no sign, and no version holds one.
            rest =
                next < rest.endIndex && rest[next] == "|" ? rest[rest.index(after: next)...] : "|"
            if rest == "|" { break }
        }
        return result + [rest]
    }

    private static func set(_ text: Substring) throws(Problem) -> [Comparator] {
        let words = text.split(whereSeparator: \.isWhitespace)
        if words.count == 3, words[1] == "-" {
            let (from, to) = (try partial(words[0]), try partial(words[2]))
            var result = [Comparator(sign: .atLeast, version: from.lower)]
            if to.numbers.count == 3 {
                result.append(Comparator(sign: .atMost, version: to.lower))
            } else if !to.numbers.isEmpty {
                result.append(
                    Comparator(
                        sign: .less, version: try to.end(behind: to.numbers.count),
                        isWritten: false))
            }
            return result
        }
        var result: [Comparator] = []
        var sign = ""
        for word in words {
            let signs = word.prefix { "<>=~^".contains($0) }
            let rest = word.dropFirst(signs.count)
            sign += signs
            // A sign may stand apart from its version.
            if rest.isEmpty { continue }
            result += try comparators(sign, try partial(rest), word)
            sign = ""
        }
        if !sign.isEmpty { throw Problem(part: sign) }
        return result.isEmpty
            ? [Comparator(sign: .atLeast, version: SemanticVersion(0, 0, 0))] : result
    }

    private static func comparators(_ sign: String, _ partial: Partial, _ word: Substring)
        throws(Problem) -> [Comparator]
    {
        let count = partial.numbers.count
        let lower = Comparator(sign: .atLeast, version: partial.lower)
        func below(_ count: Int) throws(Problem) -> [Comparator] {
            [
                lower,
                Comparator(
                    sign: .less, version: try partial.end(behind: count), isWritten: false),
            ]
        }
        if count == 0 {
            if sign == "<" || sign == ">" {
                return [
                    Comparator(
                        sign: .less, version: SemanticVersion(0, 0, 0, [.number(0)]),
                        isWritten: false)
                ]
            }
            if ["", "=", ">=", "<=", "~", "^", "~>"].contains(sign) { return [lower] }
            throw Problem(part: sign)
        }
        switch sign {
        case "", "=":
            if count == 3 { return [Comparator(sign: .equal, version: partial.lower)] }
            return try below(count)
        case "~", "~>": return try below(min(count, 2))
        case "^":
            // The first number that is not 0 stays, or the last one there is.
            let first = partial.numbers.firstIndex { $0 != 0 } ?? count - 1
            return try below(first + 1)
        case ">=": return [lower]
        case "<":
            let version = partial.lower
            let isOpen = count < 3
            return [
                Comparator(
                    sign: .less,
                    version: isOpen
                        ? SemanticVersion(
                            version.numbers[0], version.numbers[1], version.numbers[2], [.number(0)]
                        )
                        : version, isWritten: !isOpen)
            ]
        case ">":
            if count == 3 { return [Comparator(sign: .greater, version: partial.lower)] }
            var end = try partial.end(behind: count)
            end.prerelease = []
            return [Comparator(sign: .atLeast, version: end)]
        case "<=":
            if count == 3 { return [Comparator(sign: .atMost, version: partial.lower)] }
            return [
                Comparator(
                    sign: .less, version: try partial.end(behind: count), isWritten: false)
            ]
        default: throw Problem(part: String(word))
        }
    }

    private static func partial(_ text: Substring) throws(Problem) -> Partial {
        var rest = text
        if rest.first == "v" || rest.first == "=" { rest = rest.drop { $0 == "v" || $0 == "=" } }
        if let plus = rest.firstIndex(of: "+") { rest = rest[..<plus] }
        let dash = rest.firstIndex(of: "-")
        let parts = (dash.map { rest[..<$0] } ?? rest)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count) else { throw Problem(part: String(text)) }
        var result = Partial()
        var isOpen = false
        for part in parts {
            if ["x", "X", "*"].contains(part) {
                isOpen = true
            } else if !isOpen {
                guard let number = try? SemanticVersion.number(part) else {
                    throw Problem(part: String(text))
                }
                result.numbers.append(number)
            }
        }
        guard let dash, result.numbers.count == 3 else { return result }
        for part in rest[rest.index(after: dash)...]
            .split(separator: ".", omittingEmptySubsequences: false)
        {
            guard let piece = try? SemanticVersion.piece(part) else {
                throw Problem(part: String(text))
            }
            result.prerelease.append(piece)
        }
        return result
    }
}
