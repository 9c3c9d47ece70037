internal import LayBounds
import LayShell

/// A place of a difference: lines that were there, and those that come instead.
struct Hunk {
    /// A line with its mark: a blank, `-` or `+`.
    struct Line {
        var mark: UInt8
        /// With its newline, if it has one.
        var text: ArraySlice<UInt8>

        var shown: [UInt8] {
            [mark] + text
                + (text.last == 10 ? [] : Array("\n\\ No newline at end of file\n".utf8))
        }
    }

    var oldStart: Int
    var newStart: Int
    var lines: [Line]

    var old: [ArraySlice<UInt8>] {
        lines.filter { $0.mark != UInt8(ascii: "+") }.map(\.text)
    }

    var new: [ArraySlice<UInt8>] {
        lines.filter { $0.mark != UInt8(ascii: "-") }.map(\.text)
    }

    var reversed: Hunk {
        let turned = lines.map { line in
            Line(
                mark: line.mark == UInt8(ascii: "+")
                    ? UInt8(ascii: "-") : line.mark == UInt8(ascii: "-") ? UInt8(ascii: "+") : 32,
                text: line.text)
        }
        return Hunk(oldStart: newStart, newStart: oldStart, lines: turned)
    }

    var header: String {
        func span(_ start: Int, _ count: Int) -> String {
            count == 1 ? "\(start)" : "\(start),\(count)"
        }
        return "@@ -\(span(oldStart, old.count)) +\(span(newStart, new.count)) @@\n"
    }
}

/// A file's lines, into which hunks are put one after the other.
struct PatchedLines {
    private(set) var lines: [ArraySlice<UInt8>]
    private let blanks: Bool
    private let fuzz: Int
    /// How far lines stand from where the patch has them, by what was put in and left out before.
    private var shift = 0
    /// How far hunks were from their places.
    private var drift = 0
    /// What was patched already.
    private var done = 0

    init(_ lines: [ArraySlice<UInt8>], blanks: Bool, fuzz: Int) {
        self.lines = lines
        self.blanks = blanks
        self.fuzz = fuzz
    }

    private func isEqual(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
        if a == b { return true }
        guard blanks else { return false }
        var folding = LineFolding()
        folding.joinsBlanks = true
        folding.dropsEndBlanks = true
        return folding.folded(a) == folding.folded(b)
    }

    private func matches(_ old: ArraySlice<ArraySlice<UInt8>>, at place: Int) -> Bool {
        guard place >= 0, place + old.count <= lines.count else { return false }
        var line = place
        for text in old {
            if !isEqual(text, lines[line]) { return false }
            line += 1
        }
        return true
    }

    /// Where a hunk fits; `nil` where it does not.
    private func find(_ hunk: Hunk, _ call: UtilityCall) throws -> (
        place: Int, fuzz: Int, cut: Int
    )? {
        let old = hunk.old
        let context = contextLines(hunk)
        let expected = (old.isEmpty ? hunk.oldStart : hunk.oldStart - 1) + shift + drift
        if old.isEmpty {
            // What is only put in has no context: it belongs to its line.
            if hunk.oldStart == 0, !lines.isEmpty { return nil }
            return expected <= lines.count ? (max(0, expected), 0, 0) : nil
        }
        for level in 0...max(0, min(fuzz, max(context.before, context.after))) {
            let most = max(context.before, context.after)
            let front = max(0, min(context.before, context.before + level - most))
            let back = max(0, min(context.after, context.after + level - most))
            let part = old[front..<max(front, old.count - back)]
            let start = expected + front
            // A hunk with less context in front than behind stands at the beginning, and so on.
            let mustStart = level == 0 && context.before < context.after && hunk.oldStart <= 1
            let mustEnd = level == 0 && context.after < context.before
            var distance = 0
            while distance <= lines.count {
                try call.context.account.work(64)
                for place in distance == 0 ? [start] : [start + distance, start - distance]
                where place >= done && matches(part, at: place) {
                    if mustStart, place != 0 { continue }
                    if mustEnd, place + part.count != lines.count { continue }
                    return (place - front, level, front)
                }
                distance += 1
                if mustStart, distance > lines.count { break }
            }
        }
        return nil
    }

    private func contextLines(_ hunk: Hunk) -> (before: Int, after: Int) {
        let before = hunk.lines.prefix { $0.mark == 32 }.count
        let after = hunk.lines.reversed().prefix { $0.mark == 32 }.count
        return (before, before == hunk.lines.count ? 0 : after)
    }

    /// True where a hunk would fit.
    func fits(_ hunk: Hunk, _ call: UtilityCall) throws -> Bool { try find(hunk, call) != nil }

    /// Puts a hunk in; tells where, and how far from where it should be.
    mutating func apply(
        _ hunk: Hunk, _ call: UtilityCall
    ) throws -> (line: Int, offset: Int, fuzz: Int)? {
        guard let found = try find(hunk, call) else { return nil }
        let context = contextLines(hunk)
        let old = hunk.old
        let most = max(context.before, context.after)
        let back = max(0, min(context.after, context.after + found.fuzz - most))
        let expected = (old.isEmpty ? hunk.oldStart : hunk.oldStart - 1) + shift
        // The context stays as the file has it.
        var result: [ArraySlice<UInt8>] = []
        var place = found.place
        for (index, line) in hunk.lines.enumerated() {
            let isContext = line.mark == 32
            let isCut =
                isContext && (index < found.cut || index >= hunk.lines.count - back) || isContext
            if line.mark == UInt8(ascii: "+") {
                result.append(line.text)
            } else {
                if isCut, place < lines.count { result.append(lines[place]) }
                place += 1
            }
        }
        let end = min(lines.count, found.place + old.count)
        // A file whose last line has no newline gets one where lines follow.
        if found.place == lines.count, let last = lines.last, last.last != 10, !result.isEmpty {
            lines[lines.count - 1] = last + [10]
        }
        lines.replaceSubrange(found.place..<end, with: result)
        done = found.place + result.count
        drift = found.place - expected
        let line = hunk.newStart + drift
        shift += result.count - old.count
        return (line, drift, found.fuzz)
    }
}
