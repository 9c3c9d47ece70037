import LayFiles
import LayShell

/// Lays out one file, or some side by side, on pages.
final class PagePrinter {
    private enum Status {
        case open
        /// A form feed ended the page: of lines that are stored, and of those that are read.
        case formFeed, held
        case closed
    }

    private final class Column {
        var reader: ByteReader?
        var status = Status.open
        var start = 0
        var linesLeft = 0
        var isNumbered = false
        /// The lines that it has, among those that are stored, and the next one of them.
        var stored = 0
        var next = 0
        var fillsPage = false
    }

    private let call: UtilityCall
    private let layout: PageLayout
    private var output: PageOutput
    private var columns: [Column] = []
    /// Lines that wait for their column, and where each ends.
    private var lines: [(text: [UInt8], end: Int)] = []
    private var line: [UInt8] = []
    private var isStoring = false
    private var held = 0
    private var openCount = 0
    private var page = 1
    private var number = 1
    private var inputPosition = 0
    private var separatorsLeft = 0
    private var padding = 0
    private var linesOnPage = 0
    private var hasText = false
    private var wantsHeader = false
    private var wantsFormFeed = false
    private var onlyFormFeed = false
    private var isLineEmpty = true
    private var alignsEmpty = false
    private var header: (date: [UInt8], name: [UInt8]) = ([], [])

    init(_ layout: PageLayout, _ call: UtilityCall) {
        self.layout = layout
        self.call = call
        output = PageOutput(call, layout)
        number = layout.firstNumber ?? 1
    }

    /// Lays out files side by side.
    ///
    /// - Throws: `BoundReached`.
    func print(_ files: [[UInt8]]) throws {
        try open(files)
        if columns.isEmpty { return }
        placeColumns()
        output.isMuted = layout.firstPage > 1
        while try printPage() {}
        for column in columns { column.reader?.close() }
        call.context.release(held)
        if page <= layout.firstPage, layout.firstPage > 1, output.isMuted {
            try call.complain(
                "starting page number \(layout.firstPage) exceeds page count \(page - 1)")
        }
    }

    // MARK: Files

    private func open(_ files: [[UInt8]]) throws {
        for file in files {
            do {
                let reader = try call.reader(file)
                if file != [45] {
                    let entry = try call.entry(file, follow: true)
                    if entry.node.kind == .directory {
                        throw FileError(.isDirectory, entry.path)
                    }
                }
                let column = Column()
                column.reader = reader
                columns.append(column)
            } catch let error as FileError {
                if !call.has("r") {
                    let isOpen = error.code == .isDirectory
                    try call.complain(
                        isOpen
                            ? "read error: \(error.reason)" : "\(call.shown(file)): \(error.reason)"
                    )
                }
                if let bound = error.bound { throw bound }
                call.status = 1
            }
        }
        openCount = columns.count
        if !layout.isMerged, let first = columns.first {
            for _ in 1..<max(1, layout.columns) {
                let column = Column()
                column.reader = first.reader
                columns.append(column)
            }
            openCount = 1
        }
        header = try PageHeading.parts(layout.isMerged ? nil : files[0], call)
    }

    private func placeColumns() {
        var place = layout.margin + separator.count
        var next = layout.margin + layout.columnWidth
        if layout.isMerged, layout.numbers != nil { next += layout.numberWidth }
        if !layout.truncates { next = 0 }
        for (index, column) in columns.enumerated() {
            column.isNumbered = layout.numbers != nil && (!layout.isMerged || index == 0)
            column.start = place
            if layout.truncates {
                place = next + separator.count
                next = place + layout.columnWidth
            } else {
                place = 0
            }
        }
    }

    private var separator: [UInt8] { layout.separator }

    private func hold(_ column: Column) {
        if layout.isMerged {
            column.status = .held
        } else {
            for other in columns { other.status = layout.isStored ? .formFeed : .held }
        }
        column.linesLeft = 0
        openCount -= 1
    }

