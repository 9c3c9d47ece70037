internal import LayBounds
internal import LayFiles
internal import LayShell

extension Utilities {
    static var filterUtilities: [ShellProgram] {
        [
            .utility("grep", "EFivnclqrhsHowx", failure: 2, grep),
            .utility("sort", "nruk:t:", failure: 2) { context, options in
                var all: [String] = []
                let status = try eachInput(context, options.operands, keeps: true) { bytes in
                    for line in lines(bytes) {
                        try context.hold(lineBytes + line.count)
                        try context.step()
                        all.append(text(line))
                    }
                }
                let field = options.values["k"].flatMap { Int($0.prefix { $0.isWholeNumber }) }
                func key(_ line: String) -> String {
                    guard let field else { return line }
                    let separator = options.values["t"]?.first
                    let parts =
                        separator.map { mark in
                            line.split(separator: mark, omittingEmptySubsequences: false)
                        }
                        ?? line.split(whereSeparator: { $0 == " " || $0 == "\t" })
                    return field >= 1 && field <= parts.count ? String(parts[field - 1]) : ""
                }
                func isLess(_ a: String, _ b: String) -> Bool {
                    let (x, y) = (key(a), key(b))
                    if options.has("n") {
                        let (m, n) = (number(x), number(y))
                        if m != n { return m < n }
                    } else if x != y {
                        return x.utf8.lexicographicallyPrecedes(y.utf8)
                    }
                    return a.utf8.lexicographicallyPrecedes(b.utf8)
                }
                try all.sort {
                    // The keys are made of both lines.
                    try context.account.work($0.utf8.count + $1.utf8.count + bytesPerComparison)
                    return isLess($0, $1)
                }
                if options.has("u") {
                    var last: String?
                    all.removeAll { line in
                        let key = key(line)
                        defer { last = key }
                        return last == key
                    }
                }
                if options.has("r") { all.reverse() }
                for line in all { try context.output.write(line + "\n") }
                return status
            },
            .utility("uniq", "cdu") { context, options in
                var groups: [(line: String, count: Int)] = []
                let operands = Array(options.operands.prefix(1))
                let status = try eachInput(context, operands, keeps: true) { bytes in
                    for line in lines(bytes) {
                        let text = text(line)
                        if groups.last?.line == text {
                            groups[groups.count - 1].count += 1
                        } else {
                            try context.hold(lineBytes + line.count)
                            groups.append((text, 1))
                        }
                    }
                }
                for (line, count) in groups
                where (!options.has("d") || count > 1) && (!options.has("u") || count == 1) {
                    let digits = String(count)
                    let prefix =
                        options.has("c")
                        ? String(repeating: " ", count: max(0, 7 - digits.count)) + digits + " "
                        : ""
                    try context.output.write(prefix + line + "\n")
                }
                return status
            },
            .utility("cut", "d:f:c:b:s") { context, options in
                guard let list = options.values["f"] ?? options.values["c"] ?? options.values["b"]
                else {
                    try context.complain("you must specify a list of bytes, characters, or fields")
                    return 1
                }
                func isWanted(_ number: Int) -> Bool {
                    list.split(separator: ",").contains { part in
                        let ends = part.split(separator: "-", omittingEmptySubsequences: false).map(
                            String.init)
                        let low = Int(ends.first ?? "") ?? 1
                        let high = ends.count > 1 ? Int(ends[1]) ?? Int.max : low
                        return number >= low && number <= high
                    }
                }
                let separator = options.values["d"]?.first ?? "\t"
                return try eachInput(context, options.operands) { bytes in
                    for line in lines(bytes) {
                        try context.releasing {
                            try context.hold(line.count * cutBytes)
                            let text = text(line)
                            if options.has("f") {
                                let parts = text.split(
                                    separator: separator, omittingEmptySubsequences: false)
                                if parts.count == 1 {
                                    if !options.has("s") { try context.output.write(text + "\n") }
                                    return
                                }
                                let kept = parts.enumerated().filter { isWanted($0.offset + 1) }
                                    .map(
                                        \.element)
                                try context.output.write(
                                    kept.joined(separator: String(separator)) + "\n")
                            } else {
                                let kept = text.unicodeScalars.enumerated().filter {
                                    isWanted($0.offset + 1)
                                }.map(\.element)
                                try context.output.write(
                                    String(String.UnicodeScalarView(kept)) + "\n")
                            }
                        }
                    }
                }
            },
            .utility("tr", "ds") { context, options in
                let sets = options.operands.map { expand($0) }
                guard let from = sets.first, options.has("d") || options.has("s") || sets.count > 1
                else {
                    try context.complain("missing operand")
                    return 1
                }
                let input = try context.input
                // Room that doubles.
                try context.hold(2 * input.count)
                var result: [UInt8] = []
                let to = sets.count > 1 ? sets[1] : []
                for byte in input {
                    var mapped = byte
                    if let index = from.lastIndex(of: byte) {
                        if options.has("d") { continue }
                        if !to.isEmpty { mapped = to[min(index, to.count - 1)] }
                    }
                    if options.has("s"), result.last == mapped,
                        (to.isEmpty ? from : to).contains(mapped)
                    {
                        continue
                    }
                    result.append(mapped)
                }
                try context.output.write(result)
                return 0
            },
            .utility("sed", "ne:irE") { context, options in
                var operands = options.operands
                let script = options.values["e"] ?? (operands.isEmpty ? "" : operands.removeFirst())
                guard let edit = Substitution(script) else {
                    try context.complain(
                        "-e expression #1: only s/TEXT/TEXT/[g] and /TEXT/d with literal text are known"
                    )
                    return 1
                }
                if options.has("i") {
                    return try each(operands, context, "can't read") { operand in
                        let result = try edit.apply(try read(operand, context), context)
                        try context.files.write(
                            FileContents(result), to: context.path(operand),
                            creating: attributes(context, 0o666))
                    }
                }
                return try eachInput(context, operands) {
                    try context.output.write(try edit.apply($0, context))
                }
            },
        ]
    }

