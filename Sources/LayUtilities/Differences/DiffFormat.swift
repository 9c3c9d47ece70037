import LayFiles
import LayShell

/// How diff writes what differs.
struct DiffFormat {
    enum Style {
        case normal, unified, context, brief, sideBySide, ed
    }

    let call: UtilityCall
    let style: Style
    /// Lines around changes.
    let around: Int

    /// A side of the comparison, with what its header says.
    struct Side {
        let label: [UInt8]
        let text: ComparedText
    }

    private func write(_ text: ComparedText, _ line: Int, _ mark: String) throws {
        try call.write(mark)
        try call.write(text.bytes[text.lines[line]])
        try call.write(byte: 10)
        if text.isCut(line) { try call.write("\\ No newline at end of file\n") }
    }

    /// Writes all changes.
    ///
    /// - Throws: `BoundReached`.
    func write(_ changes: [EditScript.Change], _ old: Side, _ new: Side) throws {
        switch style {
        case .brief: break
        case .normal: for change in changes { try normal(change, old.text, new.text) }
        case .ed: for change in changes.reversed() { try ed(change, new.text) }
        case .sideBySide: try SideBySide(call).write(changes, old.text, new.text)
        case .unified, .context:
            let marks = style == .unified ? ("--- ", "+++ ") : ("*** ", "--- ")
            try call.write(Array(marks.0.utf8) + old.label + [10])
            try call.write(Array(marks.1.utf8) + new.label + [10])
            for hunk in hunks(changes) {
                try style == .unified
                    ? unified(hunk, old.text, new.text) : context(hunk, old.text, new.text)
            }
        }
    }

    /// Changes that stand so near to each other that they are shown together.
    private func hunks(_ changes: [EditScript.Change]) -> [[EditScript.Change]] {
        var result: [[EditScript.Change]] = []
        for change in changes {
            if let last = result.last?.last,
                change.old.lowerBound - last.old.upperBound <= 2 * around
            {
                result[result.count - 1].append(change)
            } else {
                result.append([change])
            }
        }
        return result
    }

    // MARK: Normal

    private func span(_ range: Range<Int>) -> String {
        if range.isEmpty { return "\(range.lowerBound)" }
        return range.count == 1
            ? "\(range.upperBound)" : "\(range.lowerBound + 1),\(range.upperBound)"
    }

    private func letter(_ change: EditScript.Change) -> String {
        change.old.isEmpty ? "a" : change.new.isEmpty ? "d" : "c"
    }

    private func normal(
        _ change: EditScript.Change, _ old: ComparedText, _ new: ComparedText
    ) throws {
        try call.write("\(span(change.old))\(letter(change))\(span(change.new))\n")
        for line in change.old { try write(old, line, "< ") }
        if letter(change) == "c" { try call.write("---\n") }
        for line in change.new { try write(new, line, "> ") }
    }

    private func ed(_ change: EditScript.Change, _ new: ComparedText) throws {
        try call.write("\(span(change.old))\(letter(change))\n")
        if change.new.isEmpty { return }
        for line in change.new {
            try call.write(new.bytes[new.lines[line]])
            try call.write(byte: 10)
        }
        try call.write(".\n")
    }

    // MARK: Context

    private func range(
        _ first: Range<Int>, _ last: Range<Int>, _ count: Int
    ) -> Range<Int> {
        max(
            0, first.lowerBound - around)..<min(
                count, last.upperBound.addingReportingOverflow(around).partialValue)
    }

    private func unified(
        _ hunk: [EditScript.Change], _ old: ComparedText, _ new: ComparedText
    ) throws {
        guard let first = hunk.first, let last = hunk.last else { return }
        let a = range(first.old, last.old, old.lines.count)
        let b = range(first.new, last.new, new.lines.count)
        func span(_ range: Range<Int>) -> String {
            range.count == 1
                ? "\(range.upperBound)"
                : "\(range.isEmpty ? range.lowerBound : range.lowerBound + 1),\(range.count)"
        }
        try call.write("@@ -\(span(a)) +\(span(b)) @@\n")
        var place = a.lowerBound
        for change in hunk {
            for line in place..<change.old.lowerBound { try write(old, line, " ") }
            for line in change.old { try write(old, line, "-") }
            for line in change.new { try write(new, line, "+") }
            place = change.old.upperBound
        }
        for line in place..<a.upperBound { try write(old, line, " ") }
    }