    private func close(_ column: Column) {
        if layout.isMerged {
            column.status = .closed
            column.linesLeft = 0
        } else {
            for other in columns {
                other.status = .closed
                if other.stored == 0 { other.linesLeft = 0 }
            }
        }
        openCount -= 1
    }

    private func reopen() {
        for column in columns where column.status == .held {
            column.status = .open
            openCount += 1
        }
        if layout.isStored { openCount = columns[0].status == .closed ? 0 : 1 }
    }

    // MARK: Pages

    private var readyCount: Int {
        columns.count {
            $0.status == .open || $0.status == .formFeed
                || layout.isStored && $0.stored > 0 && $0.linesLeft > 0
        }
    }

    private func beginPage() throws {
        if layout.isStored {
            try storeColumns()
            for column in columns { column.linesLeft = column.stored }
        } else {
            for column in columns {
                column.linesLeft = column.status == .open ? layout.body : 0
            }
        }
    }

    private func printPage() throws -> Bool {
        try beginPage()
        if readyCount == 0 { return false }
        wantsHeader = layout.hasExtremities
        hasText = false
        var anyText = false
        linesOnPage = layout.isDouble ? layout.body * 2 : layout.body
        while linesOnPage > 0, readyCount > 0 {
            try call.context.step()
            let hadText = try printRow()
            anyText = anyText || hadText
            if hasText {
                try output.write(10)
                linesOnPage -= 1
            }
            if readyCount == 0, !layout.hasExtremities { break }
            if layout.isDouble, hadText {
                try output.write(10)
                linesOnPage -= 1
            }
        }
        if linesOnPage <= 0 {
            for column in columns where column.status == .open { column.fillsPage = true }
        }
        if anyText, layout.hasExtremities {
            try padDown(linesOnPage + 5)
        } else if layout.keepsFormFeeds, wantsFormFeed {
            try output.write(12)
            wantsFormFeed = false
        }
        if !layout.hasExtremities || !wantsHeader { page += 1 }
        if page > layout.lastPage { return false }
        reopen()
        if output.isMuted, page >= layout.firstPage {
            output.isMuted = false
            if let first = layout.firstNumber { number = first }
        }
        return true
    }

    /// Writes a line of all columns; true where one of them had text.
    private func printRow() throws -> Bool {
        output.beginLine()
        separatorsLeft = 0
        hasText = false
        alignsEmpty = false
        isLineEmpty = true
        onlyFormFeed = true
        var hadText = false
        for column in columns {
            inputPosition = 0
            if column.linesLeft > 0 || column.status == .formFeed {
                onlyFormFeed = false
                padding = column.start
                let isWhole =
                    layout.isStored
                    ? try printStored(column) : try readLine(column)
                if !isWhole { try skipLine(column) }
                hadText = hadText || hasText
                column.linesLeft -= 1
                if column.linesLeft <= 0, readyCount == 0 { break }
                if layout.isMerged, column.status != .open {
                    try alignAfter(column)
                }
            } else if layout.isMerged {
                if isLineEmpty { alignsEmpty = true } else { try align(column) }
            }
            if layout.hasSeparator { separatorsLeft += 1 }
        }
        return hadText
    }

    private func alignAfter(_ column: Column) throws {
        if isLineEmpty {
            alignsEmpty = true
        } else if column.status == .closed || column.status == .held && onlyFormFeed {
            try align(column)
        }
    }

    private func align(_ column: Column) throws {
        padding = column.start
        if padding - separator.count > 0 {
            try output.move(to: padding - separator.count)
            padding = 0
        }
        if layout.hasSeparator { try writeSeparators() }
        if column.isNumbered { try writeNumber() }
    }

    private func padDown(_ count: Int) throws {
        if layout.usesFormFeeds { return try output.write([10, 12]) }
        try output.write([UInt8](repeating: 10, count: count))
    }

