internal import LayFiles

/// Patterns that stand for the names of files.
extension Shell {
    /// Adds the paths that a pattern stands for, or the word itself where there are none.
    func appendPaths(_ pattern: [UInt8], _ word: [UInt8], to result: inout [[UInt8]]) throws {
        let search = PathSearch(self, pattern)
        guard search.isPattern else {
            // A pattern without a special byte: only what was quoted is gone.
            result.append(word)
            return
        }
        var found = try search.paths()
        if dialect.isBash, !found.isEmpty { found = try withoutIgnored(found) }
        if found.isEmpty {
            if options.contains(.failglob) {
                throw try failure("no match: \(shown(word))", status: 1, isDiscard: true)
            }
            if !options.contains(.nullglob) { result.append(word) }
            return
        }
        result += found
    }
}

extension Shell {
    /// Paths without those that GLOBIGNORE names, and then without `.` and `..`.
    fileprivate func withoutIgnored(_ paths: [[UInt8]]) throws -> [[UInt8]] {
        guard let text = try value(of: ShellNames.Known.globignore.rawValue), !text.isEmpty else {
            return paths
        }
        // As paths: nothing but a slash matches a slash.
        let slash = UInt8(ascii: "/")
        let patterns = Self.patterns(text).map { pattern in
            pattern.split(separator: slash, omittingEmptySubsequences: false).map {
                ShellPattern(
                    Array($0), extended: options.contains(.extglob),
                    foldsCase: options.contains(.nocaseglob), isUTF8: isUTF8, dialect: dialect)
            }
        }
        return try paths.filter { path in
            let name = path.split(separator: UInt8(ascii: "/")).last ?? []
            if name.elementsEqual([46]) || name.elementsEqual([46, 46]) { return false }
            let names = path.split(separator: slash, omittingEmptySubsequences: false)
            return try !patterns.contains { pattern in
                try pattern.count == names.count
                    && zip(pattern, names).allSatisfy { try $0.matches(Array($1)) }
            }
        }
    }

    /// Patterns between colons, but for those in brackets.
    private static func patterns(_ text: [UInt8]) -> [[UInt8]] {
        var found: [[UInt8]] = [[]]
        var isInBrackets = false
        var place = 0
        while place < text.count {
            let byte = text[place]
            place += 1
            if byte == UInt8(ascii: "\\"), place < text.count {
                found[found.count - 1] += [byte, text[place]]
                place += 1
                continue
            }
            if byte == UInt8(ascii: "[") {
                isInBrackets = text[place...].contains(UInt8(ascii: "]"))
            }
            if byte == UInt8(ascii: "]") {
                isInBrackets =
                    found.last?.last == UInt8(ascii: ":")
                    && text[place...].contains(UInt8(ascii: "]"))
            }
            if byte == UInt8(ascii: ":"), !isInBrackets {
                found.append([])
            } else {
                found[found.count - 1].append(byte)
            }
        }
        return found.filter { !$0.isEmpty }
    }

    /// True where names that begin with a dot are looked at like others.
    var findsDotted: Bool {
        options.contains(.dotglob)
            || dialect.isBash
                && !(variable(ShellNames.Known.globignore.rawValue)?.value?.bytes ?? []).isEmpty
    }
}

/// A search for paths.
struct PathSearch {
    private let shell: Shell
    /// The parts between slashes, and how many slashes follow each.
    private var parts: [(text: [UInt8], slashes: Int, pattern: ShellPattern)] = []
    private var leading = 0

    init(_ shell: Shell, _ text: [UInt8]) {
        self.shell = shell
        var place = 0
        while place < text.count, text[place] == UInt8(ascii: "/") {
            leading += 1
            place += 1
        }
        while place < text.count {
            var part: [UInt8] = []
            while place < text.count, text[place] != UInt8(ascii: "/") {
                if text[place] == UInt8(ascii: "\\"), place + 1 < text.count,
                    text[place + 1] != UInt8(ascii: "/")
                {
                    part += text[place...place + 1]
                    place += 2
                } else {
                    part.append(text[place])
                    place += 1
                }
            }
            var slashes = 0
            while place < text.count, text[place] == UInt8(ascii: "/") {
                slashes += 1
                place += 1
            }
            parts.append(
                (
                    part, slashes,
                    ShellPattern(
                        part, extended: shell.dialect.isBash && shell.options.contains(.extglob),
                        foldsCase: shell.options.contains(.nocaseglob), isUTF8: shell.isUTF8,
                        dialect: shell.dialect)
                ))
        }
    }

