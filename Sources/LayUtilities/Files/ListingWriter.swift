internal import LayBounds
import LayFiles
import LayShell

extension ListingStyle {
    /// A directory's name above what is in it.
    func shownHeading(_ name: [UInt8]) -> [UInt8] {
        var style = quoting
        if style == .escape { return NameQuoting.escaped(name, 58) }
        if style == .shellAlways { style = .shellEscapeAlways }
        return hidesControls ? Self.hiding(style.quoted(name)) : style.quoted(name)
    }

    /// A name as it is shown.
    func shown(_ name: [UInt8]) -> [UInt8] {
        hidesControls ? Self.hiding(quoting.quoted(name)) : quoting.quoted(name)
    }

    private static func hiding(_ name: [UInt8]) -> [UInt8] {
        name.map { $0 < 32 || $0 > 126 ? UInt8(ascii: "?") : $0 }
    }

    /// The sign behind a name.
    func sign(_ node: FileNode) -> [UInt8] {
        if indicator == .none { return [] }
        if node.kind == .directory { return [UInt8(ascii: "/")] }
        if indicator == .slash { return [] }
        switch node.kind {
        case .symlink: return [UInt8(ascii: "@")]
        case .fifo: return [UInt8(ascii: "|")]
        case .file where indicator == .classify && node.attributes.mode & 0o111 != 0:
            return [UInt8(ascii: "*")]
        default: return []
        }
    }
}

/// Writes the lines of ls.
final class ListingWriter {
    private let call: UtilityCall
    private let style: ListingStyle
    private let names: OwnerNames
    private let inodes: InodeNumbers
    private var isColored = false
    private let lineEnd: [UInt8]

    init(_ call: UtilityCall, _ style: ListingStyle) {
        self.call = call
        self.style = style
        names = OwnerNames(call.files)
        inodes = InodeNumbers(call.files)
        lineEnd = [style.isZeroEnded ? 0 : 10]
    }

    private var isGNU: Bool { call.manner == .gnu }

    private func blocks(_ file: ListedFile) -> String {
        let bytes = FileNumbers.blocks(file.entry.node) * 512
        if !isGNU, case .human = style.blockSize { return SizeShown.busyboxHuman(bytes) }
        return style.blockSize.text(bytes)
    }

    /// Writes files, with the sum of their blocks for a directory.
    ///
    /// - Throws: `BoundReached`.
    func write(
        _ files: [ListedFile], total: Bool = false, besides others: [ListedFile] = []
    ) throws {
        if total, style.format == .long || style.showsBlocks {
            let sum = files.reduce(0) { $0 + FileNumbers.blocks($1.entry.node) } * 512
            if isGNU {
                try call.write("total \(style.blockSize.text(sum))")
                try call.write(lineEnd)
            } else if case .human = style.blockSize {
                try call.write("total \(SizeShown.human(sum).filled(7))\n")
            } else {
                try call.write("total \(sum / 1024)\n")
            }
        }
        switch style.format {
        case .long: try writeLong(files, besides: others)
        case .onePerLine:
            let widths = prefixWidths(files)
            for file in files {
                try put(prefix(file, widths) + cell(file).text + lineEnd)
            }
        case .commas: try writeCommas(files)
        case .columns, .rows:
            if isGNU { try writeColumns(files) } else { try writeBusyboxColumns(files) }
        }
    }

    // MARK: Names

    /// Writes a part of a line; in front of the first color stands how the program begins them.
    private func put(_ text: [UInt8]) throws {
        guard let colors = style.colors, !isColored, let escape = text.firstIndex(of: 27) else {
            return try call.write(text)
        }
        isColored = true
        try call.write(text[..<escape])
        try call.write(colors.beginning)
        try call.write(text[escape...])
    }

    /// A name with its color and sign, and how wide it is.
    private func cell(_ file: ListedFile, padded: Bool = false) -> (text: [UInt8], width: Int) {
        let shown = style.shown(file.name)
        var text = shown
        if let colors = style.colors,
            let colored = colors.colored(shown, file.name, file.entry.node)
        {
            text = colored
        }
        let sign = style.sign(file.entry.node)
        let blank: [UInt8] = padded && shown == file.name ? [32] : []
        // Controls take no room on a terminal.
        let width = shown.reduce(0) { $1 < 32 || $1 == 127 ? $0 : $0 + 1 }
        return (blank + text + sign, blank.count + width + sign.count)
    }