    private func writeHeader() throws {
        wantsHeader = false
        output.position = 0
        let text = Array("Page \(page)".utf8)
        let left = layout.width - header.date.count - header.name.count
        let room = max(0, left - text.count)
        let margin = [UInt8](repeating: 32, count: layout.margin)
        let before = [UInt8](repeating: 32, count: max(1, room / 2))
        let behind = [UInt8](repeating: 32, count: max(1, room - room / 2))
        try output.write([10, 10] + margin + header.date + before + header.name + behind)
        try output.write(text + [10, 10, 10])
        output.position = 0
    }

    // MARK: Lines

    private func storeColumns() throws {
        lines = []
        call.context.release(held)
        held = 0
        for column in columns { column.stored = 0 }
        isStoring = true
        for column in columns where openCount > 0 {
            var left = layout.body
            while left > 0, openCount > 0 {
                left -= 1
                guard column.status == .open else { continue }
                line = []
                inputPosition = 0
                if try !readLine(column) { try skipLine(column) }
                if column.status == .open || !line.isEmpty {
                    try call.context.hold(line.count + 40)
                    held += line.count + 40
                    lines.append((line, inputPosition))
                }
            }
        }
        isStoring = false
        var first = 0
        for (index, column) in columns.enumerated() {
            column.next = first
            column.stored =
                lines.count / columns.count + (index < lines.count % columns.count ? 1 : 0)
            first += column.stored
        }
    }

    private func printStored(_ column: Column) throws -> Bool {
        hasText = true
        if wantsHeader { try writeHeader() }
        let index = column.next
        column.next += 1
        if column.status == .formFeed {
            for other in columns { other.status = .held }
            if columns[0].linesLeft <= 0 {
                if !layout.hasExtremities { hasText = false }
                return true
            }
        }
        guard column.linesLeft > 0, index < lines.count else { return true }
        if padding - separator.count > 0 {
            try output.move(to: padding - separator.count)
            padding = 0
        }
        if layout.hasSeparator { try writeSeparators() }
        for byte in lines[index].text { try output.put(byte) }
        if output.blanks == 0 {
            output.position = column.start + lines[index].end
            if column.start - separator.count == layout.margin {
                output.position -= separator.count
            }
        }
        return true
    }

    private func put(_ bytes: [UInt8]) throws {
        if isStoring {
            line += bytes
        } else {
            for byte in bytes { try output.put(byte) }
        }
    }

    /// Reads a line of a column and writes or stores it; false where its end is still to be read.
    private func readLine(_ column: Column) throws -> Bool {
        guard let reader = column.reader else { return true }
        var byte = try reader.byte()
        if byte == 12, column.fillsPage {
            // It ends the page that is full anyway.
            column.fillsPage = false
            byte = try reader.byte()
            if byte == 10 { byte = try reader.byte() }
        }
        column.fillsPage = false
        if byte == 12 {
            try skipNewline(reader)
            onlyFormFeed = true
            if wantsHeader, !isStoring {
                hasText = true
                try writeHeader()
            } else if layout.keepsFormFeeds {
                wantsFormFeed = true
            }
            hold(column)
            return true
        }
        guard let first = byte else {
            close(column)
            return true
        }
        var last = inputPosition
        var clump = first == 10 ? [] : self.clump(first)
        if layout.truncates, inputPosition > layout.columnWidth {
            inputPosition = last
            return false
        }
        if !isStoring { try beginText(column) }
        if column.isNumbered { try writeNumber() }
        isLineEmpty = false
        if first == 10 { return true }
        try put(clump)
        while true {
            switch try reader.byte() {
            case nil:
                close(column)
                return true
            case 10?: return true
            case 12?:
                try skipNewline(reader)
                if layout.keepsFormFeeds { wantsFormFeed = true }
                hold(column)
                return true
            case let byte?:
                last = inputPosition
                clump = self.clump(byte)
                if layout.truncates, inputPosition > layout.columnWidth {
                    inputPosition = last
                    return false
                }
                try put(clump)
            }
        }
    }

