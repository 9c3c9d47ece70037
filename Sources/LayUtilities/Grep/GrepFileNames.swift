/// Which files are searched, by their names.
struct GrepFileNames {
    private let options: GrepOptions

    init(_ options: GrepOptions) { self.options = options }

    /// Whether a file is left out; a name on the command line is matched in all its trailing parts.
    func leavesOut(file name: [UInt8]) -> Bool {
        guard !options.filters.isEmpty else { return false }
        for filter in options.filters.reversed() where Self.matches(filter.glob, partOf: name) {
            return !filter.includes
        }
        return options.filters[0].includes
    }

    /// Whether a directory is left out.
    func leavesOut(directory name: [UInt8]) -> Bool {
        options.excludedDirectories.contains { Self.matches($0, partOf: name) }
    }

    private static func matches(_ glob: [UInt8], partOf name: [UInt8]) -> Bool {
        if matches(glob[...], name[...]) { return true }
        for (index, byte) in name.enumerated()
        where byte == UInt8(ascii: "/") && index + 1 < name.count {
            if name[index + 1] != byte, matches(glob[...], name[(index + 1)...]) { return true }
        }
        return false
    }

    /// Whether a name matches a pattern with `*`, `?`, `[…]` and `\`; `*` takes slashes too.
    ///
    /// - Complexity: O(the length of the pattern times that of the name).
    private static func matches(_ glob: ArraySlice<UInt8>, _ name: ArraySlice<UInt8>) -> Bool {
        var pattern = glob.startIndex
        var place = name.startIndex
        var star: (pattern: Int, place: Int)?
        while true {
            if pattern < glob.endIndex, glob[pattern] == UInt8(ascii: "*") {
                star = (pattern + 1, place)
                pattern += 1
                continue
            }
            if pattern == glob.endIndex, place == name.endIndex { return true }
            if pattern < glob.endIndex, place < name.endIndex,
                let next = one(glob, pattern, name[place])
            {
                pattern = next
                place += 1
                continue
            }
            guard let last = star, last.place < name.endIndex else { return false }
            star = (last.pattern, last.place + 1)
            pattern = last.pattern
            place = last.place + 1
        }
    }

    /// Where the pattern goes on behind one element that matches a byte.
    private static func one(_ glob: ArraySlice<UInt8>, _ index: Int, _ byte: UInt8) -> Int? {
        switch glob[index] {
        case UInt8(ascii: "?"): return index + 1
        case 0x5C where index + 1 < glob.endIndex:
            return glob[index + 1] == byte ? index + 2 : nil
        case UInt8(ascii: "["):
            var position = index + 1
            var isNegated = false
            if position < glob.endIndex,
                [UInt8(ascii: "!"), UInt8(ascii: "^")].contains(glob[position])
            {
                isNegated = true
                position += 1
            }
            var found = false
            var isFirst = true
            while position < glob.endIndex, isFirst || glob[position] != UInt8(ascii: "]") {
                isFirst = false
                let low = glob[position]
                var high = low
                if position + 2 < glob.endIndex, glob[position + 1] == UInt8(ascii: "-"),
                    glob[position + 2] != UInt8(ascii: "]")
                {
                    high = glob[position + 2]
                    position += 2
                }
                if low <= high, low...high ~= byte { found = true }
                position += 1
            }
            guard position < glob.endIndex else { return byte == glob[index] ? index + 1 : nil }
            return found != isNegated ? position + 1 : nil
        default: return glob[index] == byte ? index + 1 : nil
        }
    }
}