    private func prefixWidths(_ files: [ListedFile]) -> (inode: Int, blocks: Int) {
        if !isGNU { return (7, 6) }
        var widths = (inode: 0, blocks: 0)
        for file in files {
            if style.showsInode {
                widths.inode = max(widths.inode, String(inodes.number(file.entry)).count)
            }
            if style.showsBlocks { widths.blocks = max(widths.blocks, blocks(file).count) }
        }
        return widths
    }

    private func prefix(_ file: ListedFile, _ widths: (inode: Int, blocks: Int)) -> [UInt8] {
        var text = ""
        if style.showsInode {
            text += String(inodes.number(file.entry)).padded(widths.inode) + " "
        }
        if style.showsBlocks { text += blocks(file).padded(widths.blocks) + " " }
        return Array(text.utf8)
    }

    // MARK: Long lines

    private func writeLong(_ files: [ListedFile], besides others: [ListedFile]) throws {
        let prefixes = prefixWidths(files + others)
        let rows = files.map { LongRow($0, style, names, isGNU: isGNU) }
        var widths = LongRow.Widths()
        for row in rows + others.map({ LongRow($0, style, names, isGNU: isGNU) }) {
            widths.widen(row)
        }
        let isQuoted =
            style.quoting.isAligned && files.contains { style.quoting.quoted($0.name) != $0.name }
        for (file, row) in zip(files, rows) {
            try call.context.step()
            var line = prefix(file, prefixes)
            line += Array(row.text(widths, style, isGNU: isGNU).utf8)
            line += time(file.entry.node.modified) + [32]
            line += cellOfLong(file, padded: isQuoted)
            try put(line + lineEnd)
        }
    }

    private func cellOfLong(_ file: ListedFile, padded: Bool) -> [UInt8] {
        guard case .symlink(let target) = file.entry.node.body else {
            return cell(file, padded: padded).text
        }
        var plain = style
        plain.indicator = .none
        var shown = style.shown(file.name)
        if padded, shown == file.name { shown = [32] + shown }
        if let colors = style.colors,
            let colored = colors.colored(shown, file.name, file.entry.node)
        {
            shown = colored
        }
        var line = shown + Array(" -> ".utf8)
        let node = (try? call.files.entry(at: file.entry.path, follow: true))?.node
        if let node, !isGNU, let colors = style.colors,
            let colored = colors.colored(style.shown(target), target, node)
        {
            line += colored
        } else {
            line += style.shown(target)
        }
        if let node, style.indicator == .classify || style.indicator == .fileType {
            line += style.sign(node)
        }
        return line
    }

    private func time(_ modified: Nanoseconds) -> [UInt8] {
        let (seconds, rest) = modified.quotientAndRemainder(dividingBy: 1_000_000_000)
        let whole = rest < 0 ? seconds - 1 : seconds
        let now = Int64(call.context.now)
        // Half a year of the mean length, as both programs count it.
        let isRecent =
            isGNU
            ? whole > now - 31_556_952 / 2 && whole <= now
            : now - whole < 3600 * 24 * 365 / 2 && now - whole > -15 * 60
        return TimeText.text(
            isRecent ? style.timeFormats.recent : style.timeFormats.old, seconds: Int(whole),
            nanoseconds: Int(modified - whole * 1_000_000_000), zone: call.zone)
    }

    // MARK: Columns

    private func writeCommas(_ files: [ListedFile]) throws {
        var position = 0
        for (index, file) in files.enumerated() {
            let (text, width) = cell(file)
            let start = prefix(file, (0, 0))
            let whole = width + start.count
            if index > 0 {
                if style.width == 0 || position + whole + 2 < style.width {
                    try call.write(", ")
                    position += 2
                } else {
                    try call.write(",\n")
                    position = 0
                }
            }
            try put(start + text)
            position += whole
        }
        if !files.isEmpty { try call.write(lineEnd) }
    }

    /// A line without an end has all names.
    private func writeOneLine(_ files: [ListedFile]) throws {
        for (index, file) in files.enumerated() {
            try put((index > 0 ? [32, 32] : []) + prefix(file, (0, 0)) + cell(file).text)
        }
        try call.write(lineEnd)
    }

