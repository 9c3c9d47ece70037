internal import LayBounds
import LayFiles
import LayShell

/// Reads find's expression: `( )`, `!`, and, `-o`, `,` from what binds most to what binds least.
struct FindParser {
    private let finding: Finding
    private(set) var words: ArraySlice<[UInt8]>
    /// False until an action is there, so that `-print` is added.
    var hasAction = false
    private var depth = 0
    private var deletes = false
    private var prunes = false
    private var depthIsGiven = false

    /// Levels of parentheses.
    private static let deepest = 500

    init(_ finding: Finding, _ words: ArraySlice<[UInt8]>) {
        self.finding = finding
        self.words = words
    }

    private var call: UtilityCall { finding.call }

    /// The whole expression, with `-print` where it does nothing.
    ///
    /// - Throws: `UtilityFailure` in find's words.
    mutating func parse() throws -> FindExpression {
        if words.isEmpty { return .test(finding.print(end: 10)) }
        let expression = try list()
        if let word = words.first {
            if word.elementsEqual(")".utf8), finding.isGNU {
                throw UtilityFailure("you have too many ')'")
            }
            throw unexpected(word)
        }
        if deletes, prunes, !depthIsGiven, finding.isGNU {
            throw UtilityFailure(
                "The -delete action automatically turns on -depth, but -prune does nothing when"
                    + " -depth is in effect.  If you want to carry on anyway, just explicitly use"
                    + " the -depth option.")
        }
        if hasAction { return expression }
        return .all([expression, .test(finding.print(end: 10))])
    }

    private func failure(_ message: String) -> UtilityFailure {
        UtilityFailure(finding.isGNU ? "invalid expression; \(message)" : message)
    }

    private func unexpected(_ word: [UInt8]) -> UtilityFailure {
        UtilityFailure(
            finding.isGNU
                ? "paths must precede expression: `\(call.text(word))'"
                : "unrecognized: \(call.text(word))")
    }

    private func next(is names: String...) -> Bool {
        guard let word = words.first else { return false }
        return names.contains { word.elementsEqual($0.utf8) }
    }

    private mutating func list() throws -> FindExpression {
        var parts = [try disjunction()]
        while next(is: ",") {
            let sign = words.removeFirst()
            try needMore(sign)
            parts.append(try disjunction())
        }
        return parts.count == 1 ? parts[0] : .each(parts)
    }