    /// About how many bytes a line takes beside its own, in a list that grows by doubling.
    private static let lineBytes = 80
    /// A comparison is worth so many bytes.
    private static let bytesPerComparison = 256
    /// About how many bytes a byte of a line takes while it is cut.
    private static let cutBytes = 24

    /// A line without its newline.
    private static func text(_ line: ArraySlice<UInt8>) -> String {
        String(decoding: line.last == 10 ? line.dropLast() : line, as: UTF8.self)
    }

    private static func number(_ text: String) -> Double {
        let trimmed = text.drop { $0 == " " || $0 == "\t" }
        return Double(trimmed.prefix { $0.isWholeNumber || $0 == "-" || $0 == "." }) ?? 0
    }

    /// A set of `tr`: ranges, classes and escapes.
    private static func expand(_ text: String) -> [UInt8] {
        let classes: [(String, [UInt8])] = [
            ("[:upper:]", Array(0x41...0x5a)), ("[:lower:]", Array(0x61...0x7a)),
            ("[:digit:]", Array(0x30...0x39)),
            ("[:alpha:]", Array(0x41...0x5a) + Array(0x61...0x7a)),
            ("[:space:]", [9, 10, 11, 12, 13, 32]),
        ]
        for (name, bytes) in classes where text == name { return bytes }
        let bytes = escaped(text)
        var result: [UInt8] = []
        var index = 0
        while index < bytes.count {
            if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"),
                bytes[index] <= bytes[index + 2]
            {
                result += Array(bytes[index]...bytes[index + 2])
                index += 3
            } else {
                result.append(bytes[index])
                index += 1
            }
        }
        return result
    }