    /// True when there is something to look for.
    var isPattern: Bool { parts.contains { !$0.pattern.isLiteral } }

    /// The paths in order.
    ///
    /// - Complexity: O(*n* log *n*) in the names that are looked at.
    func paths() throws -> [[UInt8]] {
        var found: [[UInt8]] = []
        try search([UInt8](repeating: UInt8(ascii: "/"), count: leading), 0, &found)
        return found.sorted { $0.lexicographicallyPrecedes($1) }
    }

    private func search(_ prefix: [UInt8], _ index: Int, _ found: inout [[UInt8]]) throws {
        try shell.context.step()
        guard index < parts.count else {
            found.append(prefix)
            return
        }
        let (text, slashes, pattern) = parts[index]
        let isLast = index == parts.count - 1
        let tail = [UInt8](repeating: UInt8(ascii: "/"), count: slashes)
        if pattern.isLiteral {
            let path = prefix + pattern.literal
            guard let kind = kind(path, follow: slashes > 0 || !isLast) else { return }
            if (slashes > 0 || !isLast), kind != .directory { return }
            return try search(path + tail, index + 1, &found)
        }
        if text == [UInt8(ascii: "*"), UInt8(ascii: "*")], shell.options.contains(.globstar) {
            return try searchDeep(prefix, index, tail, isLast, &found)
        }
        for name in names(prefix) where try matches(name, text, pattern) {
            let path = prefix + name
            if slashes > 0 || !isLast {
                guard kind(path, follow: true) == .directory else { continue }
            }
            try search(path + tail, index + 1, &found)
        }
    }

    /// `**`: any directories below, and behind the last slash any files too.
    private func searchDeep(
        _ prefix: [UInt8], _ index: Int, _ tail: [UInt8], _ isLast: Bool,
        _ found: inout [[UInt8]]
    ) throws {
        if !isLast {
            try search(prefix, index + 1, &found)
        } else if !prefix.isEmpty {
            found.append(prefix)
        }
        func go(_ place: [UInt8], _ depth: Int) throws {
            guard depth < 200 else { return }
            for name in names(place)
            where name.first != UInt8(ascii: ".") || shell.options.contains(.dotglob) {
                try shell.context.step()
                if name == [46] || name == [46, 46] { continue }
                let path = place + name
                let isDirectory = kind(path, follow: false) == .directory
                if isLast, tail.isEmpty || isDirectory { found.append(path + tail) }
                if isDirectory {
                    if !isLast { try search(path + [UInt8(ascii: "/")], index + 1, &found) }
                    try go(path + [UInt8(ascii: "/")], depth + 1)
                }
            }
        }
        try go(prefix, 0)
    }

    private func matches(_ name: [UInt8], _ text: [UInt8], _ pattern: ShellPattern) throws -> Bool {
        if name.first == UInt8(ascii: ".") {
            // A dot at the beginning is matched by a dot alone.
            let startsWithDot =
                text.first == UInt8(ascii: ".")
                || (text.first == UInt8(ascii: "\\") && text.count > 1
                    && text[1] == UInt8(ascii: "."))
            if !startsWithDot {
                guard shell.findsDotted, name != [46], name != [46, 46] else {
                    return false
                }
            } else if shell.dialect.isBash, shell.options.contains(.globskipdots),
                name == [46] || name == [46, 46]
            {
                // `.*` does not give these (globskipdots, bash 5.2).
                return false
            }
        }
        return try pattern.matches(name)
    }

    private func path(_ text: [UInt8]) -> TreePath {
        TreePath(text, in: shell.context.workingDirectory)
    }

    private func kind(_ text: [UInt8], follow: Bool) -> FileKind? {
        (try? shell.context.files.entry(at: path(text), follow: follow))?.node.kind
    }

    private func names(_ directory: [UInt8]) -> [[UInt8]] {
        let items = (try? shell.context.files.list(path(directory))) ?? []
        return [[46], [46, 46]] + items.map { Array($0.name) }
    }
}