    private func writeColumns(_ files: [ListedFile]) throws {
        if files.isEmpty { return }
        if style.width == 0 { return try writeOneLine(files) }
        let prefixes = prefixWidths(files)
        let isQuoted =
            style.quoting.isAligned && files.contains { style.quoting.quoted($0.name) != $0.name }
        let cells = files.map { file in
            let start = prefix(file, prefixes)
            let (text, width) = cell(file, padded: isQuoted)
            return (text: start + text, width: start.count + width)
        }
        try writeCells(cells)
    }

    private func writeCells(_ cells: [(text: [UInt8], width: Int)]) throws {
        let layout = ColumnLayout(
            widths: cells.map(\.width), line: style.width, isByRow: style.format == .rows)
        for row in 0..<layout.rows {
            var position = 0
            var column = 0
            while let index = layout.index(row, column), index < cells.count {
                try call.context.step()
                let cell = cells[index]
                try put(cell.text)
                guard let next = layout.index(row, column + 1), next < cells.count else { break }
                let start = layout.starts[column + 1]
                try indent(from: position + cell.width, to: start)
                position = start
                column += 1
            }
            try call.write(lineEnd)
        }
    }

    private func indent(from start: Int, to end: Int) throws {
        var place = start
        while place < end {
            // No tab follows a color, which would fill it.
            if style.tab > 0, style.colors == nil, end / style.tab > (place + 1) / style.tab {
                try call.write(byte: 9)
                place += style.tab - place % style.tab
            } else {
                try call.write(byte: 32)
                place += 1
            }
        }
    }

    private func writeBusyboxColumns(_ files: [ListedFile]) throws {
        if files.isEmpty { return }
        let cells = files.map { file in
            let start = prefix(file, (7, 6))
            let (text, width) = cell(file)
            return (text: start + text, width: start.count + width)
        }
        let widest = (cells.map(\.width).max() ?? 0) + 2
        let columns = max(1, style.width / widest)
        var rows = files.count
        if columns > 1 { rows = (files.count + columns - 1) / columns }
        for row in 0..<rows {
            var line: [UInt8] = []
            var position = 0
            for column in 0..<columns {
                let index = style.format == .rows ? row * columns + column : column * rows + row
                guard index < cells.count else { continue }
                if column > 0 {
                    line += [UInt8](repeating: 32, count: max(0, column * widest - position))
                    position = column * widest
                }
                line += cells[index].text
                position += cells[index].width
            }
            try call.write(line + [10])
        }
    }
}

/// As many columns as fit on a line, each as wide as its widest name.
private struct ColumnLayout {
    private(set) var rows: Int
    /// Where columns begin.
    private(set) var starts: [Int]
    private let columns: Int
    private let isByRow: Bool

    init(widths: [Int], line: Int, isByRow: Bool) {
        self.isByRow = isByRow
        let count = widths.count
        // A column is three wide at least; a line without an end takes all.
        let most = line == 0 ? count : max(1, min(count, line / 3))
        var chosen = 1
        var chosenWidths = [widths.max() ?? 0]
        for columns in stride(from: most, to: 1, by: -1) {
            let rows = (count + columns - 1) / columns
            var wide = [Int](repeating: 3, count: columns)
            var sum = 3 * columns
            for (index, width) in widths.enumerated() {
                let column = isByRow ? index % columns : index / rows
                let whole = width + (column == columns - 1 ? 0 : 2)
                if whole > wide[column] {
                    sum += whole - wide[column]
                    wide[column] = whole
                    if line > 0, sum >= line { break }
                }
            }
            if line == 0 || sum < line {
                (chosen, chosenWidths) = (columns, wide)
                break
            }
        }
        columns = chosen
        rows = (count + columns - 1) / columns
        starts = [0]
        for width in chosenWidths { starts.append(starts[starts.count - 1] + width) }
    }

    func index(_ row: Int, _ column: Int) -> Int? {
        guard column < columns else { return nil }
        return isByRow ? row * columns + column : column * rows + row
    }
}

extension String {
    /// With blanks in front up to a width.
    func padded(_ width: Int) -> String {
        String(repeating: " ", count: max(0, width - utf8.count)) + self
    }

    /// With blanks behind up to a width.
    func filled(_ width: Int) -> String {
        self + String(repeating: " ", count: max(0, width - utf8.count))
    }
}