    private func skipNewline(_ reader: ByteReader) throws {
        if let next = try reader.byte(), next != 10 { reader.back(1) }
    }

    private func skipLine(_ column: Column) throws {
        guard let reader = column.reader else { return }
        while let byte = try reader.byte(), byte != 10 {
            guard byte == 12 else { continue }
            try skipNewline(reader)
            if layout.keepsFormFeeds { wantsFormFeed = true }
            hold(column)
            return
        }
        if try reader.byte() == nil {
            if column.status == .open { close(column) }
        } else {
            reader.back(1)
        }
    }

    private func beginText(_ column: Column) throws {
        hasText = true
        if wantsHeader { try writeHeader() }
        if layout.isMerged, alignsEmpty {
            let count = separatorsLeft
            separatorsLeft = 0
            for other in columns.prefix(count) {
                try align(other)
                separatorsLeft += 1
            }
            padding = column.start
            output.blanks = layout.truncates ? layout.columnWidth : 0
            alignsEmpty = false
        }
        if padding - separator.count > 0 {
            try output.move(to: padding - separator.count)
            padding = 0
        }
        if layout.hasSeparator { try writeSeparators() }
    }

    private func writeSeparators() throws {
        if separatorsLeft <= 0 {
            if output.blanks > 0 { try output.writeBlanks() }
            return
        }
        for byte in separator {
            if byte == 32 {
                output.blanks += 1
            } else {
                if output.blanks > 0 { try output.writeBlanks() }
                try output.write(byte)
                output.position += 1
            }
        }
        if output.blanks > 0 { try output.writeBlanks() }
        separatorsLeft = 0
    }

    private func writeNumber() throws {
        guard let numbers = layout.numbers else { return }
        let digits = Array(String(number).utf8)
        number = number == Int.max ? 0 : number + 1
        let shown =
            digits.count >= numbers.digits
            ? Array(digits.suffix(numbers.digits))
            : [UInt8](repeating: 32, count: numbers.digits - digits.count) + digits
        try put(shown)
        if layout.columns > 1 {
            // A tab would not keep its width in a column.
            try put(
                numbers.separator == 9
                    ? [UInt8](repeating: 32, count: layout.numberWidth - numbers.digits)
                    : [numbers.separator])
        } else {
            try put([numbers.separator])
            if numbers.separator == 9 {
                output.position += layout.outputTab.width - output.position % layout.outputTab.width
            }
        }
        if layout.truncates, !layout.isMerged { inputPosition += layout.numberWidth }
    }

    /// What a byte of the input is in the output; moves the input's position.
    private func clump(_ byte: UInt8) -> [UInt8] {
        var width = 1
        var text = [byte]
        if byte == layout.inputTab.character || byte == 9 {
            let tab = byte == layout.inputTab.character ? layout.inputTab.width : 8
            width = tab - inputPosition % tab
            if layout.expands { text = [UInt8](repeating: 32, count: width) }
        } else if byte &- 32 >= 95 {
            if layout.showsOctal || byte >= 128 && layout.showsControls {
                text = Self.octal(byte)
                width = 4
            } else if layout.showsControls {
                text = byte < 32 || byte == 127 ? [94, byte ^ 64] : Self.octal(byte)
                width = text.count
            } else if byte == 8 {
                width = -1
            } else {
                width = 0
            }
        }
        // A backspace in front of the line goes nowhere.
        if width < 0, inputPosition == 0 {
            return []
        }
        inputPosition = max(0, inputPosition + width)
        return text
    }

    private static func octal(_ byte: UInt8) -> [UInt8] {
        [92, 48 + (byte >> 6), 48 + (byte >> 3 & 7), 48 + (byte & 7)]
    }
}