    /// Literal text, `.`, `^` and `$`; anything more is refused, not guessed.
    private static func grep(_ context: ProgramContext, _ options: Options) throws -> UInt8 {
        guard let pattern = options.operands.first else {
            try context.errors.write("Usage: grep [OPTION]... PATTERNS [FILE]...\n")
            return 2
        }
        let isLiteral = options.has("F")
        var text = pattern
        let (atStart, atEnd) = (
            !isLiteral && text.hasPrefix("^"),
            !isLiteral && text.hasSuffix("$") && !text.hasSuffix("\\$")
        )
        if atStart { text.removeFirst() }
        if atEnd, !text.isEmpty { text.removeLast() }
        if !isLiteral, text.contains(where: { "*[]\\+?{}|()".contains($0) }) {
            try context.complain(
                "the pattern '\(pattern)' needs regular expressions, which are not supported yet: use -F"
            )
            return 2
        }
        let wanted = options.has("i") ? text.lowercased() : text
        let pieces = isLiteral || !text.contains(".") ? nil : DottedText(wanted)
        var found = false
        var files = Array(options.operands.dropFirst())
        let showsNames = files.count > 1 || options.has("r") || options.has("H")
        if options.has("r") {
            var all: [String] = []
            func visit(_ name: String) throws {
                let entry = try context.files.entry(at: context.path(name), follow: false)
                guard entry.node.kind == .directory else {
                    if entry.node.kind == .file { all.append(name) }
                    return
                }
                for item in try context.files.list(context.path(name)) {
                    try context.step()
                    try context.account.nested {
                        try visit(name + "/" + String(decoding: item.name, as: UTF8.self))
                    }
                }
            }
            for name in files.isEmpty ? ["."] : files { try visit(name) }
            files = all
        }
        var status: UInt8 = 0
        /// Looks through a file; true when nothing more is to be known.
        func search(_ file: String) throws -> Bool {
            let bytes: [UInt8]
            do {
                bytes = try read(file, context)
            } catch let error as FileError where !error.isBound {
                if !options.has("s") { try context.complain("\(file): \(error.reason)") }
                status = 2
                return false
            }
            var count = 0
            for (number, line) in lines(bytes).enumerated() {
                try context.step()
                let shown = String(
                    decoding: line.last == 10 ? line.dropLast() : line, as: UTF8.self)
                let subject = options.has("i") ? shown.lowercased() : shown
                let place = pieces?.firstMatch(
                    in: subject, atStart: atStart || options.has("x"),
                    atEnd: atEnd || options.has("x"))
                let fits: Bool =
                    if pieces != nil { place != nil } else if options.has("x") || (atStart && atEnd)
                    { subject == wanted } else if atStart {
                        subject.hasPrefix(wanted)
                    } else if atEnd { subject.hasSuffix(wanted) } else {
                        wanted.isEmpty || subject.contains(wanted)
                    }
                guard fits != options.has("v") else { continue }
                count += 1
                found = true
                if options.has("q") { return true }
                if options.has("c") || options.has("l") { continue }
                let prefix =
                    (showsNames && !options.has("h") ? "\(file):" : "")
                    + (options.has("n") ? "\(number + 1):" : "")
                try context.output.write(prefix + (options.has("o") ? place ?? text : shown) + "\n")
            }
            if options.has("c") {
                try context.output.write((showsNames ? "\(file):" : "") + "\(count)\n")
            }
            if options.has("l"), count > 0 { try context.output.write(file + "\n") }
            return false
        }
        for file in files.isEmpty ? ["-"] : files {
            if try context.releasing({ try search(file) }) { return 0 }
        }
        return status != 0 ? status : found ? 0 : 1
    }
}

/// A text in which `.` stands for any character.
private struct DottedText {
    private let characters: [Character?]

    init(_ text: String) { characters = text.map { $0 == "." ? nil : $0 } }

    /// The first stretch that fits.
    ///
    /// - Complexity: O(*n* · *m*).
    func firstMatch(in text: String, atStart: Bool, atEnd: Bool) -> String? {
        let subject = Array(text)
        let last = subject.count - characters.count
        guard last >= 0 else { return nil }
        let places =
            atStart && atEnd && last > 0
            ? [] : atStart ? [0] : Array(atEnd ? last...last : 0...last)
        for place in places
        where zip(characters, subject[place...]).allSatisfy({ $0 == nil || $0 == $1 }) {
            return String(subject[place..<place + characters.count])
        }
        return nil
    }
}

/// What `sed` does here: `s/old/new/[g]` and `/text/d`, with literal texts.
private struct Substitution {
    private let old: String
    private let new: String
    private let isGlobal: Bool
    private let deletes: Bool

    init?(_ script: String) {
        let isDeletion = script.hasPrefix("/") && script.hasSuffix("/d")
        guard isDeletion || script.hasPrefix("s"),
            let separator = isDeletion ? "/" : script.dropFirst().first
        else { return nil }
        let parts = script.dropFirst(isDeletion ? 1 : 2).split(
            separator: separator, omittingEmptySubsequences: false
        ).map(String.init)
        guard let first = parts.first, !first.isEmpty,
            !first.contains(where: { "*[]\\^$.".contains($0) })
        else { return nil }
        old = first
        deletes = isDeletion
        if isDeletion {
            new = ""
            isGlobal = false
            return
        }
        guard parts.count == 3, parts[2].isEmpty || parts[2] == "g",
            !parts[1].contains(where: { "\\&".contains($0) })
        else { return nil }
        new = parts[1]
        isGlobal = parts[2] == "g"
    }

    func apply(_ bytes: [UInt8], _ context: ProgramContext) throws -> [UInt8] {
        var result: [UInt8] = []
        func add(_ piece: some Collection<UInt8>) throws {
            // Room that doubles.
            try context.hold(2 * piece.count)
            result += piece
        }
        for line in Utilities.lines(bytes) {
            let text = String(decoding: line, as: UTF8.self)
            try context.account.work(text.utf8.count)
            if deletes {
                if !text.contains(old) { try add(text.utf8) }
                continue
            }
            var rest = text[...]
            while let range = rest.firstRange(of: old) {
                try add(rest[..<range.lowerBound].utf8)
                try add(new.utf8)
                try context.account.work(old.utf8.count + new.utf8.count)
                rest = rest[range.upperBound...]
                if !isGlobal { break }
            }
            try add(rest.utf8)
        }
        return result
    }
}
