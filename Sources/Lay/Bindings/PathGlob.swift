internal import LayFiles
internal import LayShell

/// Patterns over paths: `*` stays in a directory, `**` crosses them.
enum PathGlob {
    static func matches(_ pattern: String, _ path: TreePath) -> Bool {
        let names = path.components.map { String(decoding: $0, as: UTF8.self) }
        let parts = pattern.split(separator: "/").map(String.init)
        return matches(parts[...], names[...])
    }

    /// - Complexity: O(*p* · *n*): only the last `**` is ever tried again.
    private static func matches(_ parts: ArraySlice<String>, _ names: ArraySlice<String>) -> Bool {
        var (part, name) = (parts.startIndex, names.startIndex)
        var (star, mark) = (-1, 0)
        while name < names.endIndex {
            if part < parts.endIndex, parts[part] == "**" {
                (star, mark) = (part, name)
                part += 1
            } else if part < parts.endIndex, ShellPattern.matches(parts[part], names[name]) {
                part += 1
                name += 1
            } else if star >= 0 {
                part = star + 1
                mark += 1
                name = mark
            } else {
                return false
            }
        }
        while part < parts.endIndex, parts[part] == "**" { part += 1 }
        return part == parts.endIndex
    }
}