    private func context(
        _ hunk: [EditScript.Change], _ old: ComparedText, _ new: ComparedText
    ) throws {
        guard let first = hunk.first, let last = hunk.last else { return }
        func span(_ range: Range<Int>) -> String {
            range.count <= 1
                ? "\(range.upperBound)" : "\(range.lowerBound + 1),\(range.upperBound)"
        }
        func part(
            _ text: ComparedText, _ range: Range<Int>, _ mark: String,
            _ changed: [(range: Range<Int>, isChange: Bool)]
        ) throws {
            var place = range.lowerBound
            for change in changed {
                for line in place..<change.range.lowerBound { try write(text, line, "  ") }
                for line in change.range { try write(text, line, change.isChange ? "! " : mark) }
                place = change.range.upperBound
            }
            for line in place..<range.upperBound { try write(text, line, "  ") }
        }
        let a = range(first.old, last.old, old.lines.count)
        let b = range(first.new, last.new, new.lines.count)
        try call.write("***************\n*** \(span(a)) ****\n")
        if hunk.contains(where: { !$0.old.isEmpty }) {
            try part(old, a, "- ", hunk.map { ($0.old, !$0.new.isEmpty) })
        }
        try call.write("--- \(span(b)) ----\n")
        if hunk.contains(where: { !$0.new.isEmpty }) {
            try part(new, b, "+ ", hunk.map { ($0.new, !$0.old.isEmpty) })
        }
    }
}

/// What `diff -y` writes: both texts beside each other.
private struct SideBySide {
    private let call: UtilityCall
    private let width: Int
    private let half: Int
    private let second: Int

    init(_ call: UtilityCall) {
        self.call = call
        width = call.options.value("W").flatMap { Int(call.text($0)) } ?? 130
        // The second column begins at a tab stop, with room for the mark in front of it.
        let offset = (width + 3) / 2
        second = max(8, (offset + 7) / 8 * 8 - (offset % 8 > 0 && offset % 8 < 4 ? 8 : 0))
        half = max(1, min(second - 3, width - second))
    }

    func write(
        _ changes: [EditScript.Change], _ old: ComparedText, _ new: ComparedText
    ) throws {
        var (a, b) = (0, 0)
        let showsCommon = !call.has("suppress-common-lines")
        func common(_ end: Int) throws {
            while a < end {
                if showsCommon { try line(old, a, " ", new, b) }
                a += 1
                b += 1
            }
        }
        for change in changes {
            try common(change.old.lowerBound)
            for offset in 0..<max(change.old.count, change.new.count) {
                let left = offset < change.old.count ? change.old.lowerBound + offset : nil
                let right = offset < change.new.count ? change.new.lowerBound + offset : nil
                try line(old, left, left == nil ? ">" : right == nil ? "<" : "|", new, right)
            }
            (a, b) = (change.old.upperBound, change.new.upperBound)
        }
        try common(old.lines.count)
    }

    private func line(
        _ old: ComparedText, _ left: Int?, _ mark: String, _ new: ComparedText, _ right: Int?
    ) throws {
        var column = 0
        if let left {
            let shown = old.bytes[old.lines[left]].prefix(half)
            try call.write(shown)
            column = shown.count
        }
        func go(to target: Int) throws {
            while column / 8 * 8 + 8 <= target {
                try call.write(byte: 9)
                column = column / 8 * 8 + 8
            }
            while column < target {
                try call.write(byte: 32)
                column += 1
            }
        }
        if mark != " " {
            try go(to: (half + second - 1) / 2)
            try call.write(mark)
            column += 1
        }
        if let right, !new.lines[right].isEmpty {
            try go(to: second)
            try call.write(new.bytes[new.lines[right]].prefix(half))
        }
        if !((right.map { new.isCut($0) } ?? false)
            || right == nil && left.map { old.isCut($0) } == true)
        {
            try call.write(byte: 10)
        }
    }
}
