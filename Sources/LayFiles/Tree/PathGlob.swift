internal import LayBounds

/// A pattern over paths: `*`, `?` and `[…]` stay in a directory, `**` crosses them, and `{a,b}` is
/// either. A leading dot is a character like any other.
struct PathGlob {
    private enum Part {
        case name([UInt8])
        case pattern(ShellPattern)
        case anyDepth
    }

    /// Where the matching of a path stands: for each alternative the parts that may come next.
    typealias State = [[Int]]

    /// Alternatives that a pattern may spread into.
    private static let mostAlternatives = 1024
    /// As long as a path may be.
    private static let mostBytes = 4096

    private let alternatives: [[Part]]

    /// - Throws: `ValueError` when the braces spread into too many patterns.
    init(_ text: String) throws(OperationError) {
        guard text.utf8.count <= Self.mostBytes else {
            throw OperationError(
                .valueError, "a glob of \(text.utf8.count) bytes is too long",
                help: "\(Self.mostBytes) are allowed")
        }
        guard let texts = Self.spread(Array(text)) else {
            throw OperationError(
                .valueError,
                "the glob '\(text)' has more than \(Self.mostAlternatives) alternatives",
                help: "use *, or filter with a block")
        }
        alternatives = texts.map { text in
            String(text).split(separator: "/").map { part in
                if part == "**" { return .anyDepth }
                return part.contains { "*?[\\".contains($0) }
                    ? .pattern(ShellPattern(String(part))) : .name(Array(part.utf8))
            }
        }
    }

    /// The patterns without braces; braces that hold no comma stand for themselves.
    ///
    /// - Complexity: O(*n* · *a*) in the text and the alternatives.
    private static func spread(_ text: [Character]) -> [[Character]]? {
        var finished: [[Character]] = []
        var waiting = [text]
        while let text = waiting.popLast() {
            guard let group = firstGroup(text) else {
                finished.append(text)
                continue
            }
            for (start, end) in zip(group, group.dropFirst()) {
                waiting.append(
                    Array(text[..<group[0]] + text[(start + 1)..<end])
                        + text[(group[group.count - 1] + 1)...])
            }
            if finished.count + waiting.count > mostAlternatives { return nil }
        }
        return finished
    }

    /// The places of the first braces that close and hold a comma, with those commas between.
    private static func firstGroup(_ text: [Character]) -> [Int]? {
        var open: [[Int]] = []
        var first: [Int]?
        var setEnd = 0
        let lastBracket = text.lastIndex(of: "]") ?? 0
        var index = 0
        while index < text.count {
            defer { index += 1 }
            if index < setEnd { continue }
            switch text[index] {
            case "\\": index += 1
            case "[" where index + 1 < lastBracket:
                // A bracket right behind the opening one belongs to the set.
                setEnd = text[(index + 2)...].firstIndex(of: "]") ?? 0
            case "{": open.append([index])
            case "," where !open.isEmpty: open[open.count - 1].append(index)
            case "}":
                guard let group = open.popLast(), group.count > 1 else { continue }
                if group[0] < first?[0] ?? .max { first = group + [index] }
            default: continue
            }
        }
        return first
    }

    /// Before the first name.
    var start: State { alternatives.indices.map { closure([0], alternatives[$0]) } }

    /// After one more name of a path.
    func step(_ state: State, _ name: ArraySlice<UInt8>) -> State {
        let text = String(decoding: name, as: UTF8.self)
        return alternatives.indices.map { index in
            let parts = alternatives[index]
            var next: [Int] = []
            for place in state[index] where place < parts.count {
                switch parts[place] {
                case .anyDepth: next.append(place)
                case .name(let wanted): if name.elementsEqual(wanted) { next.append(place + 1) }
                case .pattern(let pattern): if pattern.matches(text) { next.append(place + 1) }
                }
            }
            return closure(next, parts)
        }
    }

    /// True when the names so far fit the whole pattern.
    func isMatch(_ state: State) -> Bool {
        alternatives.indices.contains { state[$0].last == alternatives[$0].count }
    }

    /// True when something below may fit.
    func mayContinue(_ state: State) -> Bool {
        alternatives.indices.contains { (state[$0].first ?? .max) < alternatives[$0].count }
    }

    /// The places with those that `**` for no directory at all leads to, ascending.
    private func closure(_ places: [Int], _ parts: [Part]) -> [Int] {
        var result = Set(places)
        for place in places {
            var next = place
            while next < parts.count, case .anyDepth = parts[next] {
                next += 1
                result.insert(next)
            }
        }
        return result.sorted()
    }
}
