internal import LayBounds
internal import LayFiles

/// Names that a COPY's pattern means (Go's filepath.Match: `*`, `?` and `[…]` within a name).
enum CopySources {
    /// True for a source with `*`, `?` or `[`.
    static func isPattern(_ text: String) -> Bool {
        text.contains { "*?[".contains($0) }
    }

    /// True for what ADD would fetch.
    static func isAddress(_ text: String) -> Bool {
        ["http://", "https://", "ftp://", "git://", "git@", "ssh://"].contains {
            text.hasPrefix($0)
        }
    }

    /// The directory before the first pattern, and what is to be matched below it.
    static func split(_ source: String) -> (start: String, pattern: String) {
        let parts = source.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let fixed = parts.prefix { !isPattern($0) }
        let prefix = fixed.joined(separator: "/")
        return (
            prefix.isEmpty ? (source.hasPrefix("/") ? "/" : ".") : prefix,
            parts.dropFirst(fixed.count).joined(separator: "/")
        )
    }

    /// The paths below `directory` that match, in byte order.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a broken pattern.
    /// - Complexity: O(*n*) in the names of the directories that are searched.
    static func matches(
        _ pattern: String, in files: any FileSystem, below directory: TreePath
    ) throws(ImageError) -> [TreePath] {
        var found = [directory]
        for part in pattern.split(separator: "/") where part != "." {
            let parts = try Self.parse(part)
            var next: [TreePath] = []
            for place in found {
                if let literal = Self.literal(parts) {
                    let path = place.appending(name: literal)
                    if (try? files.entry(at: path, follow: false)) != nil { next.append(path) }
                    continue
                }
                for item in (try? files.list(place)) ?? []
                where Self.match(parts[...], item.name[...]) {
                    next.append(place.appending(name: item.name))
                }
            }
            found = next
        }
        return found
    }

    private enum Part {
        case byte(UInt8)
        case any
        case star
        case set(ranges: [ClosedRange<UInt8>], isNegated: Bool)
    }

    private static func literal(_ parts: [Part]) -> [UInt8]? {
        var bytes: [UInt8] = []
        for part in parts {
            guard case .byte(let byte) = part else { return nil }
            bytes.append(byte)
        }
        return bytes
    }

    private static func parse(_ text: Substring) throws(ImageError) -> [Part] {
        var parts: [Part] = []
        var rest = Array(text.utf8)[...]
        func next(_ rest: inout ArraySlice<UInt8>) throws(ImageError) -> UInt8 {
            guard let byte = rest.popFirst() else { throw .brokenPattern(text) }
            if byte != UInt8(ascii: "\\") { return byte }
            guard let escaped = rest.popFirst() else { throw .brokenPattern(text) }
            return escaped
        }
        while let byte = rest.first {
            switch byte {
            case UInt8(ascii: "*"):
                rest.removeFirst()
                parts.append(.star)
            case UInt8(ascii: "?"):
                rest.removeFirst()
                parts.append(.any)
            case UInt8(ascii: "["):
                rest.removeFirst()
                let isNegated = rest.first == UInt8(ascii: "^")
                if isNegated { rest.removeFirst() }
                var ranges: [ClosedRange<UInt8>] = []
                while ranges.isEmpty || rest.first != UInt8(ascii: "]") {
                    let low = try next(&rest)
                    var high = low
                    if rest.first == UInt8(ascii: "-") {
                        rest.removeFirst()
                        high = try next(&rest)
                    }
                    if low > high { throw .brokenPattern(text) }
                    ranges.append(low...high)
                }
                rest.removeFirst()
                parts.append(.set(ranges: ranges, isNegated: isNegated))
            default: parts.append(.byte(try next(&rest)))
            }
        }
        return parts
    }

    /// Matches with one place to come back to, so that stars cost no exponential time.
    private static func match(_ parts: ArraySlice<Part>, _ name: ArraySlice<UInt8>) -> Bool {
        var (part, byte) = (parts.startIndex, name.startIndex)
        var (star, mark) = (parts.endIndex, name.startIndex)
        while byte < name.endIndex {
            if part < parts.endIndex, case .star = parts[part] {
                (star, mark) = (part, byte)
                part += 1
            } else if part < parts.endIndex, fits(parts[part], name[byte]) {
                part += 1
                byte += 1
            } else if star < parts.endIndex {
                mark += 1
                (part, byte) = (star + 1, mark)
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { if case .star = $0 { true } else { false } }
    }

    private static func fits(_ part: Part, _ byte: UInt8) -> Bool {
        switch part {
        case .byte(let wanted): wanted == byte
        case .any: true
        case .star: false
        case .set(let ranges, let isNegated):
            ranges.contains { $0.contains(byte) } != isNegated
        }
    }
}
