/// The changed stretches of a file with the lines around them, as `diff -u` shows them.
struct Hunks {
    /// Lines of context on each side of a change.
    static let context = 3

    private let difference: LineDifference
    private var output: [UInt8] = []

    init(_ difference: LineDifference) {
        self.difference = difference
    }

    /// Places in both texts.
    private struct Stretch {
        var old: Range<Int>
        var new: Range<Int>
    }

    /// - Complexity: O(*n*) in the lines.
    consuming func written() -> [UInt8] {
        var waiting: [Stretch] = []
        for change in changes() {
            let end = waiting.last?.old.upperBound ?? change.old.lowerBound
            if change.old.lowerBound - end > 2 * Self.context {
                write(waiting)
                waiting = []
            }
            waiting.append(change)
        }
        write(waiting)
        return output
    }

    private func changes() -> [Stretch] {
        var result: [Stretch] = []
        var (i, j) = (0, 0)
        while i < difference.old.count || j < difference.new.count {
            let (startOld, startNew) = (i, j)
            while i < difference.old.count, !difference.keptOld[i] { i += 1 }
            while j < difference.new.count, !difference.keptNew[j] { j += 1 }
            if i > startOld || j > startNew {
                result.append(Stretch(old: startOld..<i, new: startNew..<j))
            } else {
                i += 1
                j += 1
            }
        }
        return result
    }

    /// One hunk: changes that share their context.
    private mutating func write(_ changes: [Stretch]) {
        guard let first = changes.first, let last = changes.last else { return }
        let head = min(Self.context, first.old.lowerBound)
        let tail = min(Self.context, difference.old.count - last.old.upperBound)
        let old = (first.old.lowerBound - head)..<(last.old.upperBound + tail)
        let new = (first.new.lowerBound - head)..<(last.new.upperBound + tail)
        output += "@@ -\(Self.range(old)) +\(Self.range(new)) @@\n".utf8
        var place = old.lowerBound
        for change in changes {
            for index in place..<change.old.lowerBound { add(" ", difference.old[index]) }
            for index in change.old { add("-", difference.old[index]) }
            for index in change.new { add("+", difference.new[index]) }
            place = change.old.upperBound
        }
        for index in place..<old.upperBound { add(" ", difference.old[index]) }
    }

    /// The first line and how many; of no lines the one before, and of one line no number.
    private static func range(_ lines: Range<Int>) -> String {
        switch lines.count {
        case 0: "\(lines.lowerBound),0"
        case 1: "\(lines.lowerBound + 1)"
        default: "\(lines.lowerBound + 1),\(lines.count)"
        }
    }

    private mutating func add(_ sign: Character, _ line: ArraySlice<UInt8>) {
        output += sign.utf8
        output += line
        if line.last != UInt8(ascii: "\n") { output += "\n\\ No newline at end of file\n".utf8 }
    }
}
