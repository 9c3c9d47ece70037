/// A version by semver.org 2.0.
struct SemanticVersion: Comparable {
    /// A piece of what stands behind `-`.
    enum Piece: Comparable {
        // Numbers are before words.
        case number(Int)
        case word(String)

        var text: String {
            switch self {
            case .number(let number): "\(number)"
            case .word(let word): word
            }
        }

        static func < (left: Piece, right: Piece) -> Bool {
            switch (left, right) {
            case (.number(let left), .number(let right)): left < right
            case (.number, .word): true
            case (.word, .number): false
            case (.word(let left), .word(let right)):
                left.utf8.lexicographicallyPrecedes(right.utf8)
            }
        }
    }

    /// Why a text is no version.
    struct Problem: Error { let reason: String }

    var numbers: [Int]
    var prerelease: [Piece] = []
    var build: [String] = []

    init(_ major: Int, _ minor: Int, _ patch: Int, _ prerelease: [Piece] = []) {
        numbers = [major, minor, patch]
        self.prerelease = prerelease
    }

    /// The version in a text; a `v` in front is passed over.
    ///
    /// - Throws: `Problem`.
    init(_ text: String) throws(Problem) {
        var rest = Substring(text)
        if rest.first == "v" || rest.first == "V" { rest.removeFirst() }
        let plus = rest.firstIndex(of: "+")
        let core = plus.map { rest[..<$0] } ?? rest
        let dash = core.firstIndex(of: "-")
        let parts = (dash.map { core[..<$0] } ?? core)
            .split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else {
            throw Problem(reason: "it has \(parts.count) of 3 numbers")
        }
        numbers = []
        for part in parts { numbers.append(try Self.number(part)) }
        if let dash {
            for part in Self.pieces(core[core.index(after: dash)...]) {
                prerelease.append(try Self.piece(part))
            }
        }
        if let plus {
            for part in Self.pieces(rest[rest.index(after: plus)...]) {
                guard Self.isIdentifier(part) else {
                    throw Problem(reason: "'\(part)' is no part of a build")
                }
                build.append(String(part))
            }
        }
    }

    private static func pieces(_ text: Substring) -> [Substring] {
        text.split(separator: ".", omittingEmptySubsequences: false)
    }

    static func number(_ text: Substring) throws(Problem) -> Int {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
            throw Problem(reason: "'\(text)' is no number")
        }
        if text.count > 1, text.first == "0" {
            throw Problem(reason: "the number \(text) begins with 0")
        }
        guard let number = Int(text) else { throw Problem(reason: "\(text) does not fit 64 bits") }
        return number
    }

    static func piece(_ text: Substring) throws(Problem) -> Piece {
        guard isIdentifier(text) else {
            throw Problem(reason: "'\(text)' is no part of a prerelease")
        }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return .number(try number(text)) }
        return .word(String(text))
    }

    private static func isIdentifier(_ text: Substring) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy {
                (0x30...0x39).contains($0) || (0x41...0x5a).contains($0)
                    || (0x61...0x7a).contains($0) || $0 == 0x2d
            }
    }

    /// Precedence: a prerelease is before its release, and builds do not count.
    static func < (left: SemanticVersion, right: SemanticVersion) -> Bool {
        if left.numbers != right.numbers {
            return left.numbers.lexicographicallyPrecedes(right.numbers)
        }
        if left.prerelease.isEmpty || right.prerelease.isEmpty {
            return !left.prerelease.isEmpty && right.prerelease.isEmpty
        }
        return left.prerelease.lexicographicallyPrecedes(right.prerelease)
    }

    static func == (left: SemanticVersion, right: SemanticVersion) -> Bool {
        left.numbers == right.numbers && left.prerelease == right.prerelease
    }

    var text: String {
        numbers.map { "\($0)" }.joined(separator: ".")
            + (prerelease.isEmpty ? "" : "-" + prerelease.map(\.text).joined(separator: "."))
            + (build.isEmpty ? "" : "+" + build.joined(separator: "."))
    }

    /// The next version by one of its parts; `nil` when a number is too large or there is no such part.
    func bumped(_ part: String, label: [Piece]) -> SemanticVersion? {
        func next(_ number: Int) -> Int? {
            let (result, overflow) = number.addingReportingOverflow(1)
            return overflow ? nil : result
        }
        let (major, minor, patch) = (numbers[0], numbers[1], numbers[2])
        let isPrerelease = !prerelease.isEmpty
        switch part {
        case "major":
            // What was a prerelease of this version becomes it.
            if isPrerelease, minor == 0, patch == 0 { return SemanticVersion(major, 0, 0) }
            return next(major).map { SemanticVersion($0, 0, 0) }
        case "minor":
            if isPrerelease, patch == 0 { return SemanticVersion(major, minor, 0) }
            return next(minor).map { SemanticVersion(major, $0, 0) }
        case "patch":
            if isPrerelease { return SemanticVersion(major, minor, patch) }
            return next(patch).map { SemanticVersion(major, minor, $0) }
        case "prerelease":
            if !isPrerelease {
                return next(patch).map {
                    SemanticVersion(major, minor, $0, label + [.number(0)])
                }
            }
            if !label.isEmpty, Array(prerelease.prefix(label.count)) != label {
                return SemanticVersion(major, minor, patch, label + [.number(0)])
            }
            var pieces = prerelease
            for index in pieces.indices.reversed() {
                guard case .number(let number) = pieces[index] else { continue }
                guard let raised = next(number) else { return nil }
                pieces[index] = .number(raised)
                return SemanticVersion(major, minor, patch, pieces)
            }
            return SemanticVersion(major, minor, patch, pieces + [.number(0)])
        default: return nil
        }
    }
}