    private mutating func disjunction() throws -> FindExpression {
        var parts = [try conjunction()]
        while next(is: "-o", "-or") {
            let sign = words.removeFirst()
            try needMore(sign)
            parts.append(try conjunction())
        }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private func needMore(_ sign: [UInt8]) throws {
        if words.isEmpty || next(is: ")") {
            // Busybox takes nothing for what holds.
            if !finding.isGNU { return }
            throw UtilityFailure(
                finding.isGNU
                    ? "expected an expression after '\(call.text(sign))'"
                    : "unrecognized: \(call.text(sign))")
        }
    }

    private mutating func conjunction() throws -> FindExpression {
        if next(is: "-o", "-or", ",", "-a", "-and") {
            throw failure(
                "you have used a binary operator '\(call.text(words[words.startIndex]))' with"
                    + " nothing before it.")
        }
        var parts = [try negation()]
        while !words.isEmpty, !next(is: "-o", "-or", ",", ")") {
            if next(is: "-a", "-and") {
                let sign = words.removeFirst()
                try needMore(sign)
            }
            parts.append(try negation())
        }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws -> FindExpression {
        var isNegated = false
        while next(is: "!", "-not") {
            let sign = words.removeFirst()
            try needMore(sign)
            isNegated.toggle()
        }
        let inner = try primary()
        return isNegated ? .not(inner) : inner
    }

    private mutating func primary() throws -> FindExpression {
        guard let word = words.popFirst() else { throw failure("a test is missing") }
        if word.elementsEqual("(".utf8) {
            depth += 1
            defer { depth -= 1 }
            if depth > Self.deepest { throw failure("it nests too deeply") }
            if next(is: ")") {
                throw failure("empty parentheses are not allowed.")
            }
            if words.isEmpty { throw unclosed }
            let inner = try list()
            guard next(is: ")") else { throw unclosed }
            words.removeFirst()
            return inner
        }
        if word.elementsEqual(")".utf8) { throw failure("you have too many ')'") }
        guard word.count > 1, word[0] == UInt8(ascii: "-") else { throw unexpected(word) }
        return try predicate(word)
    }

    private var unclosed: UtilityFailure {
        failure(
            finding.isGNU
                ? "I was expecting to find a ')' somewhere but did not see one." : "unpaired '('")
    }

    private mutating func predicate(_ word: [UInt8]) throws -> FindExpression {
        let name = call.text(word)
        if try option(name) { return .test { _ in true } }
        switch name {
        case "-prune": prunes = true
        case "-delete":
            deletes = true
            finding.isDepthFirst = true
        default: break
        }
        if let action = try action(name) {
            if name != "-prune", name != "-quit" { hasAction = true }
            return .test(action)
        }
        guard let test = try finding.test(name, { try value(name) }) else {
            throw UtilityFailure(
                finding.isGNU ? "unknown predicate `\(name)'" : "unrecognized: \(name)")
        }
        return .test(test)
    }

    /// The word behind a predicate.
    ///
    /// - Throws: `UtilityFailure` where there is none.
    mutating func value(_ name: String) throws -> [UInt8] {
        guard let word = words.popFirst() else {
            throw UtilityFailure(
                finding.isGNU
                    ? "missing argument to `\(name)'" : "\(name) requires an argument")
        }
        return word
    }

    /// Reads an option, which holds for the whole walk; false for what is none.
    private mutating func option(_ name: String) throws -> Bool {
        switch name {
        case "-maxdepth", "-mindepth":
            let text = try value(name)
            guard let number = Int(call.text(text)), number >= 0 else {
                throw UtilityFailure(
                    finding.isGNU
                        ? "Expected a positive decimal integer argument to \(name), but got"
                            + " \(call.quoted(text))" : "invalid number '\(call.text(text))'")
            }
            if name == "-maxdepth" { finding.most = number } else { finding.least = number }
        case "-depth", "-d":
            finding.isDepthFirst = true
            depthIsGiven = true
        case "-xdev", "-mount", "-noleaf", "-warn", "-nowarn", "-ignore_readdir_race",
            "-noignore_readdir_race":
            break
        case "-follow": finding.links = .followed
        case "-daystart": finding.isDaystart = true
        case "-regextype":
            let text = call.text(try value(name))
            guard finding.setSyntax(text) else {
                throw UtilityFailure(
                    "Unknown regular expression type \(call.quoted(Array(text.utf8))); valid types"
                        + " are \(Finding.syntaxNames).")
            }
            return true
        default: return false
        }
        return true
    }

    /// Reads an action; `nil` for what is none.
    private mutating func action(_ name: String) throws -> ((FindVisit) throws -> Bool)? {
        let finding = finding
        switch name {
        case "-print": return finding.print(end: 10)
        case "-print0": return finding.print(end: 0)
        case "-printf":
            let format = try FindFormat(try value(name), finding)
            return { visit in
                try finding.call.write(try format.text(visit))
                return true
            }
        case "-fprint", "-fprint0":
            let file = try finding.output(try value(name))
            let end: UInt8 = name == "-fprint" ? 10 : 0
            return { visit in
                try file.write(visit.name + [end])
                return true
            }
        case "-fprintf":
            let file = try finding.output(try value(name))
            let format = try FindFormat(try value(name), finding)
            return { visit in
                try file.write(try format.text(visit))
                return true
            }
        case "-ls":
            return { visit in
                try finding.call.write(finding.longLine(visit))
                return true
            }
        case "-fls":
            let file = try finding.output(try value(name))
            return { visit in
                try file.write(finding.longLine(visit))
                return true
            }
        case "-delete": return finding.delete
        case "-prune":
            return { _ in
                finding.prunes = true
                return true
            }
        case "-quit":
            return { _ in
                finding.isOver = true
                return true
            }
        case "-exec", "-execdir", "-ok", "-okdir": return try execution(name)
        default: return nil
        }
    }

    private mutating func execution(_ name: String) throws -> (FindVisit) throws -> Bool {
        var command: [[UInt8]] = []
        let asks = name.hasPrefix("-ok")
        let isInDirectory = name.hasSuffix("dir")
        while let word = words.popFirst() {
            if word.elementsEqual(";".utf8) {
                if command.isEmpty { break }
                return FindExecution(command, asks: asks, isInDirectory: isInDirectory)
                    .each(finding)
            }
            if word.elementsEqual("+".utf8), let last = command.last,
                last.elementsEqual("{}".utf8), !asks
            {
                command.removeLast()
                if command.isEmpty { break }
                let collection = FindCollection(command, isInDirectory: isInDirectory)
                finding.collections.append(collection)
                let finding = finding
                return { visit in
                    try collection.add(visit, finding)
                    return true
                }
            }
            command.append(word)
        }
        throw UtilityFailure(
            finding.isGNU
                ? "missing argument to `\(name)'" : "\(name) requires an argument")
    }
}
