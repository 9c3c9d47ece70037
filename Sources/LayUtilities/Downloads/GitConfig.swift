import LayBounds
import LayFiles
import LayShell

/// A file of settings as git writes it: sections in brackets, and variables below them.
struct GitConfigFile {
    /// A line of it.
    private struct Line {
        var text: [UInt8]
        /// The section that it begins or is in, in the form `a` or `a.B`.
        var section: [UInt8]
        /// The variable in small letters; `nil` for any other line.
        var name: [UInt8]?
        var value: [UInt8] = []
    }

    private var lines: [Line] = []

    /// Reads a file's text; what is no line of settings is kept as it is.
    init(_ text: [UInt8]) {
        var section: [UInt8] = []
        var rest = text.split(separator: 10, omittingEmptySubsequences: false)
        if rest.last?.isEmpty == true { rest.removeLast() }
        for raw in rest {
            let line = Self.trimmed(raw)
            if line.first == UInt8(ascii: "[") {
                section = Self.section(line)
                lines.append(Line(text: Array(raw), section: section))
            } else if let first = line.first, first != UInt8(ascii: "#"), first != 59 {
                let equals = line.firstIndex(of: UInt8(ascii: "="))
                let name = Self.trimmed(line[..<(equals ?? line.endIndex)])
                let value = equals.map { Self.value(line[($0 + 1)...]) } ?? Array("true".utf8)
                lines.append(
                    Line(
                        text: Array(raw), section: section, name: Self.lower(name), value: value))
            } else {
                lines.append(Line(text: Array(raw), section: section))
            }
        }
    }

    private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var text = text.drop { $0 == 32 || $0 == 9 }
        while let last = text.last, [32, 9, 13].contains(last) { text = text.dropLast() }
        return text
    }

    private static func lower(_ text: ArraySlice<UInt8>) -> [UInt8] {
        text.map { (65...90).contains($0) ? $0 &+ 32 : $0 }
    }

    /// `[a]` and `[a "B"]` as `a` and `a.B`.
    private static func section(_ line: ArraySlice<UInt8>) -> [UInt8] {
        let inside = line.dropFirst().prefix { $0 != UInt8(ascii: "]") }
        guard let quote = line.firstIndex(of: UInt8(ascii: "\"")),
            let last = line.lastIndex(of: UInt8(ascii: "\"")), last > quote
        else { return lower(trimmed(inside)) }
        let name = lower(trimmed(line[(line.startIndex + 1)..<quote]))
        var part: [UInt8] = []
        var rest = line[(quote + 1)..<last]
        while let byte = rest.popFirst() {
            part.append(byte == 92 ? rest.popFirst() ?? byte : byte)
        }
        return name + [UInt8(ascii: ".")] + part
    }

    /// A value without its quotes and without what is said of it behind a `#`.
    private static func value(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var isQuoted = false
        var blanks: [UInt8] = []
        var rest = trimmed(text)
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case 92:
                let next = rest.popFirst() ?? byte
                result += blanks
                blanks = []
                result.append(next == UInt8(ascii: "n") ? 10 : next == UInt8(ascii: "t") ? 9 : next)
            case UInt8(ascii: "#") where !isQuoted, 59 where !isQuoted: return result
            case 32 where !isQuoted, 9 where !isQuoted: blanks.append(byte)
            default:
                result += blanks
                blanks = []
                result.append(byte)
            }
        }
        return result
    }

    var text: [UInt8] { lines.flatMap { $0.text + [10] } }

    /// Every variable with its value, in order.
    var all: [(key: [UInt8], value: [UInt8])] {
        lines.compactMap { line in
            line.name.map { (line.section + [UInt8(ascii: ".")] + $0, line.value) }
        }
    }

    /// Gives a variable a value: in the place of the old ones, or behind them.
    mutating func set(_ key: GitKey, _ value: [UInt8], adds: Bool) {
        let line = Line(
            text: [9] + key.shownName + Array(" = ".utf8) + Self.quoted(value),
            section: key.section, name: key.name, value: value)
        let old = lines.indices.filter {
            lines[$0].section == key.section && lines[$0].name == key.name
        }
        if let first = old.first, !adds {
            lines[first] = line
            for index in old.dropFirst().reversed() { lines.remove(at: index) }
        } else if let last = lines.lastIndex(where: { $0.section == key.section }) {
            lines.insert(line, at: last + 1)
        } else {
            lines.append(Line(text: key.header, section: key.section))
            lines.append(line)
        }
    }

    /// Takes a variable out, with its section where nothing else is in it.
    mutating func remove(_ key: GitKey) {
        lines.removeAll { $0.section == key.section && $0.name == key.name }
        if !lines.contains(where: { $0.section == key.section && $0.name != nil }) {
            lines.removeAll { $0.section == key.section }
        }
    }

    private static func quoted(_ value: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        for byte in value {
            switch byte {
            case 10: result += Array("\\n".utf8)
            case 9: result += Array("\\t".utf8)
            case UInt8(ascii: "\""), 92: result += [92, byte]
            default: result.append(byte)
            }
        }
        let needsQuotes =
            value.first == 32 || value.last == 32
            || value.contains { $0 == UInt8(ascii: "#") || $0 == 59 }
        return needsQuotes ? [34] + result + [34] : result
    }
}

