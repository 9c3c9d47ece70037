/// The changes of one file.
struct FilePatch {
    var oldName: [UInt8]?
    var newName: [UInt8]?
    var indexName: [UInt8]?
    /// The names as the header has them, with what follows.
    var oldHeader: [UInt8]?
    var newHeader: [UInt8]?
    /// The lines in front of the first hunk, and where that begins.
    var header: [[UInt8]] = []
    var line = 0
    var hunks: [Hunk] = []
    var creates = false
    var deletes = false

    var reversed: FilePatch {
        var turned = self
        (turned.oldName, turned.newName) = (newName, oldName)
        (turned.oldHeader, turned.newHeader) = (newHeader, oldHeader)
        (turned.creates, turned.deletes) = (deletes, creates)
        turned.hunks = hunks.map(\.reversed)
        return turned
    }
}

/// Reads differences: unified, context and normal ones, with other text between them.
struct PatchText {
    private let lines: [ArraySlice<UInt8>]

    init(_ text: [UInt8]) { lines = Self.lines(text) }

    /// The lines of a text with their newlines.
    static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count {
            let end = ByteReader.find(10, in: bytes, from: start).map { $0 + 1 } ?? bytes.count
            lines.append(bytes[start..<end])
            start = end
        }
        return lines
    }

    private func text(_ place: Int) -> String {
        guard place < lines.count else { return "" }
        let line = lines[place]
        return String(decoding: line.last == 10 ? line.dropLast() : line, as: UTF8.self)
    }

    /// All files' changes in their order.
    ///
    /// - Throws: `UtilityFailure` for a hunk that is cut off.
    func patches() throws -> [FilePatch] {
        var result: [FilePatch] = []
        var patch = FilePatch()
        var place = 0
        var isOpen = false
        var headerStart = 0
        while place < lines.count {
            let line = text(place)
            if line.hasPrefix("--- "), text(place + 1).hasPrefix("+++ "), !isContext(place) {
                patch = FilePatch()
                patch.indexName = index(headerStart, place)
                (patch.oldName, patch.oldHeader) = name(lines[place])
                (patch.newName, patch.newHeader) = name(lines[place + 1])
                place += 2
                isOpen = true
                begin(&patch, &result, headerStart, place)
                while text(place).hasPrefix("@@ -") {
                    try unified(&result[result.count - 1], &place)
                }
                headerStart = place
                continue
            }
            if line.hasPrefix("*** "), text(place + 1).hasPrefix("--- "),
                text(place + 2).hasPrefix("***************")
            {
                patch = FilePatch()
                (patch.oldName, patch.oldHeader) = name(lines[place])
                (patch.newName, patch.newHeader) = name(lines[place + 1])
                place += 2
                isOpen = true
                begin(&patch, &result, headerStart, place)
                while text(place).hasPrefix("***************") {
                    place += 1
                    try context(&result[result.count - 1], &place)
                }
                headerStart = place
                continue
            }
            if let change = NormalChange(line) {
                if !isOpen || result.isEmpty || headerStart != place {
                    patch = FilePatch()
                    patch.indexName = index(headerStart, place)
                    begin(&patch, &result, headerStart, place)
                    isOpen = true
                }
                place += 1
                normal(change, &result[result.count - 1], &place)
                headerStart = place
                continue
            }
            place += 1
        }
        return result.map(finished)
    }

    private func begin(
        _ patch: inout FilePatch, _ result: inout [FilePatch], _ start: Int, _ place: Int
    ) {
        patch.line = place + 1
        patch.header = lines[start..<place].map { Array($0.last == 10 ? $0.dropLast() : $0) }
        result.append(patch)
    }

    private func finished(_ patch: FilePatch) -> FilePatch {
        var patch = patch
        let null = Array("/dev/null".utf8)
        func isEpoch(_ header: [UInt8]?) -> Bool {
            guard let header else { return false }
            return String(decoding: header, as: UTF8.self).contains("\t1970-01-01 00:00:00")
        }
        let only = patch.hunks.count == 1 ? patch.hunks[0] : nil
        patch.creates =
            only.map { $0.old.isEmpty && $0.oldStart == 0 } ?? false
            || patch.oldName == null || isEpoch(patch.oldHeader)
        patch.deletes = patch.newName == null || isEpoch(patch.newHeader)
        return patch
    }

    /// True for the second part of a hunk with context, which looks like a header.
    private func isContext(_ place: Int) -> Bool { text(place).hasSuffix(" ----") }

    private func index(_ start: Int, _ end: Int) -> [UInt8]? {
        for place in start..<end where text(place).hasPrefix("Index: ") {
            return Array(text(place).dropFirst(7).utf8)
        }
        return nil
    }

    private func name(_ line: ArraySlice<UInt8>) -> ([UInt8], [UInt8]) {
        let rest = (line.last == 10 ? line.dropLast() : line).dropFirst(4)
        return (Array(rest.prefix { $0 != 9 }.split(separator: 32).first ?? []), Array(rest))
    }

    private static func span(_ text: Substring) -> (start: Int, count: Int)? {
        let parts = text.split(separator: ",")
        guard let start = parts.first.flatMap({ Int($0) }) else { return nil }
        return (start, parts.count > 1 ? Int(parts[1]) ?? 1 : 1)
    }

    private func unified(_ patch: inout FilePatch, _ place: inout Int) throws {
        let words = text(place).split(separator: " ")
        guard words.count > 2, let old = Self.span(words[1].dropFirst()),
            let new = Self.span(words[2].dropFirst())
        else {
            throw UtilityFailure(
                "**** malformed patch at line \(place + 1): \(text(place))\n", status: 2)
        }
        var (left, right) = (old.count, new.count)
        var hunk = Hunk(oldStart: old.start, newStart: new.start, lines: [])
        place += 1
        while left > 0 || right > 0 {
            guard place < lines.count else {
                throw UtilityFailure("**** unexpected end of file in patch", status: 2)
            }
            let line = lines[place]
            var mark = line.first ?? 32
            var text = line.dropFirst()
            if mark == 10 || mark == 9 { (mark, text) = (32, line) }
            switch mark {
            case 32:
                left -= 1
                right -= 1
            case UInt8(ascii: "-"): left -= 1
            case UInt8(ascii: "+"): right -= 1
            default:
                throw UtilityFailure(
                    "**** malformed patch at line \(place + 1): \(self.text(place))\n", status: 2)
            }
            place += 1
            if self.text(place).hasPrefix("\\ ") {
                text = text.last == 10 ? text.dropLast() : text
                place += 1
            }
            hunk.lines.append(.init(mark: mark, text: text))
        }
        patch.hunks.append(hunk)
    }

    private func context(_ patch: inout FilePatch, _ place: inout Int) throws {
        func part(_ prefix: String, _ end: String) -> (start: Int, lines: [Hunk.Line]) {
            let words = text(place).split(separator: " ")
            let ends = words.count > 1 ? words[1].split(separator: ",") : []
            let start = ends.first.flatMap { Int($0) } ?? 0
            place += 1
            var result: [Hunk.Line] = []
            while place < lines.count {
                let line = lines[place]
                guard line.count > 1, let mark = line.first, " !+-".utf8.contains(mark),
                    line[line.startIndex + 1] == 32
                else { break }
                var text = line.dropFirst(2)
                place += 1
                if self.text(place).hasPrefix("\\ ") {
                    text = text.last == 10 ? text.dropLast() : text
                    place += 1
                }
                result.append(.init(mark: mark, text: text))
            }
            return (start, result)
        }
        let old = part("*** ", " ****")
        let new = part("--- ", " ----")
        var hunk = Hunk(oldStart: old.start, newStart: new.start, lines: [])
        let left = old.lines.isEmpty ? new.lines.filter { $0.mark == 32 } : old.lines
        let right = new.lines.isEmpty ? old.lines.filter { $0.mark == 32 } : new.lines
        var (a, b) = (0, 0)
        while a < left.count || b < right.count {
            if a < left.count, left[a].mark != 32 {
                hunk.lines.append(.init(mark: UInt8(ascii: "-"), text: left[a].text))
                a += 1
            } else if b < right.count, right[b].mark != 32 {
                hunk.lines.append(.init(mark: UInt8(ascii: "+"), text: right[b].text))
                b += 1
            } else {
                let line = a < left.count ? left[a] : right[b]
                hunk.lines.append(.init(mark: 32, text: line.text))
                a += 1
                b += 1
            }
        }
        patch.hunks.append(hunk)
    }

    private func normal(_ change: NormalChange, _ patch: inout FilePatch, _ place: inout Int) {
        var hunk = Hunk(oldStart: change.old.start, newStart: change.new.start, lines: [])
        for (prefix, mark) in [("< ", UInt8(ascii: "-")), ("> ", UInt8(ascii: "+"))] {
            if text(place) == "---" { place += 1 }
            while place < lines.count, text(place).hasPrefix(prefix) {
                var line = lines[place].dropFirst(2)
                place += 1
                if text(place).hasPrefix("\\ ") {
                    line = line.last == 10 ? line.dropLast() : line
                    place += 1
                }
                hunk.lines.append(.init(mark: mark, text: line))
            }
        }
        patch.hunks.append(hunk)
    }
}

/// The head of a normal change: `2,3c4`.
private struct NormalChange {
    let old: (start: Int, end: Int)
    let new: (start: Int, end: Int)

    init?(_ line: String) {
        guard let letter = line.firstIndex(where: { "acd".contains($0) }),
            line.first?.isNumber == true
        else { return nil }
        func span(_ text: Substring) -> (Int, Int)? {
            let parts = text.split(separator: ",", omittingEmptySubsequences: false)
            guard parts.count <= 2, let start = parts.first.flatMap({ Int($0) }) else { return nil }
            if parts.count == 1 { return (start, start) }
            return Int(parts[1]).map { (start, $0) }
        }
        guard let left = span(line[..<letter]), let right = span(line[line.index(after: letter)...])
        else { return nil }
        old = left
        new = right
    }
}