/// The name of a variable: `section.name` or `section.Part.name`.
struct GitKey {
    let section: [UInt8]
    let name: [UInt8]
    /// As it was written.
    let shownName: [UInt8]
    let header: [UInt8]

    init?(_ text: [UInt8]) {
        let dot = UInt8(ascii: ".")
        guard let first = text.firstIndex(of: dot), let last = text.lastIndex(of: dot), first > 0
        else { return nil }
        func lower(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
            bytes.map { (65...90).contains($0) ? $0 &+ 32 : $0 }
        }
        shownName = Array(text[(last + 1)...])
        name = lower(text[(last + 1)...])
        let group = lower(text[..<first])
        if first == last {
            section = group
            header = Array("[".utf8) + text[..<first] + Array("]".utf8)
        } else {
            let part = Array(text[(first + 1)..<last])
            section = group + [dot] + part
            let escaped = part.flatMap { $0 == 34 || $0 == 92 ? [92, $0] : [$0] }
            header = Array("[".utf8) + text[..<first] + Array(" \"".utf8) + escaped + [34, 93]
        }
    }

    var full: [UInt8] { section + [UInt8(ascii: ".")] + name }
}

extension GitRun {
    /// `git config`: reads and writes settings.
    func config(_ words: [[UInt8]]) throws -> UInt8 {
        var flags: [String] = []
        var file: [UInt8]?
        var rest: [[UInt8]] = []
        var left = words[...]
        while let word = left.popFirst() {
            let text = call.text(word)
            switch text {
            case "-f", "--file": file = left.popFirst()
            case "--type", "--default": _ = left.popFirst()
            case "-l": flags.append("--list")
            case _ where text.hasPrefix("--file="): file = Array(text.dropFirst(7).utf8)
            case _ where text.hasPrefix("-") && rest.isEmpty: flags.append(text)
            default: rest.append(word)
            }
        }
        let known: Set<String> = [
            "--global", "--system", "--local", "--add", "--get", "--get-all", "--unset",
            "--unset-all", "--replace-all", "--list", "--bool", "--int", "--path", "-z", "--null",
            "--name-only", "--includes", "--no-includes", "--bool-or-int",
        ]
        if let unknown = flags.first(where: { !known.contains($0) }) {
            return try fail(
                "config: option \(unknown) is not supported by Lay", status: 129, "error")
        }
        let writes =
            !Set(flags).isDisjoint(with: ["--add", "--unset", "--unset-all", "--replace-all"])
            || (rest.count > 1 && Set(flags).isDisjoint(with: ["--get", "--get-all"]))
        let scoped =
            file ?? (flags.contains("--global") ? home : nil)
            ?? (flags.contains("--system") ? Array("/etc/gitconfig".utf8) : nil)
        let local = try repository().map { Array("\($0.gitDirectory)/config".utf8) }
        if flags.contains("--list") {
            for (key, value) in try settings(scoped, local) {
                try call.write(key + [UInt8(ascii: "=")] + value + [10])
            }
            return 0
        }
        guard let word = rest.first else { return try fail("no action specified", status: 129) }
        guard let key = GitKey(word) else {
            return try fail(
                "key does not contain a section: \(call.text(word))", status: 2, "error")
        }
        if !writes {
            let found = try settings(scoped, local).filter { $0.key == key.full }.map(\.value)
            for value in flags.contains("--get-all") ? found[...] : found.suffix(1) {
                try call.write(value + [10])
            }
            return found.isEmpty ? 1 : 0
        }
        guard let place = scoped ?? local else { return try fail("not in a git directory") }
        return try change(place, key, rest, flags)
    }

    private func change(
        _ place: [UInt8], _ key: GitKey, _ rest: [[UInt8]], _ flags: [String]
    ) throws -> UInt8 {
        var settings = GitConfigFile(try contents(place) ?? [])
        let count = settings.all.count { $0.key == key.full }
        let removes = !Set(flags).isDisjoint(with: ["--unset", "--unset-all"])
        if removes, count == 0 { return 5 }
        if count > 1, Set(flags).isDisjoint(with: ["--add", "--unset-all", "--replace-all"]) {
            try call.flush()
            let name = call.text(key.full)
            try call.context.errors.write("warning: \(name) has multiple values\n")
            if !removes {
                try call.context.errors.write(
                    "error: cannot overwrite multiple values with a single value\n"
                        + "       Use a regexp, --add or --replace-all to change \(name).\n")
            }
            return 5
        }
        if removes {
            settings.remove(key)
        } else {
            settings.set(key, rest.count > 1 ? rest[1] : [], adds: flags.contains("--add"))
        }
        try write(settings.text, to: place)
        return 0
    }

    /// Settings of one file, or of all that count here.
    private func settings(
        _ scoped: [UInt8]?, _ local: [UInt8]?
    ) throws -> [(key: [UInt8], value: [UInt8])] {
        var all: [(key: [UInt8], value: [UInt8])] = []
        for place in scoped.map({ [$0] }) ?? [Array("/etc/gitconfig".utf8), home] + [local ?? []]
        where !place.isEmpty {
            all += GitConfigFile(try contents(place) ?? []).all
        }
        return all
    }

    /// The user's own file of settings.
    private var home: [UInt8] {
        let home = call.context["HOME"] ?? "/root"
        return Array("\(home == "/" ? "" : home)/.gitconfig".utf8)
    }
}
